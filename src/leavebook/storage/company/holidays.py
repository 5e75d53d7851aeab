"""Days off of the sites, as they were snapshot and as companies changed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leavebook.domain.calendar.calendar import Holiday, Part
from leavebook.storage.database import Row
from leavebook.storage.people.terms import Terms, site_on
from leavebook.storage.transaction import Transaction

# A row of the company wins over the public one of the same date.
FOR_PERSON = """
SELECT DISTINCT ON (h.site_id, h."on") h.site_id, h."on", h.name, h.free, h.removed
  FROM holiday AS h
 WHERE h.site_id IN (SELECT site_id FROM employment_terms WHERE employee_id = %(employee_id)s)
   AND h."on" BETWEEN %(first)s AND %(last)s
 ORDER BY h.site_id, h."on", h.source
"""

MISSING_YEARS = """
SELECT s.id AS site_id, s.country, s.region, y.year
  FROM site AS s
 CROSS JOIN generate_series(%(first_year)s::int, %(last_year)s::int) AS y (year)
 WHERE s.id IN (SELECT site_id FROM employment_terms WHERE employee_id = %(employee_id)s)
   AND NOT EXISTS (SELECT 1 FROM holiday_year AS h WHERE h.site_id = s.id AND h.year = y.year)
 ORDER BY s.id, y.year
"""

_ADD = """
INSERT INTO holiday (company_id, site_id, "on", name, free, source)
VALUES (%(company_id)s, %(site_id)s, %(on)s, %(name)s, %(free)s, %(source)s)
    ON CONFLICT (company_id, site_id, "on", source) DO NOTHING
"""

_PUT_COMPANY = """
INSERT INTO holiday (company_id, site_id, "on", name, free, source, removed)
VALUES (%(company_id)s, %(site_id)s, %(on)s, %(name)s, %(free)s, 'company', %(removed)s)
    ON CONFLICT (company_id, site_id, "on", source)
    DO UPDATE SET name = excluded.name, free = excluded.free, removed = excluded.removed
"""

_REMOVE_COMPANY = """
DELETE FROM holiday
 WHERE source = 'company' AND "on" = %(on)s
   AND (%(site_id)s::bigint IS NULL OR site_id = %(site_id)s)
RETURNING id
"""

_TAKEN = """
INSERT INTO holiday_year (company_id, site_id, year, taken_from)
VALUES (%(company_id)s, %(site_id)s, %(year)s, %(taken_from)s)
    ON CONFLICT DO NOTHING
RETURNING year
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingYear:
    """A year of a site whose public holidays have not been taken down yet."""

    site_id: int
    country: str
    region: str | None
    year: int


def read(rows: Iterable[Row], terms: tuple[Terms, ...]) -> tuple[Holiday, ...]:
    """Return the holidays that count for a person: those of the site they work at on the date."""
    return tuple(
        Holiday(row.on, row.name, Part(row.free))
        for row in rows
        if not row.removed and row.site_id == site_on(terms, row.on)
    )


def take_down(
    tx: Transaction,
    *,
    site_id: int,
    year: int,
    days: Iterable[tuple[date, str]],
    taken_from: str,
) -> None:
    """Keep a year's public holidays of a site; a year that is kept already stays as it is."""
    taken = {"site_id": site_id, "year": year, "taken_from": taken_from}
    if not tx.rows(_TAKEN, company_id=tx.company.id, **taken):
        return  # another call was faster, perhaps with other days
    for day, name in days:
        tx.run(
            _ADD,
            company_id=tx.company.id,
            site_id=site_id,
            on=day,
            name=name,
            free=Part.FULL,
            source="public",
        )


def put_company(tx: Transaction, *, site_id: int, on: date, name: str, free: Part | None) -> None:
    """Keep what the company makes of a date at a site; None is a day that is worked."""
    tx.run(
        _PUT_COMPANY,
        company_id=tx.company.id,
        site_id=site_id,
        on=on,
        name=name,
        free=free or Part.FULL,
        removed=free is None,
    )


def remove_company(tx: Transaction, on: date, *, site_id: int | None) -> bool:
    """Forget what the company made of a date, at one site or all; return whether it had."""
    return bool(tx.rows(_REMOVE_COMPANY, on=on, site_id=site_id))
