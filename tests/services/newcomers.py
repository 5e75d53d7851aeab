"""Who joins in the tests, and how a refusal is read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.people.joining import Newcomer
from tests.cast import Cast

JULY = date(2026, 7, 1)


def anna(cast: Cast, **differently: Any) -> Newcomer:  # noqa: ANN401  any field of a newcomer
    """Return Anna, who joins in July, with whatever shall be different about her."""
    return Newcomer(
        **{
            "full_name": "Anna New",
            "email": "anna.new@example.com",
            "employee_number": "EMP-010",
            "site_id": cast.site_id,
            "joined_on": JULY,
            **differently,
        }
    )


def refusal(act: Callable[[], object]) -> list[tuple[Code, object]]:
    """Return the codes and fields of the refusal that the act ends in."""
    with pytest.raises(Refused) as refused:
        act()
    return [(problem.code, problem.facts.get("field")) for problem in refused.value.problems]


def rows_of(cast: Cast) -> dict[str, int]:
    """Return how many rows every table of the company has, and how many jobs wait."""
    with cast.acting() as tx:
        tables = tx.rows(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'leavebook'::regnamespace ORDER BY relname"
        )
        counts = {
            table.relname: tx.value(f"SELECT count(*) FROM {table.relname}") for table in tables
        }
        jobs = "SELECT count(*) FROM procrastinate_jobs WHERE args ->> 'company_id' = %(id)s::text"
        return counts | {"jobs": tx.value(jobs, id=cast.company_id)}
