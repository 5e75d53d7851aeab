"""The rows of one person's leave, to be stamped out for anybody with the same past.

What a person has of their own stands in the rows as a mark and is filled in at the end, so
that thousands of people cost one replay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from leavebook.storage.books import bulk
from leavebook.storage.transaction import Transaction

Record = dict[str, Any]

TABLES: Final = (
    "user_account",
    "employee",
    "employment_terms",
    "leave_request",
    "leave_span",
    "leave_request_day",
    "event",
    "adjustment",
    "ledger_entry",
    "ledger_account",
    "balance",
)
"""Where the rows go, in the order in which they may refer to each other."""

EMPLOYEE: Final = "<employee>"
USER: Final = "<user>"
MANAGER: Final = "<manager>"
"""The login of whoever gives the first approval."""
EXECUTIVE: Final = "<executive>"
"""The login of whoever gives the last approval."""


def request_mark(place: int) -> str:
    """Return the mark that stands for the id of a person's request."""
    return f"<request {place}>"


def adjustment_mark(place: int) -> str:
    """Return the mark that stands for the id of a person's adjustment."""
    return f"<adjustment {place}>"


@dataclass(frozen=True, slots=True)
class Template:
    """Rows by table as JSON text, and how many requests and adjustments they hold."""

    text: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    requests: int
    adjustments: int

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[Record]]) -> "Template":
        """Return the template of a person's rows; all rows of a table have the same columns."""
        filled = {table: found for table, found in rows.items() if found}
        return cls(
            text={table: _inside(found) for table, found in filled.items()},
            columns={table: tuple(found[0]) for table, found in filled.items()},
            requests=len(rows.get("leave_request", ())),
            adjustments=len(rows.get("adjustment", ())),
        )

    def filled_in(self, marks: Mapping[str, int]) -> dict[str, str]:
        """Return the rows with every mark replaced."""
        filled = dict(self.text)
        for table, text in filled.items():
            for mark, number in marks.items():
                text = text.replace(mark, str(number))  # noqa: PLW2901  the text so far
            filled[table] = text
        return filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A person made from a template: rows of their own, and what the marks stand for."""

    template: Template
    own: Template
    marks: Mapping[str, int]


def write(tx: Transaction, copies: Sequence[Copy], *, events_in_order: bool = False) -> None:
    """Add everybody's rows, one statement for each table.

    With its events in order the log reads as it happened and not person by person; that takes
    time where there are thousands of people.
    """
    requests = iter(bulk.take_ids(tx, "leave_request", sum(c.template.requests for c in copies)))
    by_hand = iter(bulk.take_ids(tx, "adjustment", sum(c.template.adjustments for c in copies)))
    rows: dict[str, list[str]] = {table: [] for table in TABLES}
    columns: dict[str, tuple[str, ...]] = {}
    for copy in copies:
        marks = {
            **copy.marks,
            **{request_mark(place): next(requests) for place in range(copy.template.requests)},
            **{adjustment_mark(each): next(by_hand) for each in range(copy.template.adjustments)},
        }
        for part in (copy.own, copy.template):
            columns |= part.columns
            for table, text in part.filled_in(marks).items():
                rows[table].append(text)
    if events_in_order:
        rows["event"] = _in_order(rows["event"])
    for table, texts in rows.items():
        if texts:
            bulk.add_rows(tx, table, columns[table], f"[{','.join(texts)}]")


def _in_order(texts: Iterable[str]) -> list[str]:
    """Return the rows of events, the earliest first."""
    rows: list[Record] = msgspec.json.decode(f"[{','.join(texts)}]")
    return [_inside(sorted(rows, key=lambda row: datetime.fromisoformat(row["at"])))]


def _inside(rows: Iterable[Record]) -> str:
    """Return the rows as JSON without the brackets around them."""
    return msgspec.json.encode(list(rows)).decode()[1:-1]
