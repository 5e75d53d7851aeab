"""The append-only ledger and the balances that are read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.balances import YearSummary
from leavebook.domain.carry_over import BucketKind
from leavebook.domain.ledger import Adjustment
from leavebook.domain.movements import Bucket, Explanation, Movement, MovementKind
from leavebook.storage.database import Row
from leavebook.storage.stored import document, value_of
from leavebook.storage.transaction import Transaction

ENTRIES = """
SELECT kind, corrects, "on", amount, year_start, bucket, source, posted_on, explanation
  FROM ledger_entry
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
 ORDER BY "on", id
"""

ADJUSTMENTS = """
SELECT id, kind, "on", amount, last_usable, reason
  FROM adjustment
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
 ORDER BY "on", id
"""

_APPEND = """
INSERT INTO ledger_entry (company_id, employee_id, leave_type_id, kind, corrects, "on", amount,
                          year_start, bucket, source, posted_on, cause, explanation, recorded_at,
                          recorded_by)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(kind)s, %(corrects)s, %(on)s,
        %(amount)s, %(year)s, %(bucket)s, %(source)s, %(posted_on)s, %(cause)s, %(explanation)s,
        %(now)s, %(recorded_by)s)
"""

_ADJUST = """
INSERT INTO adjustment (company_id, employee_id, leave_type_id, kind, "on", amount, last_usable,
                        reason, recorded_at, recorded_by)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(kind)s, %(on)s, %(amount)s,
        %(last_usable)s, %(reason)s, %(now)s, %(recorded_by)s)
RETURNING id
"""

_ACCOUNT = """
INSERT INTO ledger_account (company_id, employee_id, leave_type_id, posted_through, horizon,
                            next_change)
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(posted_through)s, %(horizon)s,
        %(next_change)s)
    ON CONFLICT (company_id, employee_id, leave_type_id)
    DO UPDATE SET posted_through = excluded.posted_through, horizon = excluded.horizon,
                  next_change = excluded.next_change
"""

_FIGURES = (
    "granted",
    "to_come",
    "adjusted",
    "carried_in",
    "carried_expired",
    "other_expired",
    "used",
    "pending",
    "carried_out",
    "lapsed_at_close",
    "next_expiry_on",
    "next_expiry",
)

_BALANCE = f"""
INSERT INTO balance (company_id, employee_id, leave_type_id, year_start, year_end, as_of,
                     next_change, {", ".join(_FIGURES)})
VALUES (%(company_id)s, %(employee_id)s, %(leave_type_id)s, %(year)s, %(year_end)s, %(as_of)s,
        %(next_change)s, {", ".join(f"%({name})s" for name in _FIGURES)})
    ON CONFLICT (company_id, employee_id, leave_type_id, year_start)
    DO UPDATE SET year_end = excluded.year_end, as_of = excluded.as_of,
                  next_change = excluded.next_change,
                  {", ".join(f"{name} = excluded.{name}" for name in _FIGURES)}
"""  # noqa: S608  constant text

_BUCKETS = {"carried": BucketKind.CARRIED, "toil": BucketKind.TOIL, "bonus": BucketKind.BONUS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How far a person's ledger of one leave type is written."""

    posted_through: date
    horizon: date
    next_change: date | None


def read_entries(rows: Iterable[Row]) -> tuple[Movement, ...]:
    """Return the stored movements, corrections among them, from rows of `ENTRIES`."""
    return tuple(
        Movement(
            on=row.on,
            kind=MovementKind(row.kind),
            amount=row.amount,
            year=row.year_start,
            bucket=value_of(row.bucket, Bucket),
            source=row.source,
            why=value_of(row.explanation, Explanation),
            corrects=None if row.corrects is None else MovementKind(row.corrects),
            posted_on=row.posted_on,
        )
        for row in rows
    )


def read_adjustments(rows: Iterable[Row]) -> tuple[Adjustment, ...]:
    """Return what officers added or took away by hand, from rows of `ADJUSTMENTS`."""
    return tuple(
        Adjustment(
            f"adjustment:{row.id}",
            row.on,
            row.amount,
            reason=row.reason,
            bucket=_BUCKETS.get(row.kind),
            usable_to=row.last_usable,
        )
        for row in rows
    )


def append(
    tx: Transaction,
    movements: Iterable[Movement],
    *,
    employee_id: int,
    leave_type_id: int,
    cause: str,
) -> None:
    """Append entries; the cause says in a word what made them necessary."""
    for movement in movements:
        tx.run(
            _APPEND,
            company_id=tx.company.id,
            employee_id=employee_id,
            leave_type_id=leave_type_id,
            kind=movement.kind,
            corrects=movement.corrects,
            on=movement.on,
            amount=movement.amount,
            year=movement.year,
            bucket=document(movement.bucket),
            source=movement.source,
            posted_on=movement.posted_on,
            cause=cause,
            explanation=document(movement.why),
            now=tx.now,
            recorded_by=tx.actor.user_id,
        )


def adjust(
    tx: Transaction,
    *,
    employee_id: int,
    leave_type_id: int,
    kind: str,
    on: date,
    amount: Decimal,
    reason: str,
    last_usable: date | None = None,
) -> int:
    """Write down an adjustment by hand and return its id."""
    adjustment_id: int = tx.value(
        _ADJUST,
        company_id=tx.company.id,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        kind=kind,
        on=on,
        amount=amount,
        last_usable=last_usable,
        reason=reason,
        now=tx.now,
        recorded_by=tx.actor.user_id,
    )
    return adjustment_id


def account(tx: Transaction, employee_id: int, leave_type_id: int) -> Account | None:
    """Return how far the ledger is written, or None when nothing ever was."""
    row = tx.row(
        """
        SELECT posted_through, horizon, next_change FROM ledger_account
         WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
        """,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
    )
    return None if row is None else Account(**row._asdict())


def keep_account(tx: Transaction, employee_id: int, leave_type_id: int, kept: Account) -> None:
    """Note how far the ledger is written now."""
    tx.run(
        _ACCOUNT,
        company_id=tx.company.id,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        posted_through=kept.posted_through,
        horizon=kept.horizon,
        next_change=kept.next_change,
    )


def keep_balance(
    tx: Transaction,
    summary: YearSummary,
    *,
    employee_id: int,
    leave_type_id: int,
    year_end: date,
    as_of: date,
    next_change: date | None,
) -> None:
    """Keep the figures of a leave year as every list will read them."""
    tx.run(
        _BALANCE,
        **{name: getattr(summary, name) for name in _FIGURES},
        company_id=tx.company.id,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        year=summary.year,
        year_end=year_end,
        as_of=as_of,
        next_change=next_change,
    )
