"""Leave types and balances as their provider tells them: remembered for an hour."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Provider
from leavebook.domain.problems import Code, Refused
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside import provided_leave
from leavebook.services.outside.leave_provider import Asking
from leavebook.services.outside.provided_leave import leave_type_behind
from leavebook.services.outside.remote_books import BalanceUnit
from leavebook.services.outside.remote_setup import know_person
from tests.cast import NOW, Cast
from tests.integrations.jobs import KEYS
from tests.services.payrolls import (
    ANNUAL,
    HOUR,
    MINUTE,
    MOMENT,
    SICK,
    Payroll,
    asking,
    balances,
    hours,
)


def test_an_answer_counts_for_an_hour(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + HOUR - MOMENT) == 152
    assert hours(cast, payroll, at=NOW + HOUR) == 144
    assert payroll.asked == ["people", "E-7", "E-7"]


def test_a_forced_refresh_asks_whatever_is_remembered(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + MINUTE, forced=True) == 144
    assert hours(cast, payroll, at=NOW + MINUTE + MOMENT) == 144, "everybody sees the new answer"


def test_an_answer_says_when_it_came(cast: Cast, payroll: Payroll) -> None:
    balances(cast, payroll)

    assert balances(cast, payroll, at=NOW + HOUR / 2).fetched_at == NOW


def test_leave_types_are_everybodys_and_asked_for_once(cast: Cast, payroll: Payroll) -> None:
    for who in ("bea", "kim", "ada"):
        types = provided_leave.provided_types(asking(cast, payroll, who))

    assert [(each.id, each.name) for each in types] == [(ANNUAL, "Annual Leave")], "only ours"
    assert payroll.asked == ["types"]


def test_a_type_of_the_payroll_leads_to_ours(cast: Cast, payroll: Payroll) -> None:
    with cast.acting("bea") as tx:
        assert leave_type_behind(tx, ANNUAL.upper()) == cast.leave_types["AL"]
        with pytest.raises(Refused):
            leave_type_behind(tx, SICK)


def test_balances_are_remembered_for_each_person(cast: Cast, payroll: Payroll) -> None:
    payroll.knows[cast.kim.email] = "E-8"
    for who in ("bea", "kim", "bea"):
        provided_leave.provided_balances(asking(cast, payroll, who))

    assert payroll.asked == ["people", "E-7", "E-8"], "and who is who is asked once for all"


@pytest.mark.parametrize(
    ("unit", "in_hours"),
    [(BalanceUnit.HOURS, 2), (BalanceUnit.DAYS, 2 * 8), (BalanceUnit.WEEKS, 2 * 40)],
)
def test_balances_come_in_hours_whatever_the_payroll_counts_in(
    cast: Cast, payroll: Payroll, unit: BalanceUnit, in_hours: int
) -> None:
    payroll.unit, payroll.hours = unit, Decimal(2)

    assert hours(cast, payroll) == in_hours


def test_somebody_whom_the_payroll_does_not_know_is_told_so(cast: Cast, payroll: Payroll) -> None:
    payroll.knows.clear()

    for _ in range(2):
        with pytest.raises(Refused) as refused:
            balances(cast, payroll)

    problem = refused.value.problems[0]
    assert (problem.code, problem.facts["provider"]) == (Code.UNKNOWN_REFERENCE, "Xero")
    assert payroll.asked == ["people"], "and that is remembered too"


def test_who_is_mapped_by_hand_is_asked_for_under_that_id_at_once(
    cast: Cast, payroll: Payroll
) -> None:
    payroll.knows.clear()
    with pytest.raises(Refused):
        balances(cast, payroll)

    with cast.acting("ada") as tx:
        know_person(tx, Provider.XERO, cast.bea.email, "E-9")
    hours(cast, payroll)

    assert payroll.asked == ["people", "E-9"]


def test_own_books_answer_where_no_payroll_is_connected(cast: Cast) -> None:
    payroll = Payroll(knows={})

    rows = balances(cast, payroll).rows

    assert rows[0].type_name == "Annual Leave"
    assert payroll.asked == []


def test_what_was_just_asked_for_shows_at_once(cast: Cast) -> None:
    """Our own books can tell that they have changed; nobody waits an hour for that."""
    before = balances(cast, None).rows[0].hours
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 5, 11), date(2026, 5, 13)),),
            ),
        )

    assert balances(cast, None).rows[0].hours == before - 3 * 8


def test_a_new_day_may_bring_new_balances(cast: Cast) -> None:
    """Grants, carry-over and expiry come with the days, whether or not anybody does anything."""
    balances(cast, None, at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    new_year = balances(cast, None, at=datetime(2027, 1, 1, 0, 10, tzinfo=UTC))

    annual = new_year.rows[0]
    assert annual.hours == (21 + 5) * 8, "a new year's grant and what may be carried over"


def test_a_key_without_a_person_has_no_balances(cast: Cast) -> None:
    asked = Asking(cast.acting, {}, KEYS)

    assert provided_leave.provided_balances(asked).rows == ()
