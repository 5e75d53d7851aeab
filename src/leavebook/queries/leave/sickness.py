"""Somebody's sickness of the last year, and what follows from it: for the office alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from leavebook.domain.calendar.counting import DayRow, days_of
from leavebook.domain.requests.leave_types import CERTIFICATE_AFTER_DAYS
from leavebook.domain.requests.sickness import (
    BRADFORD_WEEKS,
    bradford_factor,
    certificate_due,
    sick_pay_ends,
    spells,
)
from leavebook.queries.leave.certificates import certificates_of
from leavebook.services import today
from leavebook.services.people.people import find
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

# One row for each sick date; of two notes on one date the one that costs more counts.
_DAYS = """
SELECT DISTINCT ON (d."on") d."on", d.minutes, d.fraction
  FROM leave_request AS r
  JOIN leave_type AS t ON t.id = r.leave_type_id AND (t.rules ->> 'is_sickness')::boolean
  JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE r.employee_id = %(employee_id)s AND d."on" >= %(since)s
   AND r.state IN ('recorded', 'approved', 'cancel_requested')
 ORDER BY d."on", d.fraction DESC
"""

_BEFORE = timedelta(days=366)
"""A spell that began before the weeks that are counted is looked at from its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SickSpell:
    """Sickness without a well day between, and the days on which something follows from it."""

    first: date
    last: date
    days: Decimal
    certificate_due: date | None
    certificate_is_there: bool
    sick_pay_ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SickType:
    """A leave type that is sickness."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sickness:
    """The spells that touch the last weeks, the latest first, and the Bradford factor of them."""

    employee_id: int
    full_name: str
    weeks: int
    days: Decimal
    bradford: Decimal
    spells: tuple[SickSpell, ...]
    types: tuple[SickType, ...]


def sickness_of(tx: Transaction, employee_id: int) -> Sickness:
    """Return the person's sickness; raises Refused for whoever does not look after people."""
    person = find(tx, employee_id)
    now_on = today.of_person(tx, person)
    since = now_on - timedelta(weeks=BRADFORD_WEEKS)
    kinds = [each for each in leave_types.all_of_company(tx) if each.rules.is_sickness]
    limits = [each.rules.certificate_after_days for each in kinds]
    after = min([each for each in limits if each is not None], default=CERTIFICATE_AFTER_DAYS)
    rows = tuple(
        DayRow(row.on, row.minutes, row.fraction)
        for row in tx.rows(_DAYS, employee_id=employee_id, since=since - _BEFORE)
    )
    needed = certificates_of(tx, employee_id, since=since - _BEFORE)
    there = tuple(each for each in needed if each.is_there)
    return Sickness(
        employee_id=person.id,
        full_name=person.full_name,
        weeks=BRADFORD_WEEKS,
        days=days_of(row for row in rows if since < row.on <= now_on),
        bradford=bradford_factor(rows, now_on),
        spells=tuple(
            SickSpell(
                first=spell.first,
                last=spell.last,
                days=days_of(spell.rows),
                certificate_due=certificate_due(spell, after),
                certificate_is_there=any(
                    each.first <= spell.last and each.last >= spell.first for each in there
                ),
                sick_pay_ends=sick_pay_ends(spell),
            )
            for spell in reversed(spells(rows))
            if spell.last > since
        ),
        types=tuple(SickType(id=each.id, name=each.name) for each in kinds if each.active),
    )
