"""Accounts: one person's leave of one type, with the facts behind it and what is written of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.workloads import workload
from leavebook.domain.ledger.ledger import LedgerFacts, Use, Workload
from leavebook.domain.ledger.movements import Movement
from leavebook.storage.books import leave_accounts
from leavebook.storage.books.leave_accounts import AccountRows
from leavebook.storage.database import Row
from leavebook.storage.people import terms
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies import policies
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

NEVER_MARKED: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAccount:
    """What the balance of one person and leave type is derived from, and what is written of it.

    `assigned` names the person's other policies with their days. `posted_through` is None
    where nothing was written yet. `due_because` says why it has to be replayed although no day
    of its own has come. Nothing is posted on days that payroll has closed.
    """

    employee_id: int
    leave_type_id: int
    today: date
    agreed: tuple[Terms, ...]
    assigned: Sequence[Row]
    ledger: LedgerFacts
    entries: tuple[Movement, ...]
    posted_through: date | None = None
    next_change: date | None = None
    due_because: str | None = None
    payroll_closed: date | None = None
    due_mark: int = NEVER_MARKED

    @property
    def through(self) -> date:
        """The day through which the ledger is written: today, but never back behind what is."""
        return max(self.today, self.posted_through or self.today)

    def with_uses(self, uses: Iterable[Use], *, instead_of: int | None = None) -> "LeaveAccount":
        """Return the account with these uses, instead of those of one request."""
        others = tuple(use for use in self.ledger.uses if use.request_id != str(instead_of))
        return replace(self, ledger=replace(self.ledger, uses=(*others, *uses)))

    def with_terms(self, agreed: tuple[Terms, ...]) -> "LeaveAccount":
        """Return the account of somebody who works by these terms."""
        patterns = terms.patterns(agreed)
        ledger = replace(self.ledger, workload=_workload(agreed), patterns=patterns)
        return replace(self, agreed=agreed, ledger=ledger)


Answer = Callable[[], tuple[LeaveAccount, ...]]


def ask(
    tx: Transaction,
    leave_type: LeaveType,
    employee_ids: Sequence[int],
    *,
    with_entries: bool = True,
) -> Answer:
    """Queue the questions about these people's accounts; calling the answer fetches them.

    The people come in the order of their ids; who does not exist is left out. Whoever only
    replays does without the entries, which are the most to read.
    """
    versions = tx.ask(policies.VERSIONS, leave_type_id=leave_type.id)
    asked = leave_accounts.ask(tx, leave_type.id, employee_ids, with_entries=with_entries)

    def answer() -> tuple[LeaveAccount, ...]:
        known = policies.read_versions(versions.fetchall())
        return tuple(_account(tx, leave_type, known, rows) for rows in leave_accounts.fetch(asked))

    return answer


def read(
    tx: Transaction, leave_type: LeaveType, employee_ids: Sequence[int]
) -> tuple[LeaveAccount, ...]:
    """Return these people's accounts, in the order of their ids."""
    return ask(tx, leave_type, employee_ids)()


def read_facts(
    tx: Transaction, leave_type: LeaveType, employee_ids: Sequence[int]
) -> tuple[LeaveAccount, ...]:
    """Return these people's accounts without what is written, in the order of their ids."""
    return ask(tx, leave_type, employee_ids, with_entries=False)()


def _account(
    tx: Transaction, leave_type: LeaveType, versions: policies.Versions, rows: AccountRows
) -> LeaveAccount:
    person = rows.person
    agreed = terms.read(rows.terms)
    return LeaveAccount(
        employee_id=person.employee_id,
        leave_type_id=leave_type.id,
        today=tx.now.astimezone(ZoneInfo(person.timezone)).date(),
        agreed=agreed,
        assigned=rows.assigned,
        ledger=_facts(leave_type.unit, person, agreed, versions, rows),
        entries=leave_accounts.read_entries(rows.entries),
        posted_through=person.posted_through,
        next_change=person.next_change,
        due_because=person.due_because,
        payroll_closed=person.payroll_closed,
        due_mark=person.due_mark,
    )


def _facts(
    unit: Unit,
    person: Row,
    agreed: tuple[Terms, ...],
    versions: policies.Versions,
    rows: AccountRows,
) -> LedgerFacts:
    return LedgerFacts(
        unit=unit,
        policies=policies.in_force(versions, rows.assigned),
        joined=person.joined_on,
        left=person.left_on,
        rest_is_paid=person.rest_is_paid,
        workload=_workload(agreed),
        patterns=terms.patterns(agreed),
        uses=leave_accounts.read_uses(rows.uses),
        adjustments=leave_accounts.read_adjustments(rows.adjustments),
        own_entitlements=leave_accounts.read_own(person),
        absences=leave_accounts.read_absences(person),
        worked=leave_accounts.read_worked(person),
    )


def _workload(agreed: tuple[Terms, ...]) -> tuple[Workload, ...]:
    return tuple(
        workload(each.valid_from, weekly_minutes=each.weekly_minutes, weeks=each.weeks)
        for each in agreed
    )
