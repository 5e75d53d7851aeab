from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.outlook import explain, lapses_ahead, next_change_on, reminders_due
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import CarryOver
from tests.domain.ledgers import END_OF_MARCH, asked, away, days, in_instalments, somebody, up_front


def test_a_balance_moves_next_when_its_next_instalment_is_posted() -> None:
    assert next_change_on(somebody(in_instalments(12)), date(2026, 5, 31)) == date(2026, 6, 30)


def test_leave_does_not_move_a_balance_by_time_alone() -> None:
    facts = somebody(up_front(20), away("june", date(2026, 6, 1)))

    assert next_change_on(facts, date(2026, 5, 1)) == date(2027, 1, 1)


def test_a_balance_moves_when_carried_days_lapse() -> None:
    rule = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)

    assert next_change_on(somebody(up_front(20, rule)), date(2027, 1, 1)) == date(2027, 4, 1)


def test_nothing_moves_any_more_when_somebody_has_left() -> None:
    assert next_change_on(somebody(up_front(20), left=date(2026, 3, 31)), date(2026, 4, 1)) is None


def test_an_explanation_shows_rule_inputs_rounding_and_the_balance_after_every_step() -> None:
    facts = somebody(up_front(25), asked("trip", date(2026, 9, 1), 3), joined=date(2026, 7, 1))

    lines = explain(replay(facts, date(2026, 12, 31)), date(2026, 12, 31))

    why = lines[0].movement.why
    assert (why.rule, dict(why.inputs)["entitlement"]) == ("up front", "13.0000")
    assert "up 0.5" in why.rounding
    assert [(line.balance, line.available) for line in lines] == [days(13, 13), days(13, 10)]


def test_people_are_reminded_90_30_and_7_days_before_days_lapse() -> None:
    rule = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)
    facts = somebody(up_front(20, rule), away("trip", date(2027, 2, 1), 2))

    assert [lapse.amount for lapse in reminders_due(facts, date(2027, 3, 24))] == [3]
    assert reminders_due(facts, date(2027, 3, 25)) == ()
    assert lapses_ahead(facts, date(2027, 1, 1), until=date(2027, 3, 30)) == ()
