from dataclasses import replace
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.availability import overdraft, shortfall, shortfalls
from leavebook.domain.ledger.ledger import Workload
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.lengths import Length
from leavebook.domain.policy.policy import GrantMethod, NewSchedule, Waiting, WaitingMode
from tests.domain.ledgers import END_OF_MARCH, asked, away, days, in_instalments, somebody, up_front
from tests.domain.spending import spendable

JUNE, SEPTEMBER = date(2026, 6, 1), date(2026, 9, 1)
FIVE_UNTIL_MARCH = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)


def test_leave_booked_for_september_cannot_be_spent_again_in_june() -> None:
    facts = somebody(up_front(5), away("september", SEPTEMBER, 4))

    assert spendable(facts, JUNE) == 1


def test_leave_that_waits_for_a_decision_cannot_be_spent_again() -> None:
    facts = somebody(up_front(5), asked("september", SEPTEMBER, 4))

    assert spendable(facts, JUNE) == 1


def test_a_booking_may_count_on_what_accrues_until_its_day() -> None:
    facts = somebody(in_instalments(12))

    assert spendable(facts, date(2026, 1, 30)) == 0
    assert spendable(facts, date(2026, 4, 30)) == 4


def test_borrowing_counts_what_accrues_until_the_year_ends() -> None:
    facts = somebody(in_instalments(12, borrow_ahead=True), away("december", date(2026, 12, 1), 5))

    assert spendable(facts, date(2026, 1, 30)) == 7


def test_days_that_lapse_in_march_can_be_spent_before_and_not_after() -> None:
    facts = somebody(up_front(20, FIVE_UNTIL_MARCH))

    assert spendable(facts, date(2027, 3, 31)) == 25
    assert spendable(facts, date(2027, 4, 1)) == 20


def test_december_leave_that_would_empty_a_booked_february_is_refused() -> None:
    rule = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)
    facts = somebody(
        replace(up_front(5, rule), method=GrantMethod.UP_FRONT),
        away("february", date(2027, 2, 1), 8),
    )

    assert spendable(facts, date(2026, 12, 1)) == 2


def test_a_shortfall_says_what_is_asked_and_what_is_left() -> None:
    falls_short = shortfall(somebody(up_front(5)), [away("trip", JUNE, 7)])

    assert falls_short is not None
    assert (falls_short.asked, falls_short.left) == days(7, 5)
    assert falls_short.on == JUNE


def test_what_fits_has_no_shortfall() -> None:
    assert shortfall(somebody(up_front(5)), [away("trip", JUNE, 5)]) is None


def test_a_negative_limit_stretches_what_may_be_booked() -> None:
    facts = somebody(up_front(5, negative_limit=Decimal(2)))

    assert spendable(facts, JUNE) == 7
    assert shortfall(facts, [away("trip", JUNE, 8)]) is not None


def test_without_a_limit_nothing_falls_short() -> None:
    assert spendable(somebody(up_front(5, negative_limit=None)), JUNE) is None


def test_unlimited_leave_never_falls_short() -> None:
    facts = somebody(replace(up_front(0), method=GrantMethod.UNLIMITED, levels=()))

    assert shortfall(facts, [away("unpaid", JUNE, 200)]) is None


def test_leave_across_new_year_is_charged_to_both_years() -> None:
    facts = somebody(up_front(2), away("summer", JUNE, 1))
    trip = [away("trip", date(2026, 12, 31), 2), away("trip", date(2027, 1, 4), 1)]

    found = shortfalls(facts, trip)

    assert (found[0].asked, found[0].left) == days(2, 1)


def test_locked_days_cannot_be_spent_before_the_waiting_period_is_over() -> None:
    facts = somebody(up_front(20, waiting=Waiting(Length(6), WaitingMode.LOCKED)))

    assert spendable(facts, date(2026, 6, 30)) == 0
    assert spendable(facts, date(2026, 7, 1)) == 20


def test_a_grant_that_is_cut_below_booked_leave_shows_as_overdraft() -> None:
    found = overdraft(somebody(up_front(3), away("june", JUNE, 4)))

    assert found is not None
    assert found.on == JUNE
    assert found.beyond == 1
    assert overdraft(somebody(up_front(4), away("june", JUNE, 4))) is None


def test_a_debt_that_grows_with_the_week_leaves_the_same_to_spend_before_it() -> None:
    """Twelve days in instalments: four by the end of April, and from July on a week of five."""
    shorter = Workload(EARLIEST, days_per_week=Decimal(4))
    longer = Workload(date(2026, 7, 1), days_per_week=Decimal(5))
    policy = in_instalments(12, new_schedule=NewSchedule.KEEP_WEEKS)
    facts = somebody(policy, away("december", date(2026, 12, 1), 1), workload=(shorter, longer))

    assert spendable(facts, date(2026, 4, 30)) == 4
