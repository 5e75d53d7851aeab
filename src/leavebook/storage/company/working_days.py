"""On which days nobody works at a site, for whatever counts working days of the house."""

from collections.abc import Sequence
from datetime import date

from leavebook.storage.transaction import Transaction

# A row of the company wins over the public one of the same date; half a day off is worked.
_FREE = """
SELECT found.site_id, found."on"
  FROM (SELECT DISTINCT ON (h.site_id, h."on") h.site_id, h."on", h.free, h.removed
          FROM holiday AS h
         WHERE h.site_id = ANY (%(sites)s) AND h."on" BETWEEN %(first)s AND %(last)s
         ORDER BY h.site_id, h."on", h.source) AS found
 WHERE found.free = 'full' AND NOT found.removed
 UNION
SELECT s.id, day::date
  FROM closure AS c
  JOIN site AS s ON s.id = ANY (%(sites)s) AND (c.site_id IS NULL OR c.site_id = s.id)
 CROSS JOIN generate_series(greatest(c.first_day, %(first)s), least(c.last_day, %(last)s),
                            interval '1 day') AS day
 WHERE c.first_day <= %(last)s AND c.last_day >= %(first)s
 ORDER BY 1, 2
"""


def free(
    tx: Transaction, sites: Sequence[int], *, first: date, last: date
) -> dict[int, frozenset[date]]:
    """Return the holidays and closures of every site from a day to a day, both included."""
    found: dict[int, set[date]] = {}
    for row in tx.rows(_FREE, sites=list(sites), first=first, last=last):
        found.setdefault(row.site_id, set()).add(row.on)
    return {site: frozenset(days) for site, days in found.items()}
