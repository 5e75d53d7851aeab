"""What payroll is told: exact hours, by the right people, and never more than it may know."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from leavebook.domain.calendar.spans import Half, half_day, whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.integrations.xero.payroll import Worker, mark, one_worker_each, title
from leavebook.integrations.xero.sync import PAID_ALREADY
from leavebook.services.remote_setup import change_settings, know_person
from leavebook.services.remote_systems import Held, RemoteSystem
from leavebook.storage import external_ids
from tests.cast import Cast
from tests.integrations import xero_stand_in
from tests.integrations.plots import WORLDS, World, account_of
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.test_mapping import LEAVE, SICK
from tests.integrations.time_passing import let_pass

COUNTRIES = ("xero", "xero-nz")
MAY = date(2026, 5, 4)


@pytest.fixture(params=COUNTRIES)
def world(request: pytest.FixtureRequest, cast: Cast) -> Iterator[World]:
    with WORLDS[request.param](cast) as made:
        yield made


@pytest.fixture
def australia(cast: Cast) -> Iterator[World]:
    with WORLDS["xero"](cast) as made:
        yield made


def vendor(world: World) -> xero_stand_in.Xero:
    found = world.stand_in.serve.__self__  # type: ignore[attr-defined]  # the method of the stand-in's vendor
    assert isinstance(found, xero_stand_in.Xero)
    return found


def system(world: World) -> RemoteSystem:
    reach = world.systems[Provider.XERO, Mode.LIVE].reach
    return reach(account_of(world, send_before=time.monotonic() + 60))


def questions(world: World, about: str) -> int:
    """Return how often Xero was asked about something."""
    return len([each for each in world.stand_in.asked if each.path.endswith(about)])


def error_of(world: World, request_id: int) -> str:
    return world.links(request_id)[0].error or ""


def test_leave_is_filed_with_our_own_hours(world: World) -> None:
    request_id = world.approve()

    world.run(request_id)

    (held,) = vendor(world).held()
    link = world.links(request_id)[0]
    assert (held["first"], held["last"]) == (MAY, date(2026, 5, 6))
    assert held["type"] == xero_stand_in.UNPAID
    assert held["hours"] == [24]
    assert (link.is_settled, link.follow_up) == (True, None)
    assert held["id"] in (link.external_id or "")


def test_half_a_day_is_half_its_hours(world: World) -> None:
    half = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=MAY,
        last_day=MAY,
        spans=(half_day(MAY, MAY, Half.PM),),
        minutes=228,
        days=((MAY, 228),),
    )

    made = system(world).create(half)

    assert vendor(world).held()[0]["hours"] == [3.8]
    assert isinstance(made, Held)
    assert made.by_hand is None


def test_leave_over_two_pay_periods_is_shared_out(world: World) -> None:
    days = ((date(2026, 5, 8), 480), (date(2026, 5, 11), 240))
    two = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=days[0][0],
        last_day=days[1][0],
        spans=(whole_days(days[0][0], days[1][0]),),
        minutes=720,
        days=days,
    )

    system(world).create(two)

    assert vendor(world).held()[0]["hours"] == [8, 4]


def test_hours_that_payroll_counts_otherwise_are_for_a_person(australia: World) -> None:
    vendor(australia).calendar_kind = "SOMEHOW"
    half = replace(
        LEAVE,
        email=australia.cast.bea.email,
        first_day=MAY,
        last_day=MAY,
        minutes=228,
        days=((MAY, 228),),
    )

    made = system(australia).create(half)

    assert isinstance(made, Held)
    assert made.by_hand is not None
    assert "8 hours" in made.by_hand
    assert "3.8" in made.by_hand


def test_a_repeated_filing_is_the_same_application(world: World) -> None:
    leave = replace(LEAVE, email=world.cast.bea.email, days=((MAY, 480),), minutes=480)

    made = {system(world).create(leave) for _ in range(3)}

    assert len(made) == 1
    assert len(vendor(world).held()) == 1
    keys = {each.headers.get("idempotency-key") for each in world.stand_in.asked}
    assert keys == {None, f"leave:{leave.request}:1"}


def test_leave_that_was_paid_is_for_a_person_to_take_back(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    vendor(world).process()
    world.cancel(request_id)

    world.run(request_id)

    link = world.links(request_id)[0]
    assert (link.is_settled, link.follow_up, link.error) == (True, PAID_ALREADY, None)
    assert len(vendor(world).held()) == 1, "nothing of what was paid is touched"


def test_leave_that_is_paid_in_this_very_moment_is_too(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    world.cancel(request_id)
    world.calm()
    asked = world.stand_in.serve

    def pay_before_the_change(request: object) -> object:
        if request.method != "GET" and "/token" not in request.path:  # type: ignore[attr-defined]  # as it arrived
            vendor_of_all.process()
        return asked(request)  # type: ignore[arg-type]  # handed on

    vendor_of_all = vendor(world)
    world.stand_in.serve = pay_before_the_change  # type: ignore[assignment]  # the same, a moment later

    world.run(request_id)

    assert world.links(request_id)[0].follow_up == PAID_ALREADY


def test_leave_that_payroll_took_back_itself_is_done(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    vendor(world).leave.clear()
    world.cancel(request_id)

    world.run(request_id)

    link = world.links(request_id)[0]
    assert (link.is_settled, link.follow_up, link.error) == (True, None, None)


def test_who_works_there_is_asked_once_for_everybody(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    world.end(request_id)

    with world.cast.acting() as tx:
        known = external_ids.of_user(tx, world.cast.kim.user_id, Provider.XERO)
    assert known == vendor(world).employee(world.cast.kim.email)
    world.run(world.approve())
    assert questions(world, "/Employees") == 1


def test_all_pages_are_read(world: World) -> None:
    vendor(world).people[:0] = [f"p{number}@acme.example" for number in range(230)]
    request_id = world.approve()

    world.run(request_id)

    assert world.links(request_id)[0].is_settled


def test_nobody_is_taken_for_somebody_with_the_same_address() -> None:
    workers = [Worker("1", "A@x.example"), Worker("2", "b@x.example "), Worker("3", "a@x.example")]

    assert one_worker_each(iter(workers)) == {"b@x.example": "2"}


def test_who_is_not_known_there_can_be_said_by_hand(world: World) -> None:
    known = vendor(world)
    known.people.remove(world.cast.bea.email)
    request_id = world.approve()
    world.run(request_id)
    assert "knows nobody" in error_of(world, request_id)
    known.people.append("other@acme.example")

    with world.cast.acting("ada") as tx:
        know_person(tx, Provider.XERO, world.cast.bea.email, known.employee("other@acme.example"))
    world.run(request_id)

    assert known.held()[0]["employee"] == known.employee("other@acme.example")


def test_a_leave_type_without_one_there_is_said_and_can_be_set(world: World) -> None:
    connected = world.systems[Provider.XERO, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, Provider.XERO, connected, {"leave_type.UL": ""})
    request_id = world.approve()
    world.run(request_id)
    assert error_of(world, request_id) == "no leave type of Xero is set for UL"

    with world.cast.acting("ada") as tx:
        given = {"leave_type.UL": xero_stand_in.LONG_SERVICE}
        change_settings(tx, Provider.XERO, connected, given)
    world.run(request_id)

    assert vendor(world).held()[0]["type"] == xero_stand_in.LONG_SERVICE


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xero", "400: A validation exception occurred; Leave type is not known."),
        ("xero-nz", "400: Validation error occurred.; leaveTypeID: It is not known."),
    ],
)
def test_what_payroll_refuses_is_said_in_its_own_words(cast: Cast, name: str, said: str) -> None:
    with WORLDS[name](cast) as world:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        with cast.acting("ada") as tx:
            change_settings(tx, Provider.XERO, connected, {"leave_type.UL": "nonsense"})
        request_id = world.approve()

        world.run(request_id)

        assert error_of(world, request_id) == said


def test_an_organisation_that_was_taken_away_pauses_everything(world: World) -> None:
    connected = world.systems[Provider.XERO, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, Provider.XERO, connected, {"tenant": xero_stand_in.OTHER_TENANT})
    request_id = world.approve()
    world.run(request_id)
    asked = len(world.stand_in.asked)

    let_pass(world.cast, timedelta(hours=1))
    world.run(request_id)

    assert "connect Xero again" in error_of(world, request_id)
    assert len(world.stand_in.asked) == asked


@pytest.mark.parametrize(
    ("header", "left", "rests"),
    [
        ("X-MinLimit-Remaining", "5", timedelta(minutes=1)),
        ("X-DayLimit-Remaining", "20", timedelta(hours=1)),
        ("X-MinLimit-Remaining", "6", None),
        ("X-DayLimit-Remaining", "21", None),
        ("X-DayLimit-Remaining", "many", None),
    ],
)
def test_the_last_calls_of_a_limit_are_not_used_up(
    australia: World, header: str, left: str, rests: timedelta | None
) -> None:
    australia.stand_in.headers = {header: left}
    first = australia.approve()
    australia.run(first)
    assert australia.links(first)[0].is_settled, "what was begun is finished"
    australia.end(first)
    asked = len(australia.stand_in.asked)
    second = australia.approve()

    australia.run(second)

    assert (len(australia.stand_in.asked) == asked) is (rests is not None)
    if rests is not None:
        let_pass(australia.cast, rests + timedelta(seconds=10))
        australia.run(second)
        assert australia.links(second)[0].is_settled


def test_the_limit_that_was_reached_is_said(world: World) -> None:
    world.stand_in.headers = {"X-Rate-Limit-Problem": "Day", "Retry-After": "90000"}
    world.stand_in.faults = {0: Fault(Effect.NONE, 429)}
    request_id = world.approve()

    world.run(request_id)

    assert error_of(world, request_id).endswith("limit: Day")
    for waited in (timedelta(0), timedelta(minutes=59)):
        let_pass(world.cast, waited)
        world.run(request_id)
        assert world.stand_in.number == 1
    let_pass(world.cast, timedelta(minutes=2))
    world.run(request_id)
    assert world.links(request_id)[0].is_settled


def test_uneven_minutes_are_shared_out_as_well(world: World) -> None:
    days = tuple((date(2026, 5, day), 100) for day in (4, 11, 18))
    odd = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=days[0][0],
        last_day=days[-1][0],
        minutes=300,
        days=days,
    )

    made = system(world).create(odd)

    assert vendor(world).held()[0]["hours"] == [1.6667] * 3
    assert isinstance(made, Held)
    assert made.by_hand is None


def test_payroll_reads_no_more_than_it_may_know() -> None:
    assert title(LEAVE) == "Annual Leave"
    assert title(SICK) == "Leave"
    long = replace(LEAVE, leave_type="A very long name for a leave type", generation=9999)
    assert len(f"{title(long)} {mark(long)}") <= 50


def test_marks_are_different_for_every_generation_and_none_holds_another() -> None:
    marks = [mark(replace(LEAVE, generation=number)) for number in range(1, 200)]

    assert len(set(marks)) == 199
    assert not any(one in other for one in marks for other in marks if one is not other)


def test_an_answer_about_somebody_else_is_not_believed(australia: World) -> None:
    known = vendor(australia)
    serve = australia.stand_in.serve

    def about_kim(asked: object) -> object:
        status, answer = serve(asked)  # type: ignore[arg-type]  # handed on
        if "/Employees/" in asked.path:  # type: ignore[attr-defined]  # as it arrived
            answer["Employees"][0]["EmployeeID"] = known.employee(australia.cast.kim.email)
        return status, answer

    australia.stand_in.serve = about_kim  # type: ignore[assignment]  # the same, gone wrong
    request_id = australia.approve()

    australia.run(request_id)

    assert error_of(australia, request_id) == "Xero answered about somebody else"
    assert known.held() == []
