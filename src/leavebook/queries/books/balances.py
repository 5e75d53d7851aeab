"""What somebody has of each leave type in a year, in days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.conversion import average_day_minutes, converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import pattern_on
from leavebook.domain.ledger.balances import ZERO
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.year_figures import (
    STORED,
    CalendarYear,
    WhichYear,
    YearHolding,
    YearTotals,
    kept,
    worked_out,
)
from leavebook.storage.database import Row
from leavebook.storage.people import terms
from leavebook.storage.policies.type_visibility import learnt_of
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_PERSON = """
SELECT e.id, e.full_name, e.gender, s.timezone
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
 WHERE e.id = %(employee_id)s AND {visible}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeBalance(YearTotals):
    """What a leave year holds of one leave type; all zeros for a type without a balance."""

    leave_type_id: int
    leave_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBalances:
    """Somebody's balances of a year, in the order in which the leave types were made."""

    employee_id: int
    full_name: str
    year: int
    types: tuple[TypeBalance, ...]


def balances_in_days(tx: Transaction, employee_id: int, year: int | None) -> PersonBalances:
    """Return the balances of the leave years that begin in the year; None is this year.

    Without types that the actor may not learn of. Leave types kept in hours are shown in days of
    the person's average length, those for another gender not at all. Raises Refused in the same
    way for somebody who does not exist, is in another company, or is not the actor's to see.
    """
    first, last = _touching(tx, year)
    person, rows = _asked(tx, employee_id, first=first, last=last)
    wanted = person.today.year if year is None else year
    return PersonBalances(
        employee_id=employee_id,
        full_name=person.full_name,
        year=wanted,
        types=tuple(
            _balance(tx, person, own, CalendarYear(wanted))
            for own in _by_type(rows)
            if person.gender is None or own[0].for_gender in {None, person.gender}
        ),
    )


def remaining_in_days(tx: Transaction, employee_id: int, leave_type_id: int, day: date) -> Decimal:
    """Return what is left in the leave year that holds the day; zero without a balance."""
    person, rows = _asked(tx, employee_id, first=day, last=day)
    own = [row for row in rows if row.leave_type_id == leave_type_id]
    return _balance(tx, person, own, YearHolding(day)).remaining if own else ZERO


def average_day_of(tx: Transaction, employee_id: int) -> int:
    """Return the minutes of the average day that somebody works at present."""
    person, _ = _asked(tx, employee_id, first=tx.now.date(), last=tx.now.date())
    return person.day_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    id: int
    full_name: str
    gender: str | None
    today: date
    day_minutes: int


def _asked(
    tx: Transaction, employee_id: int, *, first: date, last: date
) -> tuple[_Person, list[Row]]:
    found = tx.ask(
        _PERSON.format(visible=visible_people(tx.actor)),
        employee_id=employee_id,
        viewer=viewer_of(tx.actor),
    )
    agreed = tx.ask(terms.OF_PERSON, employee_id=employee_id)
    stored = tx.ask(STORED, employee_id=employee_id, first=first, last=last)
    row = found.fetchone()
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    today = tx.now.astimezone(ZoneInfo(row.timezone)).date()
    patterns = terms.patterns(terms.read(agreed.fetchall()))
    person = _Person(
        id=row.id,
        full_name=row.full_name,
        gender=row.gender,
        today=today,
        day_minutes=average_day_minutes(pattern_on(patterns, today)),
    )
    learnt = learnt_of(tx.actor, employee_id)
    return person, [row for row in stored.fetchall() if row.visibility in learnt]


def _touching(tx: Transaction, year: int | None) -> tuple[date, date]:
    """Return the days of the year; without one those of this year, wherever the person is."""
    years = {tx.now.year} if year is None else {year}
    return date(min(years) - (year is None), 1, 1), date(max(years) + (year is None), 12, 31)


def _by_type(rows: list[Row]) -> list[list[Row]]:
    return [list(own) for _, own in groupby(rows, key=lambda row: row.leave_type_id)]


def _balance(tx: Transaction, person: _Person, own: Sequence[Row], which: WhichYear) -> TypeBalance:
    named = {"leave_type_id": own[0].leave_type_id, "leave_type": own[0].leave_type}
    if not own[0].has_balance:
        return TypeBalance(**named)
    figures = kept(own, which, person.today) or worked_out(
        tx, person.id, own[0].leave_type_id, which, person.today
    )
    if figures is None:
        return TypeBalance(**named)

    def in_days(quantity: Decimal) -> Decimal:
        return converted(
            quantity,
            from_unit=Unit(own[0].unit),
            to_unit=Unit.DAY,
            minutes=person.day_minutes,
        )

    return TypeBalance(
        **named,
        allocated=in_days(figures.allocated),
        carried_forward=in_days(figures.carried_forward),
        used=in_days(figures.used),
        pending=in_days(figures.pending),
    )
