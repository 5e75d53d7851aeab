"""Lists that callers filter and sort by the fields of a record.

Only what a list declares can be named; values always travel apart from the statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leavebook.storage.database import Row
from leavebook.storage.pipeline import Answer
from leavebook.storage.transaction import Transaction


class Comparison(StrEnum):
    """How a field compares with the values of a condition."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"


_SIGNS = {
    Comparison.GT: ">",
    Comparison.GTE: ">=",
    Comparison.LT: "<",
    Comparison.LTE: "<=",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A field and values of which any one will do; None is "nothing there"."""

    field: str
    values: tuple[object, ...]
    comparison: Comparison = Comparison.EQ


@dataclass(frozen=True, slots=True)
class Column:
    """What a field is in SQL, and of which type."""

    expression: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records, in which order, and which part of them."""

    conditions: tuple[Condition, ...] = ()
    sort: str | None = None
    descending: bool = True
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a list comes from: `table AS r` with its joins, its fields and its own order."""

    table: str
    joins: str
    columns: str
    filters: Mapping[str, Column]
    sorts: Mapping[str, str]
    newest: str

    def order(self, wanted: Wanted) -> str:
        """Return the order asked for; what is equal comes in the order of the ids."""
        direction = "DESC" if wanted.descending else "ASC"
        return f"{self._sorted_by(wanted)} {direction}, r.id {direction}"

    def joins_to_find(self, wanted: Wanted) -> str:
        """Return the joins that finding the records takes: none while their own columns do.

        What is not joined needs no plan, and most lists are asked for without a filter.
        """
        asked = [self.filters[condition.field].expression for condition in wanted.conditions]
        own = all(each.startswith("r.") for each in (self._sorted_by(wanted), *asked))
        return "" if own else self.joins

    def _sorted_by(self, wanted: Wanted) -> str:
        return self.sorts.get(wanted.sort or "", self.newest)


def page_of(
    tx: Transaction,
    source: Source,
    wanted: Wanted,
    *,
    among: str,
    tally: str | None = None,
    **values: object,
) -> tuple[Answer, int]:
    """Return the answer that holds the page and the number of records on all pages.

    `among` is the condition of who may see what, on `r` alone; `tally` counts instead of the
    records where that comes to the same. Both questions travel together, and the page is found
    by its keys before anything else is read: an array, which is put together once, where a join
    is for a planner that knows nothing of the table yet to be made anew for every record.
    """
    where, given = _where(source, wanted.conditions)
    values = {**values, **given}
    joins = source.joins_to_find(wanted)
    found = f"FROM {source.table} AS r {joins} WHERE {among} AND {where}"
    order = source.order(wanted)
    # Numbers in the text, not values beside it: only so does PostgreSQL keep a plan for a
    # prepared page, and planning takes longer than running it.
    part = f"LIMIT {int(wanted.limit)} OFFSET {int(wanted.offset)}"
    rows = tx.ask(
        f"""
        SELECT {source.columns}
          FROM {source.table} AS r {source.joins}
         WHERE r.id = ANY (ARRAY(SELECT r.id {found} ORDER BY {order} {part}))
         ORDER BY {order}
        """,  # noqa: S608  constant parts; every value is bound
        **values,
    )
    count = f"SELECT count(*) AS total {found}"
    total = tx.ask(count if tally is None else f"{tally} AND {where}", **values)
    return rows, total.fetchall()[0].total


def one_of(tx: Transaction, source: Source, key: str, **values: object) -> Row | None:
    """Return the one record that the condition names, or None."""
    return tx.row(
        f"SELECT {source.columns} FROM {source.table} AS r {source.joins} WHERE {key}",  # noqa: S608  constant parts; every value is bound
        **values,
    )


def _where(source: Source, conditions: tuple[Condition, ...]) -> tuple[str, dict[str, object]]:
    parts, values = ["true"], dict[str, object]()
    for number, condition in enumerate(conditions):
        name = f"filter_{number}"
        parts.append(_part(source.filters[condition.field], condition, name))
        values[name] = [value for value in condition.values if value is not None]
    return " AND ".join(parts), values


def _part(column: Column, condition: Condition, name: str) -> str:
    """Return the condition in SQL; nothing there differs from every value."""
    given = f"%({name})s::{column.kind}[]"
    or_nothing = None in condition.values
    match condition.comparison:
        case Comparison.EQ:
            nothing = f" OR {column.expression} IS NULL" if or_nothing else ""
            return f"({column.expression} = ANY({given}){nothing})"
        case Comparison.NE:
            nothing = f" AND {column.expression} IS NOT NULL" if or_nothing else ""
            differs = f"({column.expression} <> ALL({given}) OR {column.expression} IS NULL)"
            return f"({differs}{nothing})"
        case _:
            return f"({column.expression} {_SIGNS[condition.comparison]} ANY({given}))"
