"""What the end of the year would carry over: Bea has 21 days of 2026, and five she carried in."""

from datetime import date
from decimal import Decimal

from leavebook.domain.policy.carry_over import CarryOver, NegativeRest
from leavebook.domain.policy.policy import Level, PolicyVersion
from leavebook.domain.policy.rounding import Rounding, RoundingMode
from leavebook.queries.books.closing_preview import closings
from leavebook.services.books import adjustments, daily
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.policies.policies import add_version
from tests.cast import Cast
from tests.domain.ledgers import days
from tests.services.opened_books import opening


def at_close(cast: Cast, rule: CarryOver, *, by_hand: str) -> tuple[Decimal, ...]:
    kind = cast.leave_types["AL"]
    level = Level(Decimal(21), carry_over=rule)
    with cast.acting("ada") as tx:
        add_version(tx, kind, PolicyVersion("", date(2026, 1, 1), levels=(level,)))
    with cast.acting("ada") as tx:
        wanted = Adjustment(
            employee_id=cast.bea.employee_id,
            leave_type_id=kind,
            amount=Decimal(by_hand),
            reason="by hand",
        )
        adjustments.adjust(tx, wanted)
    daily.run(opening(cast))
    with cast.acting("ada") as tx:
        (found,) = closings(tx, leave_type_named(tx, kind), [cast.bea.employee_id])
    return found.carried, found.lapsed


def test_what_is_rounded_up_is_carried_as_it_comes_in(cast: Cast) -> None:
    rule = CarryOver(rounding=Rounding(RoundingMode.UP, Decimal("0.5")))

    # 21 - 5.7 = 15.3, up to the next half.
    assert at_close(cast, rule, by_hand="-5.7") == days("15.5", 0)


def test_what_is_above_the_cap_lapses(cast: Cast) -> None:
    assert at_close(cast, CarryOver(cap=Decimal(5)), by_hand="-5") == days(5, 11)


def test_a_debt_is_carried(cast: Cast) -> None:
    assert at_close(cast, CarryOver(cap=Decimal(5)), by_hand="-24") == days(-3, 0)


def test_a_debt_that_is_forgiven_is_not_carried(cast: Cast) -> None:
    rule = CarryOver(cap=Decimal(5), negative=NegativeRest.FORGIVE)

    assert at_close(cast, rule, by_hand="-24") == days(0, -3)
