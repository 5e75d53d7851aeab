"""Whether anything at all was written: every row of some companies, and the queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.conftest import Cluster

_TABLES = """
SELECT c.relname
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'company_id'
 WHERE n.nspname = 'leavebook' AND c.relkind IN ('r', 'p')
 ORDER BY c.relname
"""

_NOTES = frozenset({"credential_use"})
"""When a credential was last used is noted whatever comes of the call."""

Trace = dict[str, tuple[int, int]]
"""By table: how many rows, and a sum over what stands in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """Looks behind the walls, as only a superuser can."""

    connection: psycopg.Connection[Any]
    query: str

    def of(self, *companies: int) -> Trace:
        """Return the trace of the companies and of the whole queue."""
        rows = self.connection.execute(self.query, {"companies": list(companies)}).fetchall()
        return {name: (number, total) for name, number, total in rows}


@contextmanager
def looking(cluster: Cluster) -> Iterator[Traces]:
    """Yield something that sees every table of every company."""
    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        tables = [name for (name,) in connection.execute(_TABLES) if name not in _NOTES]
        assert len(tables) > 20, "the catalogue was not read"
        parts = [_part(f"leavebook.{name}", of_companies=True) for name in tables]
        parts.append(_part("queue.procrastinate_jobs", of_companies=False))
        yield Traces(connection=connection, query=" UNION ALL ".join(parts))


def changed(before: Trace, after: Trace) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Return the tables that are not as they were."""
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _part(table: str, *, of_companies: bool) -> str:
    where = "WHERE t.company_id = ANY (%(companies)s::bigint[])" if of_companies else ""
    return (
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)"
        f" FROM {table} AS t {where}"
    )
