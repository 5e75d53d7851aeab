"""The days off of a site in a year: public holidays, the company's own, and closures."""

from dataclasses import dataclass
from datetime import date

from leavebook.services.company.holidays import take_down_missing
from leavebook.storage.company.holidays import MissingYear
from leavebook.storage.transaction import Transaction

_HOLIDAYS = """
SELECT DISTINCT ON (h."on") h."on", h.name, h.free, h.removed, h.source = 'company' AS is_own
  FROM holiday AS h
 WHERE h.site_id = %(site_id)s
   AND h."on" BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
 ORDER BY h."on", h.source
"""

_CLOSURES = """
SELECT id, name, first_day, last_day, site_id IS NULL AS is_everywhere
  FROM closure
 WHERE (site_id IS NULL OR site_id = %(site_id)s)
   AND first_day <= make_date(%(year)s, 12, 31) AND last_day >= make_date(%(year)s, 1, 1)
 ORDER BY first_day, id
"""

_MISSING = """
SELECT s.id AS site_id, s.country, s.region, %(year)s::int AS year
  FROM site AS s
 WHERE s.id = %(site_id)s
   AND NOT EXISTS (SELECT 1 FROM holiday_year AS h
                    WHERE h.site_id = s.id AND h.year = %(year)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A date that is free at the site: whole, or one half of it; or a holiday that is worked."""

    on: date
    name: str
    free: str
    removed: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Days that the company gives away."""

    id: int
    name: str
    first_day: date
    last_day: date
    is_everywhere: bool


def days_off(
    tx: Transaction, site_id: int, year: int
) -> tuple[tuple[DayOff, ...], tuple[Closed, ...]]:
    """Return the site's holidays and closures of the year, in order."""
    asked = {"site_id": site_id, "year": year}
    missing = tx.rows(_MISSING, **asked)
    take_down_missing(tx, (MissingYear(**row._asdict()) for row in missing))
    days = tx.rows(_HOLIDAYS, **asked)
    closed = tx.rows(_CLOSURES, **asked)
    return (
        tuple(DayOff(**row._asdict()) for row in days),
        tuple(Closed(**row._asdict()) for row in closed),
    )
