"""Proves that what is written is what a replay says; it writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from leavebook.domain.ledger.corrections import difference
from leavebook.domain.ledger.movements import Movement
from leavebook.services.books import leave_accounts
from leavebook.services.books.batches import AT_ONCE, Open, Progress, unheard
from leavebook.services.books.catching_up import is_due
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.posting import Books, books_of, kept_years
from leavebook.storage.books.ledger import FIGURES
from leavebook.storage.database import Row
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_PEOPLE = """
SELECT e.id FROM employee AS e
 WHERE %(employee_id)s::bigint IS NULL OR e.id = %(employee_id)s
 ORDER BY e.id
"""

_KEPT = f"""
SELECT employee_id, year_start, year_end, {", ".join(FIGURES)}
  FROM balance
 WHERE leave_type_id = %(leave_type_id)s AND employee_id = ANY (%(people)s)
 ORDER BY employee_id, year_start
"""  # noqa: S608  constant text

_LOCK = "SELECT id FROM employee WHERE id = %(id)s FOR SHARE"

# What a request says it costs, against the days it is charged.
_UNEQUAL_SUMS = """
SELECT r.employee_id, r.leave_type_id, r.id, r.amount, coalesce(sum(d.amount), 0) AS days
  FROM leave_request AS r
  LEFT JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE %(employee_id)s::bigint IS NULL OR r.employee_id = %(employee_id)s
 GROUP BY r.company_id, r.id
HAVING r.amount <> coalesce(sum(d.amount), 0)
 ORDER BY r.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something written that a replay does not say, or the other way round."""

    employee_id: int
    leave_type_id: int
    what: str
    stored: str
    replayed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How much was compared, how many accounts wait for the worker, and what differs."""

    people: int
    accounts: int
    behind: int
    differences: tuple[Difference, ...]


def prove(open_tx: Open, *, employee_id: int | None = None, progress: Progress = unheard) -> Proof:
    """Replay every person and leave type and compare; who seems wrong is looked at twice.

    An account is compared as of the day through which it is written. One that waits for the
    worker, because its day has come or a rule has changed, is counted as behind.
    """
    with open_tx() as tx:
        people = [row.id for row in tx.rows(_PEOPLE, employee_id=employee_id)]
        kinds = leave_types.all_of_company(tx)
        differences = list(_unequal_sums(tx, employee_id))
    accounts = behind = done = 0
    for leave_type in kinds:
        for start in range(0, len(people), AT_ONCE):
            some = people[start : start + AT_ONCE]
            with open_tx() as tx:
                compared = list(_compared(tx, leave_type, some))
            accounts += sum(1 for each in compared if each.account.posted_through is not None)
            behind += sum(1 for each in compared if is_due(each.account))
            for each in compared:
                if each.differences:
                    differences += _again(open_tx, leave_type, each.account.employee_id)
            done += len(some)
            progress(done, len(people) * len(kinds))
    return Proof(
        people=len(people), accounts=accounts, behind=behind, differences=tuple(differences)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    account: LeaveAccount
    differences: tuple[Difference, ...]


def _again(open_tx: Open, leave_type: LeaveType, employee_id: int) -> tuple[Difference, ...]:
    """Compare one person while nobody else may change anything of theirs."""
    with open_tx() as tx:
        tx.rows(_LOCK, id=employee_id)
        return tuple(
            found for each in _compared(tx, leave_type, [employee_id]) for found in each.differences
        )


def _compared(tx: Transaction, leave_type: LeaveType, people: Sequence[int]) -> Iterator[_Compared]:
    asked = leave_accounts.ask(tx, leave_type, people)
    rows = tx.ask(_KEPT, leave_type_id=leave_type.id, people=list(people))
    accounts = asked()
    kept: dict[int, list[Row]] = {}
    for row in rows.fetchall():
        kept.setdefault(row.employee_id, []).append(row)
    for account in accounts:
        found = (
            ()
            if account.due_because
            else tuple(_differences(account, kept, is_active=leave_type.active))
        )
        yield _Compared(account=account, differences=found)


def _differences(
    account: LeaveAccount, kept: dict[int, list[Row]], *, is_active: bool
) -> Iterator[Difference]:
    rows = kept.get(account.employee_id, [])
    if account.posted_through is None:
        if account.ledger.policies and is_active and _is_employed(account):
            yield _difference(account, "account", "none", "one")
        for what, found in (("entries", account.entries), ("balances", rows)):
            if found:
                yield _difference(account, what, f"{len(found)} rows", "no account")
        return
    books = books_of(replace(account, today=account.posted_through))
    for movement in difference(account.entries, books.entries):
        stored = _total(account.entries, movement)
        yield _difference(
            account,
            f"{movement.counts_as.value} on {movement.on}",
            str(stored),
            str(stored + movement.amount),
        )
    yield from _balances(account, books, rows)


def _is_employed(account: LeaveAccount) -> bool:
    return account.ledger.left is None or account.ledger.left > account.today


def _total(entries: Sequence[Movement], like: Movement) -> Decimal:
    return sum((entry.amount for entry in entries if entry.key == like.key), Decimal(0))


def _balances(account: LeaveAccount, books: Books, rows: Sequence[Row]) -> Iterator[Difference]:
    stored = {row.year_start: row for row in rows}
    replayed = {year.summary.year: year for year in kept_years(books)}
    for start in sorted(stored.keys() | replayed.keys()):
        row, year = stored.get(start), replayed.get(start)
        if row is None or year is None:
            yield _difference(
                account,
                f"balance of {start}",
                "no row" if row is None else "a row",
                "no year" if year is None else "a year",
            )
            continue
        for name in ("year_end", *FIGURES):
            now = year.year_end if name == "year_end" else getattr(year.summary, name)
            if getattr(row, name) != now:
                yield _difference(account, f"{name} of {start}", str(getattr(row, name)), str(now))


def _unequal_sums(tx: Transaction, employee_id: int | None) -> Iterator[Difference]:
    for row in tx.rows(_UNEQUAL_SUMS, employee_id=employee_id):
        yield Difference(
            employee_id=row.employee_id,
            leave_type_id=row.leave_type_id,
            what=f"cost of request {row.id}",
            stored=str(row.amount),
            replayed=str(row.days),
        )


def _difference(account: LeaveAccount, what: str, stored: str, replayed: str) -> Difference:
    return Difference(
        employee_id=account.employee_id,
        leave_type_id=account.leave_type_id,
        what=what,
        stored=stored,
        replayed=replayed,
    )
