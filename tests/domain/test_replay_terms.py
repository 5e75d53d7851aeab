"""Which bucket pays, and what waiting, windows, caps and new levels do to a balance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from leavebook.domain.ledger.balances import available, balance, expiring
from leavebook.domain.ledger.ledger import Absence, Adjustment, UseState, WorkedTime
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import (
    CARRY_ALL,
    BucketKind,
    CarryOver,
)
from leavebook.domain.policy.frequency import MONTHLY, weekly
from leavebook.domain.policy.leave_year import LeaveYearRule, YearKind
from leavebook.domain.policy.lengths import Length, LengthUnit, MonthDay
from leavebook.domain.policy.policy import (
    Basis,
    Level,
    TenureSwitch,
    Waiting,
    WaitingMode,
)
from leavebook.domain.policy.presets import PRESETS
from tests.domain.ledgers import (
    END_OF_MARCH,
    amounts,
    asked,
    away,
    in_instalments,
    per_period,
    somebody,
    up_front,
)

FIVE_UNTIL_MARCH = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)
ALL_UNTIL_MARCH = CarryOver(last_usable=END_OF_MARCH)
END_OF_2027 = date(2027, 12, 31)


def test_what_lapses_first_pays_first() -> None:
    toil = Adjustment(
        "toil", date(2026, 5, 1), Decimal(1), bucket=BucketKind.TOIL, usable_to=date(2026, 5, 31)
    )
    facts = somebody(up_front(20), away("may", date(2026, 5, 29), 2), adjustments=(toil,))

    used = [row for row in replay(facts, date(2026, 6, 1)) if row.kind is MovementKind.USE]

    assert [(row.bucket.kind, row.amount) for row in used] == [
        (BucketKind.TOIL, Decimal(-1)),
        (BucketKind.CONTRACTUAL, Decimal(-1)),
    ]


def test_locked_days_are_granted_but_pay_only_after_the_waiting_period() -> None:
    waiting = Waiting(Length(6), WaitingMode.LOCKED)
    facts = somebody(up_front(20, waiting=waiting), away("early", date(2026, 6, 30)))

    movements = replay(facts, date(2026, 12, 31))

    early = [row for row in movements if row.source == "early"]
    assert balance(movements, date(2026, 1, 1)) == 20
    assert early[0].bucket.usable_from is None  # owed: the locked days were not touched


def test_nothing_accrues_while_waiting_where_so_agreed() -> None:
    waiting = Waiting(Length(6), WaitingMode.NO_ACCRUAL)

    movements = replay(somebody(in_instalments(12, waiting=waiting)), date(2026, 12, 31))

    assert movements[0].on == date(2026, 7, 31)


def test_days_used_in_a_rolling_window_come_back_when_it_has_passed() -> None:
    rolling = LeaveYearRule(YearKind.ROLLING, months=12)
    facts = somebody(up_front(10, leave_year=rolling), away("a", date(2026, 3, 2), 4))

    movements = replay(facts, date(2027, 3, 2))

    assert balance(movements, date(2027, 3, 1)) == 6
    assert balance(movements, date(2027, 3, 2)) == 10


def test_hours_worked_earn_leave_on_their_day() -> None:
    facts = somebody(
        PRESETS["gb-irregular-hours"].policy,
        unit=Unit.HOUR,
        worked=(WorkedTime("march", date(2026, 3, 31), Decimal(120)),),
    )

    assert balance(replay(facts, date(2026, 3, 31)), date(2026, 3, 31)) == Decimal("14.4833")


def test_a_moved_leave_year_closes_the_old_one_the_day_before() -> None:
    old = up_front(24, CARRY_ALL)
    new = replace(
        old, id="april", valid_from=date(2027, 4, 1), leave_year=LeaveYearRule(starts=APRIL)
    )

    movements = replay(somebody(old, policies=(old, new)), date(2027, 4, 1))

    closes = {row.on for row in movements if row.kind is MovementKind.CARRY_OUT}
    assert closes == {date(2027, 1, 1), date(2027, 4, 1)}


APRIL = MonthDay(4, 1)


def test_taking_by_hand_uses_this_year_s_own_days_first() -> None:
    correction = Adjustment("audit", date(2027, 2, 1), Decimal(-3), "counted twice")

    movements = replay(
        somebody(up_front(20, FIVE_UNTIL_MARCH), adjustments=(correction,)), END_OF_2027
    )

    assert expiring(movements, date(2027, 2, 1)) == 5
    assert balance(movements, date(2027, 2, 1)) == 22


def test_approving_turns_a_reservation_into_use() -> None:
    waiting = asked("a", date(2026, 5, 4), 2)
    facts = somebody(up_front(20), waiting)
    approved = replace(facts, uses=(replace(waiting, state=UseState.APPROVED),))

    before, after = (replay(f, date(2026, 12, 31)) for f in (facts, approved))

    assert available(before, date(2026, 5, 4)) == available(after, date(2026, 5, 4)) == 18
    assert balance(before, date(2026, 5, 4)) == 20


def test_a_ledger_that_begins_later_derives_nothing_before_its_first_day() -> None:
    opening = Adjustment("opening", date(2026, 7, 1), Decimal("7.5"))
    facts = somebody(
        in_instalments(12, MONTHLY),
        joined=date(2015, 1, 1),
        begins_on=date(2026, 7, 1),
        adjustments=(opening,),
    )

    movements = replay(facts, date(2026, 7, 31))

    assert [row.amount for row in movements] == [Decimal("7.5"), 1]


def test_a_yearly_cap_counts_what_an_earlier_level_granted_that_year() -> None:
    policy = per_period(
        Level(Decimal(2), frequency=MONTHLY),
        Level(Decimal(2), after=Length(6), frequency=MONTHLY, yearly_cap=Decimal(15)),
    )

    granted = amounts(replay(somebody(policy), date(2026, 12, 31)), MovementKind.GRANT)

    assert sum(granted) == 15


def test_a_new_level_cuts_a_balance_above_its_cap_where_so_agreed() -> None:
    policy = per_period(
        Level(Decimal(2), frequency=MONTHLY),
        Level(Decimal(1), after=Length(6), frequency=MONTHLY, cap=Decimal(5)),
        trim_to_cap=True,
    )

    movements = replay(somebody(policy), date(2026, 7, 1))

    assert balance(movements, date(2026, 6, 30)) == 12
    assert balance(movements, date(2026, 7, 1)) == 5


def test_a_period_in_which_a_level_begins_pays_both_levels_by_days() -> None:
    policy = per_period(
        Level(Decimal(31), frequency=MONTHLY),
        Level(Decimal(62), after=Length(10, LengthUnit.DAY), frequency=MONTHLY),
    )

    granted = amounts(replay(somebody(policy), date(2026, 1, 31)), MovementKind.GRANT)

    assert granted == [10, 42]


def test_a_new_level_may_wait_for_the_next_period() -> None:
    policy = per_period(
        Level(Decimal(1), frequency=MONTHLY),
        Level(Decimal(2), after=Length(10, LengthUnit.DAY), frequency=MONTHLY),
        tenure_switch=TenureSwitch.NEXT_PERIOD,
    )

    granted = amounts(replay(somebody(policy), date(2026, 2, 28)), MovementKind.GRANT)

    assert granted == [1, 2]


def test_worked_time_earns_the_part_of_the_scheduled_hours_that_was_worked() -> None:
    policy = per_period(Level(Decimal(5), frequency=weekly()), basis=Basis.WORKED_TIME)
    facts = somebody(
        policy,
        joined=date(2026, 1, 5),
        patterns=(WorkingPattern((even_week(40 * 60),)),),
        absences=(Absence(date(2026, 1, 8), date(2026, 1, 9)),),
    )

    assert amounts(replay(facts, date(2026, 1, 18)), MovementKind.GRANT) == [3, 5]
