"""How much and where somebody works, by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from leavebook.domain.calendar.patterns import WorkingPattern, WorkWeek
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import document, value_of
from leavebook.storage.transaction import Transaction

OF_PERSON = """
SELECT valid_from, site_id, weekly_minutes, weeks, anchor
  FROM employment_terms
 WHERE employee_id = %(employee_id)s
 ORDER BY valid_from
"""

_SET = """
INSERT INTO employment_terms (company_id, employee_id, valid_from, site_id, weekly_minutes, weeks,
                              anchor)
VALUES (%(company_id)s, %(employee_id)s, %(valid_from)s, %(site_id)s, %(weekly_minutes)s,
        %(weeks)s, %(anchor)s)
    ON CONFLICT (company_id, employee_id, valid_from)
    DO UPDATE SET site_id = excluded.site_id, weekly_minutes = excluded.weekly_minutes,
                  weeks = excluded.weeks, anchor = excluded.anchor
"""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed from a day on, until the next terms of the same person."""

    valid_from: date
    site_id: int
    weekly_minutes: int
    weeks: tuple[WorkWeek, ...]
    anchor: date | None


def of_person(tx: Transaction, employee_id: int) -> tuple[Terms, ...]:
    """Return the person's terms, earliest first."""
    return read(tx.rows(OF_PERSON, employee_id=employee_id))


def read(rows: Iterable[Row]) -> tuple[Terms, ...]:
    """Return the terms in rows that were fetched together with others."""
    return tuple(
        Terms(
            valid_from=row.valid_from,
            site_id=row.site_id,
            weekly_minutes=row.weekly_minutes,
            weeks=value_of(row.weeks, tuple[WorkWeek, ...]),
            anchor=row.anchor,
        )
        for row in rows
    )


def set_from(tx: Transaction, employee_id: int, terms: Terms) -> None:
    """Agree on new terms from a day on; terms that began on the same day are replaced."""
    tx.run(
        _SET,
        company_id=tx.company.id,
        employee_id=employee_id,
        valid_from=terms.valid_from,
        site_id=terms.site_id,
        weekly_minutes=terms.weekly_minutes,
        weeks=document(terms.weeks),
        anchor=terms.anchor,
    )


def patterns(terms: tuple[Terms, ...]) -> tuple[WorkingPattern, ...]:
    """Return the working patterns that follow from the terms; the first reaches back openly."""
    ends = [later.valid_from - _ONE_DAY for _, later in pairwise(terms)] + [None]
    return tuple(
        WorkingPattern(
            weeks=agreed.weeks,
            valid_from=agreed.valid_from if place else None,
            valid_to=end,
            anchor=agreed.anchor,
        )
        for place, (agreed, end) in enumerate(zip(terms, ends, strict=True))
    )


def site_on(terms: tuple[Terms, ...], day: date) -> int | None:
    """Return the site that the person works at on the day."""
    site = terms[0].site_id if terms else None
    for agreed in terms:
        if agreed.valid_from <= day:
            site = agreed.site_id
    return site
