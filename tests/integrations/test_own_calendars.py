"""Leave in the calendar of the person who takes it: together with the shared one, or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.integrations.google_calendar import mapping
from leavebook.services.outside import remote_setup
from leavebook.services.outside.console_lines import console_id
from leavebook.services.outside.remote_setup import change_settings, know_person, states
from leavebook.services.outside.remote_systems import Permanent, RemoteLeave
from leavebook.storage.outside.integration_links import Link
from leavebook.subscribers import CONSOLES
from tests.cast import Cast
from tests.integrations.google_stand_in import Google
from tests.integrations.jobs import KEYS
from tests.integrations.plots import WORLDS, World, account_of
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.test_mapping import LEAVE, SICK, taking

GOOGLE = Provider.GOOGLE_CALENDAR
TUESDAY, THURSDAY = date(2026, 3, 10), date(2026, 3, 12)
OWN = 2
"""The request that adds the second event, after the first one and the one for access."""


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    with WORLDS["google_calendar-own"](cast) as made:
        yield made


def google(world: World) -> Google:
    found = world.stand_in.serve.__self__  # type: ignore[attr-defined]  # the method of the stand-in's vendor
    assert isinstance(found, Google)
    return found


def set_to(world: World, **given: str) -> None:
    connected = world.systems[GOOGLE, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, GOOGLE, connected, given)


def told(world: World) -> Link:
    """Bea's leave is approved and told; return what came of it."""
    request_id = world.approve()
    world.run(request_id)
    return world.links(request_id)[0]


def times(leave: RemoteLeave) -> list[tuple[str, str]]:
    return [
        (str(each["start"]["dateTime"]), str(each["end"]["dateTime"]))  # type: ignore[index]  # a moment is a mapping
        for each in mapping.own_events(leave)
    ]


def test_whole_days_are_out_of_office_from_midnight_to_midnight() -> None:
    assert times(LEAVE) == [("2026-03-10T00:00:00+01:00", "2026-03-15T00:00:00+01:00")]


def test_half_a_day_leaves_the_other_half_free() -> None:
    afternoon = taking(half_day(TUESDAY, TUESDAY, Half.PM))

    assert times(afternoon) == [("2026-03-10T12:00:00+01:00", "2026-03-11T00:00:00+01:00")]


def test_each_stretch_is_an_event_of_its_own_with_an_id_of_its_own() -> None:
    apart = replace(LEAVE, spans=(whole_days(TUESDAY), whole_days(THURSDAY, LEAVE.last_day)))
    mornings = taking(Span(TUESDAY, THURSDAY, start_minute=540, end_minute=600))

    assert [start[:13] for start, _ in times(apart)] == ["2026-03-10T00", "2026-03-12T00"]
    assert [start[:13] for start, _ in times(mornings)] == [
        "2026-03-10T09",
        "2026-03-11T09",
        "2026-03-12T09",
    ]
    ids = [each["id"] for each in (*mapping.own_events(mornings), mapping.event(mornings, {}))]
    assert len(set(ids)) == 4


def test_days_that_follow_on_each_other_are_one_stretch() -> None:
    whole = replace(
        LEAVE, spans=(whole_days(TUESDAY), whole_days(date(2026, 3, 11), LEAVE.last_day))
    )

    assert times(whole) == times(LEAVE)


def test_nobody_learns_why_from_a_persons_own_calendar() -> None:
    assert mapping.own_events(SICK) == mapping.own_events(LEAVE)
    said = json.dumps(mapping.own_events(LEAVE))
    assert "Annual" not in said
    assert "Ana" not in said


def test_approved_leave_is_shown_in_both_calendars(world: World) -> None:
    link = told(world)

    (shared,) = google(world).shown()
    (own,) = google(world).shown_to(world.cast.bea.email)
    assert link.is_settled
    assert (link.external_id, link.follow_up) == (shared["id"], None)
    assert own["eventType"] == "outOfOffice"
    assert own["outOfOfficeProperties"]["autoDeclineMode"] == "declineOnlyNewConflictingInvitations"
    assert all(not google(world).shown_to(world.cast.members[who].email) for who in ("mo", "kim"))


def test_only_people_of_the_named_domains_are_shown(world: World) -> None:
    set_to(world, out_of_office="globex.example, @initech.example")

    link = told(world)

    assert link.is_settled
    assert world.stand_in.number == 1, "nobody acted for Bea"
    assert len(google(world).shown()) == 1


def test_without_the_setting_nobody_acts_for_anybody(world: World) -> None:
    set_to(world, out_of_office="")

    assert told(world).is_settled
    assert world.stand_in.number == 1


def test_somebody_may_have_another_address_there(world: World) -> None:
    there = f"beatrix@{world.cast.codename}.example"
    google(world).own[there] = {}
    with world.cast.acting("ada") as tx:
        know_person(tx, GOOGLE, world.cast.bea.email, there)

    told(world)

    assert len(google(world).shown_to(there)) == 1


