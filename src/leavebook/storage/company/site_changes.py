"""Changes of sites, and what of them stays: who works there, and the holidays it has had."""

from collections.abc import Iterable
from datetime import date

from leavebook.domain.calendar.calendar import Part
from leavebook.storage.company.companies import Site
from leavebook.storage.transaction import Transaction

_LOCK = """
SELECT id, uuid, name, country, region, timezone, closed_at FROM site
 WHERE id = %(id)s
   FOR UPDATE
"""

# Whoever is yet to join, or to move there, counts as well.
_PEOPLE = """
SELECT count(*)
  FROM employee AS e
 WHERE (e.left_on IS NULL OR e.left_on > %(today)s)
   AND (e.site_id = %(site_id)s OR EXISTS (
         SELECT 1 FROM employment_terms AS t
          WHERE t.employee_id = e.id AND t.site_id = %(site_id)s AND t.valid_from > %(today)s))
"""

_AHEAD = """
SELECT h."on", h.name
  FROM holiday AS h
 WHERE h.site_id = %(site_id)s AND h.source = 'public' AND h."on" >= %(since)s
   AND NOT EXISTS (SELECT 1 FROM holiday AS own
                    WHERE own.site_id = h.site_id AND own."on" = h."on"
                      AND own.source = 'company')
 ORDER BY h."on"
"""

_PUT = """
INSERT INTO holiday (company_id, site_id, "on", name, free, source)
SELECT %(company_id)s, %(site_id)s, day, name, %(free)s, 'public'
  FROM unnest(%(days)s::date[], %(names)s::text[]) AS new (day, name)
"""


def lock(tx: Transaction, site_id: int) -> Site | None:
    """Return the site, which nobody else changes or begins to work at until this is over."""
    row = tx.row(_LOCK, id=site_id)
    return None if row is None else Site(**row._asdict())


def rename(tx: Transaction, site_id: int, name: str) -> None:
    """Give the site another name."""
    tx.run("UPDATE site SET name = %(name)s WHERE id = %(id)s", id=site_id, name=name)


def relocate(
    tx: Transaction, site_id: int, *, country: str, region: str | None, timezone: str
) -> None:
    """Have the site lie somewhere else."""
    tx.run(
        """
        UPDATE site SET country = %(country)s, region = %(region)s, timezone = %(timezone)s
         WHERE id = %(id)s
        """,
        id=site_id,
        country=country,
        region=region,
        timezone=timezone,
    )


def set_closed(tx: Transaction, site_id: int, *, closed: bool) -> None:
    """Close the site, or open it again."""
    closed_at = tx.now if closed else None
    tx.run("UPDATE site SET closed_at = %(at)s WHERE id = %(id)s", id=site_id, at=closed_at)


def people_at(tx: Transaction, site_id: int, *, today: date) -> int:
    """Return how many work at the site or are to."""
    found: int = tx.value(_PEOPLE, site_id=site_id, today=today)
    return found


def works_since(tx: Transaction, site_id: int) -> date | None:
    """Return the first day on which anybody worked at the site; None when nobody ever did."""
    found: date | None = tx.value(
        "SELECT min(valid_from) FROM employment_terms WHERE site_id = %(id)s", id=site_id
    )
    return found


def years_taken_down(tx: Transaction, site_id: int, *, since: int) -> tuple[int, ...]:
    """Return the years from one on whose public holidays the site has."""
    rows = tx.rows(
        """
        SELECT year FROM holiday_year
         WHERE site_id = %(site_id)s AND year >= %(since)s ORDER BY year
        """,
        site_id=site_id,
        since=since,
    )
    return tuple(row.year for row in rows)


def public_days(tx: Transaction, site_id: int, *, since: date) -> dict[date, str]:
    """Return the public holidays from a day on of which the company has made nothing else."""
    return {row.on: row.name for row in tx.rows(_AHEAD, site_id=site_id, since=since)}


def own_days(tx: Transaction, site_id: int, *, since: date) -> frozenset[date]:
    """Return the dates from a day on of which the company has made something."""
    rows = tx.rows(
        """
        SELECT "on" FROM holiday
         WHERE site_id = %(site_id)s AND source = 'company' AND "on" >= %(since)s
         ORDER BY "on"
        """,
        site_id=site_id,
        since=since,
    )
    return frozenset(row.on for row in rows)


def put_public_days(
    tx: Transaction, site_id: int, days: Iterable[tuple[date, str]], *, since: date
) -> None:
    """Have these be the public holidays from a day on; what is past stays."""
    tx.run(
        """
        DELETE FROM holiday
         WHERE site_id = %(site_id)s AND source = 'public' AND "on" >= %(since)s
        """,
        site_id=site_id,
        since=since,
    )
    kept = tuple(days)
    tx.run(
        _PUT,
        company_id=tx.company.id,
        site_id=site_id,
        days=[day for day, _ in kept],
        names=[name for _, name in kept],
        free=Part.FULL,
    )


def forget_years(tx: Transaction, site_id: int, years: Iterable[int]) -> None:
    """Have the public holidays of these years taken down once they are needed."""
    tx.run(
        "DELETE FROM holiday_year WHERE site_id = %(site_id)s AND year = ANY (%(years)s)",
        site_id=site_id,
        years=list(years),
    )
