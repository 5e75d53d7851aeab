"""Words for tests about balances: policies and facts with everything but the point left out."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.ledger import LedgerFacts, Use, UseState
from leavebook.domain.ledger.movements import Movement, MovementKind
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.carry_over import CARRY_NOTHING, CarryOver
from leavebook.domain.policy.frequency import MONTHLY, Frequency
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import GrantMethod, Level, Per, PolicyVersion

END_OF_MARCH: Final = MonthDay(3, 31)
ZERO: Final = Decimal(0)


def up_front(
    amount: str | int,
    carry_over: CarryOver = CARRY_NOTHING,
    **agreed: Any,  # noqa: ANN401  any other field of the policy
) -> PolicyVersion:
    """The whole year on its first day."""
    level = Level(Decimal(amount), carry_over=carry_over)
    return PolicyVersion("up front", EARLIEST, levels=(level,), **agreed)


def in_instalments(
    amount: str | int,
    frequency: Frequency = MONTHLY,
    **agreed: Any,  # noqa: ANN401  any other field of the policy
) -> PolicyVersion:
    """A yearly figure that comes in instalments."""
    return PolicyVersion(
        "instalments",
        EARLIEST,
        method=GrantMethod.PERIODIC,
        levels=(Level(Decimal(amount), frequency=frequency),),
        **agreed,
    )


def per_period(
    *levels: Level,
    **agreed: Any,  # noqa: ANN401  any other field of the policy
) -> PolicyVersion:
    """An amount that every period earns."""
    return PolicyVersion(
        "periods", EARLIEST, method=GrantMethod.PERIODIC, per=Per.PERIOD, levels=levels, **agreed
    )


def somebody(
    policy: PolicyVersion,
    *uses: Use,
    **facts: Any,  # noqa: ANN401  any other field of the facts
) -> LedgerFacts:
    """Somebody who joined on 1 January 2026, unless said otherwise."""
    told = {"unit": Unit.DAY, "joined": date(2026, 1, 1), "policies": (policy,)}
    return LedgerFacts(**{**told, "uses": uses, **facts})


def away(name: str, on: date, days: str | int = 1) -> Use:
    """Approved leave on one date."""
    return Use(name, on, Decimal(days))


def asked(name: str, on: date, days: str | int = 1) -> Use:
    """Leave that waits for a decision."""
    return Use(name, on, Decimal(days), UseState.PENDING)


def amounts(movements: tuple[Movement, ...], kind: MovementKind) -> list[Decimal]:
    """The amounts of one kind in the order they happened."""
    return [row.amount for row in movements if row.kind is kind]


def days(*figures: str | int) -> tuple[Decimal, ...]:
    """Several amounts of leave at once."""
    return tuple(Decimal(figure) for figure in figures)
