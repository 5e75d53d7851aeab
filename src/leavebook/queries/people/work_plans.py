"""Who plans to work on which days, for everybody at once.

Most people work the same week at the same site: such a plan is worked out once for all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

import msgspec

from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.spans import days_between
from leavebook.storage.company import holidays
from leavebook.storage.database import Row
from leavebook.storage.people import terms
from leavebook.storage.people.terms import Terms
from leavebook.storage.transaction import Transaction

_TERMS = """
SELECT employee_id, valid_from, site_id, weekly_minutes, weeks::text AS weeks, anchor
  FROM employment_terms
 WHERE valid_from <= %(last)s
 ORDER BY employee_id, valid_from
"""

# A row of the company wins over the public one of the same date.
_DAYS_OFF = """
SELECT DISTINCT ON (site_id, "on") site_id, "on", name, free, removed
  FROM holiday
 WHERE "on" BETWEEN %(first)s AND %(last)s
 ORDER BY site_id, "on", source
"""

_CLOSED = """
SELECT site_id, first_day, last_day
  FROM closure
 WHERE first_day <= %(last)s AND last_day >= %(first)s
 ORDER BY first_day, id
"""


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """Days of work by date, as parts of a whole day: as planned, and less what is free for all.

    Nothing is said of employment: the plan goes on before and after it.
    """

    planned: Mapping[date, Decimal]
    worked: Mapping[date, Decimal]


NO_PLAN: Final = WorkPlan({}, {})
"""Of somebody with whom nothing is agreed."""


def work_plans(tx: Transaction, *, first: date, last: date) -> dict[int, WorkPlan]:
    """Return everybody's plan from a day to a day, both included, by employee."""
    agreed = tx.ask(_TERMS, last=last)
    off = tx.ask(_DAYS_OFF, first=first, last=last)
    closed = tx.ask(_CLOSED, first=first, last=last)
    rows, days_off, closures = agreed.fetchall(), off.fetchall(), closed.fetchall()
    days = tuple(days_between(first, last))
    known: dict[str, WorkPlan] = {}
    plans: dict[int, WorkPlan] = {}
    for employee_id, own in groupby(rows, key=lambda row: row.employee_id):
        same = list(own)
        key = _key(same)
        if key not in known:
            known[key] = _plan(terms.read(map(_read, same)), days, days_off, closures)
        plans[employee_id] = known[key]
    return plans


def _key(rows: Sequence[Row]) -> str:
    """Return the same text for people who work the same days at the same place."""
    parts = [
        (row.valid_from if place else None, row.site_id, row.weeks, row.anchor)
        for place, row in enumerate(rows)
    ]
    return repr(parts)


def _read(row: Row) -> Row:
    """Return the row with its weeks read: only one of all who work the same pays for that."""
    return row._replace(weeks=msgspec.json.decode(row.weeks))


def _plan(
    agreed: tuple[Terms, ...],
    days: Iterable[date],
    days_off: Sequence[Row],
    closures: Sequence[Row],
) -> WorkPlan:
    calendar = WorkCalendar(
        patterns=terms.patterns(agreed),
        holidays=holidays.read(days_off, agreed),
        closures=frozenset(
            day
            for row in closures
            for day in days_between(row.first_day, row.last_day)
            if row.site_id is None or row.site_id == terms.site_on(agreed, day)
        ),
    )
    worth = [calendar.worth(day) for day in days]
    return WorkPlan(
        planned={each.on: each.scheduled_fraction for each in worth},
        worked={each.on: each.fraction for each in worth},
    )
