from datetime import date

from leavebook.domain.ledger.explanation import explain
from leavebook.domain.ledger.replay import replay
from tests.domain.ledgers import asked, days, somebody, up_front


def test_an_explanation_shows_rule_inputs_rounding_and_the_balance_after_every_step() -> None:
    facts = somebody(up_front(25), asked("trip", date(2026, 9, 1), 3), joined=date(2026, 7, 1))

    lines = explain(replay(facts, date(2026, 12, 31)), date(2026, 12, 31))

    why = lines[0].movement.why
    assert (why.rule, dict(why.inputs)["entitlement"]) == ("up front", "13.0000")
    assert "up 0.5" in why.rounding
    assert [(line.balance, line.available) for line in lines] == [days(13, 13), days(13, 10)]