def test_an_answer_of_endless_depth_says_nothing(world: World) -> None:
    world.stand_in.faults = {OWN: Fault(Effect.DONE, 200, b"[" * 100_000)}

    link = told(world)

    assert link.error == "the answer cannot be read"
    world.calm()
    world.converge(link.request_id)
    assert len(world.markers()) == 1


@pytest.mark.parametrize("why", ["no such address", "calendar switched off"])
def test_who_has_no_calendar_is_noted_once_and_stops_nothing(world: World, why: str) -> None:
    if why == "no such address":
        del google(world).own[world.cast.bea.email]
    else:
        google(world).without_calendar.add(world.cast.bea.email)

    link = told(world)

    assert link.is_settled
    assert link.error is None
    assert link.follow_up is not None
    assert world.cast.bea.email in link.follow_up
    assert len(google(world).shown()) == 1
    world.run(link.request_id)
    assert world.stand_in.number == (2 if why == "no such address" else 3), "nobody asks again"


def test_a_note_goes_with_the_leave(world: World) -> None:
    del google(world).own[world.cast.bea.email]
    link = told(world)

    world.cancel(link.request_id)
    world.run(link.request_id)

    (gone,) = world.links(link.request_id)
    assert (gone.is_settled, gone.follow_up) == (True, None)
    assert google(world).shown() == []


def test_a_note_is_not_lost_with_the_worker(world: World) -> None:
    del google(world).own[world.cast.bea.email]
    request_id = world.approve()
    world.killed_after = 0
    world.run(request_id)

    world.converge(request_id)

    assert world.links(request_id)[0].follow_up is not None


def test_a_service_account_that_may_not_act_is_a_matter_for_a_person_and_stops_nobody(
    world: World,
) -> None:
    google(world).delegates = False

    link = told(world)

    assert link.error_kind == "permanent"
    assert "domain-wide delegation" in (link.error or "")
    assert len(google(world).shown()) == 1
    with world.cast.acting() as tx:
        assert states(tx)[0].trouble is None, "the shared calendar goes on"


def test_what_was_half_told_is_told_whole_once_somebody_has_it_tried_again(world: World) -> None:
    google(world).delegates = False
    link = told(world)
    google(world).delegates = True

    helped = world.converge(link.request_id)

    assert helped == 1
    assert len(world.markers()) == 1
    assert len(google(world).shown_to(world.cast.bea.email)) == 1


def test_what_was_half_told_is_taken_back_without_anybodys_help(world: World) -> None:
    """Even when it is cancelled at the very moment in which the rest is refused for good."""
    request_id = world.approve()
    world.stand_in.faults = {OWN: Fault(Effect.NONE, 422)}
    world.stand_in.meanwhile = lambda: world.cancel(request_id)
    world.run(request_id)
    world.calm()

    helped = world.converge(request_id)

    assert helped == 0
    assert google(world).shown() == []
    assert google(world).shown_to(world.cast.bea.email) == []


def test_leave_is_taken_back_where_it_was_put_whatever_is_set_by_then(world: World) -> None:
    link = told(world)
    set_to(world, out_of_office="")
    with world.cast.acting("ada") as tx:
        know_person(tx, GOOGLE, world.cast.bea.email, f"beatrix@{world.cast.codename}.example")

    world.cancel(link.request_id)
    world.run(link.request_id)

    assert world.links(link.request_id)[0].is_settled
    assert google(world).shown_to(world.cast.bea.email) == []


def test_the_account_says_whose_calendars_show_leave(world: World) -> None:
    said = remote_setup.test(world.cast.acting, GOOGLE, world.systems[GOOGLE, Mode.LIVE], KEYS)

    assert said.endswith(f"{world.cast.codename}.example are shown out of office in their own too.")


def test_a_persons_consent_is_not_enough(cast: Cast) -> None:
    with WORLDS["google_calendar"](cast) as world:
        set_to(world, out_of_office=f"{cast.codename}.example")

        with pytest.raises(Permanent, match="service account only"):
            remote_setup.test(cast.acting, GOOGLE, world.systems[GOOGLE, Mode.LIVE], KEYS)
        link = told(world)

        assert link.error_kind == "permanent"
        assert len(google(world).shown()) == 1


def test_the_twin_prints_it(capsys: pytest.CaptureFixture[str], world: World) -> None:
    twin = CONSOLES[GOOGLE, Mode.CONSOLE].reach(account_of(world, send_before=0))
    leave = replace(LEAVE, own_calendar="ana@acme.example")

    twin.create(leave)
    twin.remove(leave, console_id(leave))

    said = capsys.readouterr().out
    assert "out of office: ana@acme.example, 2026-03-10 to 2026-03-14" in said
    assert "no longer out of office: ana@acme.example" in said
