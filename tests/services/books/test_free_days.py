"""Free days change: what is booked ahead is counted again, what is over stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.patterns import WorkWeek, even_week
from leavebook.domain.calendar.sandwich import Sandwich
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.services.books.batches import Open
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.company import holiday_changes, house_rules
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.company.house_rules import Blocked, Staffed
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people.working_patterns import NewPattern, change_pattern
from leavebook.services.policies import leave_types
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal

FRIDAY = date(2026, 6, 12)
THE_WEEK = whole_days(date(2026, 6, 8), FRIDAY)


def opening(cast: Cast, now: datetime = NOW) -> Open:
    return partial(cast.acting, None, now=now)


def book(cast: Cast, who: str = "bea", span: object = THE_WEEK) -> LeaveRequest:
    with cast.acting(who) as tx:
        return requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(span,),  # type: ignore[arg-type]  # a span, given by name
            ),
        )


def approve(cast: Cast, request: LeaveRequest) -> None:
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)


def make_free(cast: Cast, change: HolidayChange, now: datetime = NOW) -> None:
    with cast.acting("ada", now=now) as tx:
        holiday_changes.set_holiday(tx, change)
    holiday_changes.recount_days(
        opening(cast, now), [change.on], site_id=change.site_id, cause="free days changed"
    )


def cost(cast: Cast, request: LeaveRequest) -> Decimal:
    with cast.acting() as tx:
        return requests.found(tx, request.id).amount


@pytest.mark.parametrize(("free", "expected"), [(Part.FULL, 4), (Part.PM, Decimal("4.5"))])
def test_a_new_day_off_gives_its_part_back_to_whoever_booked_it(
    cast: Cast, free: Part, expected: Decimal
) -> None:
    request = book(cast)
    approve(cast, request)

    make_free(cast, HolidayChange(on=FRIDAY, name="Founders' day", free=free))

    assert cost(cast, request) == expected
    assert prove(opening(cast)).differences == ()


def test_the_ledger_gets_a_correction_that_names_the_cause(cast: Cast) -> None:
    approve(cast, book(cast))

    make_free(cast, HolidayChange(on=FRIDAY, name="Founders' day"))

    with cast.acting() as tx:
        row = tx.row(
            "SELECT corrects, amount, cause FROM ledger_entry WHERE kind = 'correction'"
            " AND corrects = 'use'"
        )
    assert row is not None
    assert (row.amount, row.cause) == (1, "free days changed")


def test_the_preview_says_what_will_change_and_writes_nothing(cast: Cast) -> None:
    request = book(cast)
    change = HolidayChange(on=FRIDAY, name="Founders' day")

    with cast.acting("ada") as tx:
        effect = holiday_changes.preview(tx, change)

    (told,) = effect.leave
    assert effect.untried == 0
    assert told.request_id == request.id
    assert told.before - told.after == 1
    assert [each.on for each in told.changes] == [FRIDAY]
    assert cost(cast, request) == 5


def test_a_public_holiday_that_is_worked_costs_leave_again(cast: Cast) -> None:
    whit_monday = date(2026, 5, 25)
    request = book(cast, span=whole_days(whit_monday, date(2026, 5, 29)))
    before = request.amount

    make_free(cast, HolidayChange(on=whit_monday, name="Worked", free=None))

    assert before == 4
    assert cost(cast, request) == 5


def test_taking_a_day_off_back_restores_what_the_law_says(cast: Cast) -> None:
    request = book(cast)
    make_free(cast, HolidayChange(on=FRIDAY, name="Founders' day"))

    with cast.acting("ada") as tx:
        holiday_changes.clear_holiday(tx, FRIDAY)
    holiday_changes.recount_days(opening(cast), [FRIDAY], site_id=None, cause="taken back")

    assert cost(cast, request) == 5


def test_leave_that_is_over_stays_as_it_was_counted(cast: Cast) -> None:
    request = book(cast)

    make_free(
        cast,
        HolidayChange(on=FRIDAY, name="Founders' day"),
        now=datetime(2026, 7, 1, 8, tzinfo=UTC),
    )

    assert cost(cast, request) == 5


def test_a_recount_that_runs_again_changes_nothing(cast: Cast) -> None:
    book(cast)
    make_free(cast, HolidayChange(on=FRIDAY, name="Founders' day"))

    tally = holiday_changes.recount_days(
        opening(cast), [FRIDAY], site_id=None, cause="free days changed"
    )

    assert tally.counts["requests"] == 0


def test_a_closure_costs_nobody_anything_from_the_day_it_is_known(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        holiday_changes.close(tx, "Move", first=date(2026, 6, 11), last=FRIDAY)

    assert book(cast).amount == 3


def test_fewer_working_days_make_leave_ahead_cheaper(cast: Cast) -> None:
    request = book(cast)
    approve(cast, request)
    four_days = even_week(32 * 60, days=(0, 1, 2, 3))

    with cast.acting("ada") as tx:
        (told,) = change_pattern(
            tx, cast.bea.employee_id, NewPattern(since=NOW.date(), weeks=(four_days,))
        )

    assert told.request_id == request.id
    assert cost(cast, request) == 4
    assert prove(opening(cast)).differences == ()


def test_leave_before_the_new_pattern_costs_what_it_did(cast: Cast) -> None:
    request = book(cast)
    four_days = even_week(32 * 60, days=(0, 1, 2, 3))

    with cast.acting("ada") as tx:
        recounted = change_pattern(
            tx, cast.bea.employee_id, NewPattern(since=date(2026, 7, 1), weeks=(four_days,))
        )

    assert recounted == ()
    assert cost(cast, request) == 5


def test_a_pattern_without_work_is_refused_by_field(cast: Cast) -> None:
    idle = WorkWeek(((),) * 7)

    def change() -> None:
        with cast.acting("ada") as tx:
            change_pattern(tx, cast.bea.employee_id, NewPattern(since=NOW.date(), weeks=(idle,)))

    assert refusal(change) == [(Code.INVALID, "weeks")]


def test_a_weekend_between_two_leaves_is_given_back_when_one_is_cancelled(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        rules = leave_type_named(tx, cast.leave_types["AL"]).rules
        counting = replace(rules.counting, sandwich=Sandwich.WEEKENDS)
        leave_types.change_rules(tx, cast.leave_types["AL"], replace(rules, counting=counting))
    friday = book(cast, span=whole_days(FRIDAY))
    monday = book(cast, span=whole_days(date(2026, 6, 15)))
    together = monday.amount

    with cast.acting("bea") as tx:
        decisions.cancel(tx, friday.id)

    assert together == 3
    assert cost(cast, monday) == 1
    assert prove(opening(cast)).differences == ()


def test_nobody_but_the_office_changes_free_days(cast: Cast) -> None:
    def change() -> None:
        with cast.acting("bea") as tx:
            holiday_changes.set_holiday(tx, HolidayChange(on=FRIDAY, name="Mine"))

    assert refusal(change) == [(Code.FORBIDDEN, None)]


def test_a_blocked_day_keeps_leave_away(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        house_rules.block(tx, Blocked(name="Fair", first_day=FRIDAY, last_day=FRIDAY))

    assert refusal(lambda: book(cast)) == [(Code.BLOCKED_DAY, None)]


def test_a_blocked_day_of_another_site_keeps_nobody_here_away(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        london = tx.value(
            "INSERT INTO site (company_id, name, country) VALUES (%(c)s, 'London', 'GB')"
            " RETURNING id",
            c=cast.company_id,
        )
        house_rules.block(
            tx, Blocked(name="Fair", first_day=FRIDAY, last_day=FRIDAY, site_id=london)
        )

    assert book(cast).amount == 5


def test_a_hard_staffing_rule_keeps_the_last_one_at_work(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        house_rules.require_staffing(
            tx,
            Staffed(
                name="Engineering", department_id=cast.department_id, max_absent=1, is_hard=True
            ),
        )
    book(cast, "kim")

    assert refusal(lambda: book(cast, "bea")) == [(Code.TOO_FEW_PRESENT, None)] * 5


def test_a_rule_about_nobody_known_is_refused_by_field(cast: Cast, strangers: Cast) -> None:
    def require() -> None:
        with cast.acting("ada") as tx:
            house_rules.require_staffing(
                tx, Staffed(name="Theirs", department_id=strangers.department_id, max_absent=1)
            )

    assert refusal(require) == [(Code.UNKNOWN_REFERENCE, "department_id")]
