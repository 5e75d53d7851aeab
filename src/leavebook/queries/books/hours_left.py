"""What somebody has left of each leave type in the leave year of today, in hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from leavebook.domain.calendar.conversion import average_day_minutes, converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import pattern_on
from leavebook.queries.books.year_figures import STORED, YearHolding, kept, worked_out
from leavebook.services import today
from leavebook.storage.database import Row
from leavebook.storage.people import terms
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLeft:
    """A leave type with the hours that may still be asked for."""

    leave_type: UUID
    name: str
    hours: Decimal


def hours_left(tx: Transaction, person: Employee) -> tuple[HoursLeft, ...]:
    """Return what is left when everything booked and asked for is deducted.

    In the order in which the types were made, without those that have no balance or are for
    another gender. Days count as hours of the person's average length.
    """
    day = today.of_person(tx, person)
    agreed = tx.ask(terms.OF_PERSON, employee_id=person.id)
    stored = tx.ask(STORED, employee_id=person.id, first=day, last=day)
    patterns = terms.patterns(terms.read(agreed.fetchall()))
    by_type = groupby(stored.fetchall(), key=lambda row: row.leave_type_id)
    uuids = {each.id: each.uuid for each in leave_types.all_of_company(tx)}
    minutes = average_day_minutes(pattern_on(patterns, day))
    found = []
    for leave_type_id, rows in by_type:
        own = list(rows)
        left = _left(tx, person, own, day)
        if left is None:
            continue
        found.append(
            HoursLeft(
                leave_type=uuids[leave_type_id],
                name=own[0].leave_type,
                hours=converted(
                    left, from_unit=Unit(own[0].unit), to_unit=Unit.HOUR, minutes=minutes
                ),
            )
        )
    return tuple(found)


def books_version(tx: Transaction, person: Employee) -> str:
    """Return a word that is another one as soon as any balance of the person may be."""
    version: str = tx.value(
        """
        SELECT format('%%s/%%s/%%s', %(today)s::date,
                      (SELECT max(id) FROM ledger_entry WHERE employee_id = %(employee_id)s),
                      (SELECT md5(string_agg(concat_ws('/', id, name, active, unit, rules), ','
                                             ORDER BY id)) FROM leave_type))
        """,
        employee_id=person.id,
        today=today.of_person(tx, person),
    )
    return version


def types_version(tx: Transaction) -> str:
    """Return a word that is another one as soon as the company's leave types are."""
    version: str | None = tx.value(
        "SELECT md5(string_agg(concat_ws('/', id, name, active, paid), ',' ORDER BY id))"
        "  FROM leave_type"
    )
    return version or ""


def _left(tx: Transaction, person: Employee, own: Sequence[Row], day: date) -> Decimal | None:
    first = own[0]
    is_for_others = person.gender is not None and first.for_gender not in {None, person.gender}
    if is_for_others or not first.has_balance:
        return None
    figures = kept(own, YearHolding(day), day) or worked_out(
        tx, person.id, first.leave_type_id, YearHolding(day), day
    )
    if figures is None:
        return None
    left: Decimal = figures.allocated + figures.carried_forward - figures.used - figures.pending
    return left
