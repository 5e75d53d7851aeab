"""What a system outside says that somebody has left, in the hours that they work."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from leavebook.domain.calendar.conversion import average_day_minutes, converted
from leavebook.domain.calendar.counting import EXACT, HOUR, Unit
from leavebook.domain.calendar.patterns import pattern_on
from leavebook.services import today
from leavebook.services.outside.leave_provider import ProvidedBalance
from leavebook.services.outside.remote_books import BalanceUnit, RemoteBalance
from leavebook.storage.people import terms
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction

_WORKING_WEEK: Final = 5


def balances_in_hours(
    tx: Transaction, person: Employee, rows: Iterable[RemoteBalance]
) -> tuple[ProvidedBalance, ...]:
    """Return the balances in hours of the person's average day and agreed week of today."""
    day = today.of_person(tx, person)
    minutes = average_day_minutes(pattern_on(terms.patterns(terms.of_person(tx, person.id)), day))
    week = Decimal(person.weekly_minutes or _WORKING_WEEK * minutes) / HOUR
    return tuple(
        ProvidedBalance(
            uuid=uuid5(NAMESPACE_URL, f"{person.uuid}/{row.type_id.casefold()}"),
            type_id=row.type_id,
            type_name=row.type_name,
            hours=_hours(row, day_minutes=minutes, week_hours=week),
        )
        for row in rows
    )


def _hours(row: RemoteBalance, *, day_minutes: int, week_hours: Decimal) -> Decimal:
    if row.unit is BalanceUnit.WEEKS:
        return (row.amount * week_hours).quantize(EXACT, ROUND_HALF_UP)
    unit = Unit.DAY if row.unit is BalanceUnit.DAYS else Unit.HOUR
    return converted(row.amount, from_unit=unit, to_unit=Unit.HOUR, minutes=day_minutes)
