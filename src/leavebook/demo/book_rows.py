"""The books of one leave type as rows: opening, ledger, balances and how far they are written."""

from dataclasses import fields
from typing import Final

import msgspec

from leavebook.demo.situation import Kind, Situation
from leavebook.demo.taken import Opening
from leavebook.demo.template import EMPLOYEE, Record, adjustment_mark
from leavebook.services.books.posting import Books, kept_years

LOADED: Final = "loaded"
"""The cause that the ledger entries name."""


def opening_row(person: Situation, kind: Kind, opening: Opening, recorded_by: int | None) -> Record:
    """Return what somebody brought along, as the adjustment it is."""
    return {
        "id": adjustment_mark(0),
        "company_id": person.company_id,
        "employee_id": EMPLOYEE,
        "leave_type_id": kind.leave_type.id,
        "kind": "opening",
        "on": opening.on,
        "amount": opening.amount,
        "reason": opening.reason,
        "recorded_at": person.now,
        "recorded_by": recorded_by,
    }


def entry_rows(person: Situation, kind: Kind, books: Books) -> list[Record]:
    """Return the ledger entries by date."""
    return [
        {
            "company_id": person.company_id,
            "employee_id": EMPLOYEE,
            "leave_type_id": kind.leave_type.id,
            "kind": entry.kind,
            "corrects": entry.corrects,
            "on": entry.on,
            "amount": entry.amount,
            "year_start": entry.year,
            "bucket": msgspec.to_builtins(entry.bucket),
            "source": entry.source,
            "posted_on": entry.posted_on,
            "cause": LOADED,
            "explanation": msgspec.to_builtins(entry.why),
            "recorded_at": person.now,
        }
        for entry in sorted(books.entries, key=lambda entry: entry.on)
    ]


def balance_rows(person: Situation, kind: Kind, books: Books) -> list[Record]:
    """Return the balance of every leave year."""
    return [
        {
            "company_id": person.company_id,
            "employee_id": EMPLOYEE,
            "leave_type_id": kind.leave_type.id,
            "year_end": kept.year_end,
            "as_of": person.today,
            "next_change": kept.next_change,
            "year_start": kept.summary.year,
            **{
                figure.name: getattr(kept.summary, figure.name)
                for figure in fields(kept.summary)
                if figure.name != "year"
            },
        }
        for kept in kept_years(books)
    ]


def account_row(person: Situation, kind: Kind, books: Books) -> Record:
    """Return how far the ledger is written."""
    return {
        "company_id": person.company_id,
        "employee_id": EMPLOYEE,
        "leave_type_id": kind.leave_type.id,
        "posted_through": books.account.posted_through,
        "horizon": books.account.horizon,
        "next_change": books.account.next_change,
    }
