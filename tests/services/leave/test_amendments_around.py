"""What a change of agreed leave means for shifts, free days, calendars and other systems."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.sandwich import Sandwich
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Mode, Presence, Provider
from leavebook.queries.leave.calendar_feed import calendar_feed
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.leave import decisions, requests
from leavebook.services.outside.integrations import connect
from leavebook.services.outside.remote_faults import Temporary
from leavebook.services.policies import leave_types
from leavebook.services.telling.calendar_feeds import Feed
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.cast import Cast
from tests.integrations.jobs import hear_everything
from tests.services.changing import (
    LONGER,
    agreed,
    approved,
    asked_for,
    figures,
    is_proven,
)
from tests.services.opened_books import opening
from tests.services.remotes import Remote, fail, links, run
from tests.services.shift_plans import assigned, planned, standing, told

MONDAY, FRIDAY = date(2026, 4, 20), date(2026, 4, 24)
MOVED = whole_days(date(2026, 4, 22), date(2026, 4, 28))  # Wednesday to Tuesday: five days


def test_shifts_of_days_that_stay_away_are_the_new_leaves_and_the_others_are_free_again(
    cast: Cast,
) -> None:
    monday, friday = assigned(cast, planned(cast, MONDAY)), assigned(cast, planned(cast, FRIDAY))
    tuesday_after = assigned(cast, planned(cast, date(2026, 4, 28)))
    old = approved(cast)
    new = asked_for(cast, old, MOVED)
    waiting = [standing(cast, each) for each in (monday, friday, tuesday_after)]

    agreed(cast, new)

    assert waiting == [
        ("removed_by_leave", old.id),
        ("removed_by_leave", old.id),
        ("assigned", None),
    ]
    assert standing(cast, friday) == ("removed_by_leave", new.id)
    assert standing(cast, tuesday_after) == ("removed_by_leave", new.id)
    assert told(cast, old.id, "shifts.freed_again") == [{"assignments": [str(monday)]}]
    assert told(cast, new.id, "approved") == [{"removed_assignments": [str(tuesday_after)]}]


def test_other_systems_forget_the_old_leave_and_hear_of_the_new_one(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
    old = approved(cast)
    new = asked_for(cast, old, LONGER)
    hear_everything(cast)
    waiting = [[link.intended for link in links(cast, each.id)] for each in (old, new)]

    agreed(cast, new)
    hear_everything(cast)

    assert waiting == [[Presence.PRESENT], []]
    assert [link.intended for link in links(cast, old.id)] == [Presence.ABSENT]
    assert [link.intended for link in links(cast, new.id)] == [Presence.PRESENT]


def test_no_system_hears_of_the_new_leave_before_it_has_forgotten_the_old_one(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
    remote, away = Remote(), Remote(before=fail(Temporary("Try later.")))
    old = approved(cast)
    hear_everything(cast)
    run(cast, old.id, remote)
    new = agreed(cast, asked_for(cast, old, LONGER))
    hear_everything(cast)

    run(cast, old.id, away)
    run(cast, new.id, remote)
    too_early = list(remote.calls)
    run_when_due(cast, old.id, remote)
    run(cast, new.id, remote)

    assert too_early == ["create 1"]
    assert remote.calls == ["create 1", "remove 1", "create 1"]
    assert [told.last_day for told in remote.holds.values()] == [date(2026, 4, 28)]


def run_when_due(cast: Cast, request_id: int, remote: Remote) -> None:
    """Have the system told again once the wait after its failure is over."""
    with cast.acting() as tx:
        tx.run("UPDATE integration_link SET next_try_at = NULL")
    run(cast, request_id, remote)


def test_a_calendar_is_told_that_the_old_leave_is_off(cast: Cast) -> None:
    old = approved(cast)
    new = agreed(cast, asked_for(cast, old, LONGER))

    with cast.acting("bea") as tx:
        entries = {each.uuid: each for each in calendar_feed(tx, Feed.OWN).entries}

    assert entries[old.uuid].is_called_off
    assert entries[new.uuid].is_agreed


def test_people_are_told_of_the_change_once(cast: Cast) -> None:
    old = approved(cast)
    hear_everything(cast)
    new = asked_for(cast, old, LONGER)
    hear_everything(cast)
    agreed(cast, new)
    hear_everything(cast)

    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT v.name, v.request_id, n.user_id FROM notification AS n"
            " JOIN event AS v ON v.id = n.event_id WHERE v.id > (SELECT max(id) FROM event"
            "   WHERE request_id = %(old)s AND name = 'approved') ORDER BY v.id, n.user_id",
            old=old.id,
        )

    assert [tuple(row) for row in rows] == [
        ("submitted", new.id, cast.mo.user_id),
        ("approved", new.id, cast.bea.user_id),
    ]


def test_the_leave_and_its_change_do_not_make_each_others_weekends_cost(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        rules = leave_type_named(tx, cast.leave_types["AL"]).rules
        counting = replace(rules.counting, sandwich=Sandwich.WEEKENDS)
        leave_types.change_rules(tx, cast.leave_types["AL"], replace(rules, counting=counting))
    old = approved(cast, whole_days(MONDAY, FRIDAY))

    # The Monday after: beside the old leave it would cost the weekend between them, too.
    new = asked_for(cast, old, whole_days(date(2026, 4, 27)))

    assert new.amount == 1
    make_free(cast, date(2026, 4, 29))  # near both, so both are counted again
    assert amounts(cast, old, new) == [5, 1]
    assert figures(cast) == (5, 0, -5)
    agreed(cast, new)
    assert figures(cast) == (1, 0, -1)
    assert is_proven(cast)


def test_a_new_day_off_is_given_back_in_both(cast: Cast) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    make_free(cast, date(2026, 4, 27))

    assert figures(cast) == (5, 1, -6)
    agreed(cast, new)
    assert figures(cast) == (6, 0, -6)
    assert is_proven(cast)


def make_free(cast: Cast, day: date) -> None:
    with cast.acting("ada") as tx:
        change = HolidayChange(on=day, name="Founders' day", free=Part.FULL)
        holiday_changes.set_holiday(tx, change)
    holiday_changes.recount_days(opening(cast), [day], site_id=None, cause="free days changed")


def amounts(cast: Cast, *leave: LeaveRequest) -> list[Decimal | int]:
    with cast.acting() as tx:
        return [requests.found(tx, each.id).amount for each in leave]


def test_leave_that_is_under_way_is_cut_short_in_agreement(cast: Cast) -> None:
    old = approved(cast)
    on_wednesday = datetime(2026, 4, 22, 8, tzinfo=UTC)

    new = asked_for(cast, old, whole_days(MONDAY, MONDAY + timedelta(days=2)), now=on_wednesday)
    decided = agreed(cast, new, now=on_wednesday)

    assert decided.state is State.APPROVED
    assert figures(cast) == (3, 0, -3)


def test_two_changes_of_different_leave_wait_beside_each_other(cast: Cast) -> None:
    week = approved(cast)
    june = approved(cast, whole_days(date(2026, 6, 8), date(2026, 6, 9)))

    asked_for(cast, week, LONGER)
    asked_for(cast, june, whole_days(date(2026, 6, 8), date(2026, 6, 12)))

    assert figures(cast) == (7, 5, -12)
    with cast.acting("mo") as tx:
        decisions.cancel(tx, june.id)
    assert figures(cast) == (5, 2, -7)
    assert is_proven(cast)
