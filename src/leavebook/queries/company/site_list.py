"""The sites of the company with who works there, for the office that looks after them."""

from dataclasses import dataclass
from datetime import date, datetime

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_SITES = """
SELECT s.id, s.name, s.country, s.region, s.timezone, s.closed_at,
       (SELECT count(*) FROM employee AS e
         WHERE e.site_id = s.id AND e.joined_on <= %(today)s
           AND (e.left_on IS NULL OR e.left_on > %(today)s)) AS people,
       (SELECT count(*) FROM holiday AS h
         WHERE h.site_id = s.id AND h.source = 'company'
           AND h."on" BETWEEN date_trunc('year', %(today)s::date)
                          AND date_trunc('year', %(today)s::date) + interval '1 year - 1 day')
       AS own_days,
       (SELECT h.taken_from FROM holiday_year AS h
         WHERE h.site_id = s.id AND h.year = extract(year FROM %(today)s::date)) AS taken_from
  FROM site AS s
"""

_ONE = f"{_SITES} WHERE s.id = %(site_id)s"
_ALL = f"{_SITES} ORDER BY s.closed_at IS NOT NULL, s.name, s.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site, how many work there today, and where this year's holidays come from.

    `own_days` are dates of this year of which the company has made something else.
    """

    id: int
    name: str
    country: str
    region: str | None
    timezone: str
    closed_at: datetime | None
    people: int
    own_days: int
    taken_from: str | None


def site_list(tx: Transaction, *, today: date) -> tuple[SiteLine, ...]:
    """Return the sites by name, those that are closed last."""
    assert_may_configure(tx)
    return tuple(_line(row) for row in tx.rows(_ALL, today=today))


def site_line(tx: Transaction, site_id: int, *, today: date) -> SiteLine:
    """Return the site; raises Refused when this company has none with the id."""
    assert_may_configure(tx)
    row = tx.row(_ONE, site_id=site_id, today=today)
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "site"}))
    return _line(row)


def _line(row: Row) -> SiteLine:
    return SiteLine(**row._asdict())
