"""Balances of leave years of every shape, always as of today."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.problems import Code, Refused
from leavebook.queries.books.balances import balances_in_days, remaining_in_days
from leavebook.queries.leave.offered_types import offered_types
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.policies import policies
from tests.cast import JOINED, NOW, Cast, open_ledger

APRIL_TO_MARCH = LeaveYearRule(YearKind.FIXED, starts=MonthDay(4, 1))


def have_fiscal_years(cast: Cast) -> None:
    """Let the leave year of annual leave run from April to March."""
    with cast.acting() as tx:
        version = policies.read(
            tx.rows(policies.VERSIONS, leave_type_id=cast.leave_types["AL"]), []
        )[0]
        fiscal: PolicyVersion = replace(version, leave_year=APRIL_TO_MARCH, valid_from=JOINED)
        policies.add(tx, cast.leave_types["AL"], fiscal)
        tx.run("DELETE FROM balance WHERE leave_type_id = %(id)s", id=cast.leave_types["AL"])
        open_ledger(tx, cast.bea.employee_id, [cast.leave_types["AL"]])


def remaining(cast: Cast, year: int | None, *, now: datetime = NOW) -> Decimal:
    with cast.acting("bea", now=now) as tx:
        return balances_in_days(tx, cast.bea.employee_id, year).types[0].remaining


def test_a_year_means_the_leave_year_that_begins_in_it(cast: Cast) -> None:
    have_fiscal_years(cast)
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2027, 2, 1), date(2027, 2, 5)),),
            ),
        )
        left = remaining_in_days(tx, cast.bea.employee_id, cast.leave_types["AL"], date(2027, 2, 1))

    assert left == remaining(cast, 2026) == remaining(cast, None)
    assert left == 21 + 5 - 5


@pytest.mark.parametrize("weeks", [0, 1, 40, 60, 120])
def test_however_many_nights_were_missed_the_figures_are_those_of_the_day(
    cast: Cast, weeks: int
) -> None:
    now = datetime.fromordinal(NOW.toordinal() + 7 * weeks).replace(hour=8, tzinfo=UTC)
    expected = 21 + (5 if (now.month, now.day) <= (3, 31) else 0)

    assert remaining(cast, None, now=now) == expected


def test_looking_writes_nothing(cast: Cast) -> None:
    before = rows(cast)

    remaining(cast, 2031)

    assert rows(cast) == before


def test_the_identity_holds_in_every_row(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        shown = [balances_in_days(tx, cast.bea.employee_id, year) for year in range(2023, 2030)]

    for each in (kind for year in shown for kind in year.types):
        assert each.total == each.allocated + each.carried_forward
        assert each.remaining == each.total - each.used - each.pending


def test_balances_of_who_is_not_ones_own_to_see_do_not_exist(cast: Cast, strangers: Cast) -> None:
    for employee_id in (cast.kim.employee_id, strangers.bea.employee_id, 2**62):
        with pytest.raises(Refused) as refusal, cast.acting("bea") as tx:
            balances_in_days(tx, employee_id, None)
        assert refusal.value.problems[0].code is Code.NOT_FOUND
        assert refusal.value.problems[0].facts == {"what": "employee"}


def test_a_new_policy_is_offered_from_its_first_day(cast: Cast) -> None:
    with cast.acting() as tx:
        version = policies.read(
            tx.rows(policies.VERSIONS, leave_type_id=cast.leave_types["AL"]), []
        )[0]
        level = replace(version.levels[0], amount=Decimal(25))
        policies.add(
            tx,
            cast.leave_types["AL"],
            replace(version, levels=(level,), valid_from=date(2027, 1, 1)),
        )

    def allowance(now: datetime) -> Decimal:
        with cast.acting("bea", now=now) as tx:
            return offered_types(tx)[0].allowance

    assert allowance(NOW) == 21
    assert allowance(datetime(2027, 1, 1, 8, tzinfo=UTC)) == 25


def rows(cast: Cast) -> tuple[object, ...]:
    with cast.acting() as tx:
        return (
            tx.value("SELECT count(*) FROM balance"),
            tx.value("SELECT count(*) FROM ledger_entry"),
            tx.value("SELECT max(horizon) FROM ledger_account"),
        )
