"""The append-only ledger and the balances that are read from it.

Everything is written for many accounts at once: a change of one person and the close of a
year travel the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec
from psycopg.types.json import Jsonb

from leavebook.domain.ledger.balances import YearSummary
from leavebook.domain.ledger.movements import Movement
from leavebook.storage.transaction import Transaction

_APPEND = """
INSERT INTO ledger_entry (company_id, employee_id, leave_type_id, kind, corrects, "on", amount,
                          year_start, bucket, source, posted_on, cause, explanation, recorded_at,
                          recorded_by)
SELECT %(company_id)s, employee_id, leave_type_id, kind, corrects, "on", amount, year, bucket,
       source, posted_on, cause, why, %(now)s, %(recorded_by)s::bigint
  FROM ROWS FROM (jsonb_to_recordset(%(rows)s) AS (
         employee_id bigint, leave_type_id bigint, kind text, corrects text, "on" date,
         amount numeric, year date, bucket jsonb, source text, posted_on date, cause text,
         why jsonb)) WITH ORDINALITY
 ORDER BY ordinality
"""

# What somebody has found due again since these figures were worked out stays due.
_ACCOUNTS = """
INSERT INTO ledger_account (company_id, employee_id, leave_type_id, posted_through, horizon,
                            next_change, due_mark)
SELECT %(company_id)s, employee_id, leave_type_id, posted_through, horizon, next_change, seen_mark
  FROM jsonb_to_recordset(%(rows)s) AS new (employee_id bigint, leave_type_id bigint,
         posted_through date, horizon date, next_change date, seen_mark bigint)
 ORDER BY employee_id, leave_type_id
    ON CONFLICT (company_id, employee_id, leave_type_id) DO UPDATE
   SET posted_through = excluded.posted_through, horizon = excluded.horizon,
       next_change = CASE WHEN ledger_account.due_mark = excluded.due_mark
                          THEN excluded.next_change
                          ELSE least(ledger_account.next_change, excluded.next_change) END,
       due_because = CASE WHEN ledger_account.due_mark = excluded.due_mark THEN NULL
                          ELSE ledger_account.due_because END
"""

FIGURES = (
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
"""The columns of a balance, by the names that a year's summary has for them."""

_NAMES = ", ".join(FIGURES)
_TYPED = ", ".join(
    f"{name} {'date' if name == 'next_expiry_on' else 'numeric'}" for name in FIGURES
)

# A year that is over and says the same as before is left alone.
_BALANCES = f"""
INSERT INTO balance (company_id, employee_id, leave_type_id, year_start, year_end, as_of,
                     next_change, {_NAMES})
SELECT %(company_id)s, employee_id, leave_type_id, year, year_end, as_of, next_change, {_NAMES}
  FROM jsonb_to_recordset(%(rows)s) AS new (employee_id bigint, leave_type_id bigint, year date,
         year_end date, as_of date, next_change date, {_TYPED})
 ORDER BY employee_id, leave_type_id, year
    ON CONFLICT (company_id, employee_id, leave_type_id, year_start) DO UPDATE
   SET year_end = excluded.year_end, as_of = excluded.as_of,
       next_change = excluded.next_change,
       {", ".join(f"{name} = excluded.{name}" for name in FIGURES)}
 WHERE excluded.next_change IS NOT NULL
    OR (balance.year_end, balance.next_change, {", ".join(f"balance.{n}" for n in FIGURES)})
       IS DISTINCT FROM
       (excluded.year_end, excluded.next_change, {", ".join(f"excluded.{n}" for n in FIGURES)})
"""  # noqa: S608  constant text

# Leave years that nothing reaches into any more, and those that a new rule cut otherwise.
_FORGET_OTHER_YEARS = """
DELETE FROM balance AS b
 USING jsonb_to_recordset(%(rows)s) AS kept (employee_id bigint, leave_type_id bigint,
         years date[])
 WHERE b.employee_id = kept.employee_id AND b.leave_type_id = kept.leave_type_id
   AND b.year_start <> ALL (kept.years)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How far a person's ledger of one leave type is written."""

    posted_through: date
    horizon: date
    next_change: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptYear:
    """The figures of a leave year, as every list will read them."""

    summary: YearSummary
    year_end: date
    next_change: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is to be written of one account; `seen_mark` is how often it had been found due."""

    employee_id: int
    leave_type_id: int
    cause: str
    entries: tuple[Movement, ...]
    years: tuple[KeptYear, ...]
    account: Account
    seen_mark: int


def write(tx: Transaction, many: Iterable[Written]) -> None:
    """Append the entries and keep balances and accounts as they are worked out now."""
    many = tuple(many)
    if entries := [_entry(one, movement) for one in many for movement in one.entries]:
        tx.run(
            _APPEND,
            company_id=tx.company.id,
            rows=_json(entries),
            now=tx.now,
            recorded_by=tx.actor.user_id,
        )
    balances = [_balance(one, year) for one in many for year in one.years]
    tx.run(_BALANCES, company_id=tx.company.id, rows=_json(balances))
    tx.run(_FORGET_OTHER_YEARS, rows=_json([_years(one) for one in many]))
    tx.run(_ACCOUNTS, company_id=tx.company.id, rows=_json([_account(one) for one in many]))


def _json(rows: list[dict[str, object]]) -> Jsonb:
    return Jsonb(rows, dumps=msgspec.json.encode)


def _which(one: Written) -> dict[str, object]:
    return {"employee_id": one.employee_id, "leave_type_id": one.leave_type_id}


def _entry(one: Written, movement: Movement) -> dict[str, object]:
    return {
        **_which(one),
        "kind": movement.kind,
        "corrects": movement.corrects,
        "on": movement.on,
        "amount": movement.amount,
        "year": movement.year,
        "bucket": movement.bucket,
        "source": movement.source,
        "posted_on": movement.posted_on,
        "cause": one.cause,
        "why": movement.why,
    }


def _balance(one: Written, kept: KeptYear) -> dict[str, object]:
    return {
        **_which(one),
        **{name: getattr(kept.summary, name) for name in FIGURES},
        "year": kept.summary.year,
        "year_end": kept.year_end,
        "as_of": one.account.posted_through,
        "next_change": kept.next_change,
    }


def _years(one: Written) -> dict[str, object]:
    return {**_which(one), "years": [kept.summary.year for kept in one.years]}


def _account(one: Written) -> dict[str, object]:
    return {
        **_which(one),
        "posted_through": one.account.posted_through,
        "horizon": one.account.horizon,
        "next_change": one.account.next_change,
        "seen_mark": one.seen_mark,
    }
