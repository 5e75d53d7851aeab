"""A payroll outside that keeps a company's leave types and balances."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside import provided_leave
from leavebook.services.outside.leave_provider import Asking, Balances
from leavebook.services.outside.remote_books import BalanceUnit, RemoteBalance, RemoteType
from leavebook.services.outside.remote_systems import Connected, Pace
from tests.cast import NOW, Cast
from tests.integrations.jobs import KEYS

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)
ANNUAL = "7f3c9a10-0000-4000-8000-0000000000a1"
SICK = "7f3c9a10-0000-4000-8000-0000000000a2"
BRISK = Pace(per_second=1000, burst=1000)


@dataclass
class Payroll:
    """A payroll outside that counts how often it is asked."""

    knows: dict[str, str]
    asked: list[str] = field(default_factory=list)
    fault: Exception | None = None
    hours: Decimal = Decimal(152)
    unit: BalanceUnit = BalanceUnit.HOURS
    takes: float = 0

    def leave_types(self) -> Sequence[RemoteType]:
        self._answer("types")
        return (
            RemoteType(id=ANNUAL, name="Annual Leave", paid=True),
            RemoteType(id=SICK, name="Long service", paid=True),
        )

    def people(self) -> Mapping[str, str]:
        self._answer("people")
        return self.knows

    def balances(self, person_there: str) -> Sequence[RemoteBalance]:
        self._answer(person_there)
        return (
            RemoteBalance(
                type_id=ANNUAL, type_name="Annual Leave", amount=self.hours, unit=self.unit
            ),
        )

    def _answer(self, about: str) -> None:
        self.asked.append(about)
        time.sleep(self.takes)
        if self.fault is not None:
            raise self.fault


def asking(
    cast: Cast, payroll: Payroll | None, who: str = "bea", *, at: datetime = NOW, pace: Pace = BRISK
) -> Asking:
    """Somebody asks at a moment."""
    systems = {}
    if payroll is not None:
        systems[Provider.XERO, Mode.LIVE] = Connected(
            reach=lambda _: None,  # type: ignore[arg-type,return-value]  # nothing is told to it here
            pace=pace,
            books=lambda _: payroll,
            title="Xero",
        )
    return Asking(lambda: cast.acting(who, now=at), systems, KEYS)


def balances(
    cast: Cast, payroll: Payroll | None, *, at: datetime = NOW, forced: bool = False
) -> Balances:
    return provided_leave.provided_balances(asking(cast, payroll, at=at), forced=forced)


def hours(cast: Cast, payroll: Payroll, *, at: datetime = NOW, forced: bool = False) -> Decimal:
    return balances(cast, payroll, at=at, forced=forced).rows[0].hours
