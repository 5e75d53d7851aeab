"""How somebody's balance came to be what it is: every movement with its rule and its formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.balances import rest_by_bucket
from leavebook.domain.ledger.explanation import ExplainedMovement, explain
from leavebook.domain.ledger.ledger_years import LedgerYear, ledger_years, year_holding
from leavebook.domain.ledger.movements import Bucket, Movement
from leavebook.domain.ledger.replay import replay
from leavebook.domain.people.permissions import may_see_balance
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.discretion import may_learn_type
from leavebook.services import today
from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.books.posting import horizon_of
from leavebook.storage.books import leave_accounts as stored_accounts
from leavebook.storage.leave import relations
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_KNOWN = """
SELECT employee_id, kind, corrects, "on", amount, year_start, bucket::text AS bucket, source,
       posted_on, explanation::text AS explanation
  FROM ledger_entry
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
   AND recorded_at <= %(moment)s
 ORDER BY "on", id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBalance:
    """A balance on a day, opened into what moved it.

    `known_at` is None for what the facts say now; otherwise it is what was written by then.
    `rules` are the policy versions that the movements name, by id.
    """

    employee_id: int
    full_name: str
    leave_type_id: int
    leave_type: str
    unit: Unit
    on: date
    known_at: datetime | None
    balance: Decimal
    available: Decimal
    lines: tuple[ExplainedMovement, ...]
    buckets: Mapping[Bucket, Decimal]
    rules: Mapping[str, PolicyVersion]
    year: LedgerYear | None


def explained(
    tx: Transaction,
    employee_id: int,
    leave_type_id: int,
    *,
    on: date | None = None,
    known_at: datetime | None = None,
) -> ExplainedBalance:
    """Return the balance on a day, past or to come, with every movement behind it.

    Without a day it is today, where the person works. Raises Refused in the same way for who
    does not exist and who is not the actor's to see.
    """
    person, leave_type = _seen(tx, employee_id, leave_type_id)
    (account,) = leave_accounts.read_facts(tx, leave_type, [person.id])
    day = account.today if on is None else on
    movements = (
        _as_they_are(account, day)
        if known_at is None
        else _as_known(tx, account, leave_type, known_at)
    )
    lines = explain(movements, day)
    return ExplainedBalance(
        employee_id=person.id,
        full_name=person.full_name,
        leave_type_id=leave_type.id,
        leave_type=leave_type.name,
        unit=leave_type.unit,
        on=day,
        known_at=known_at,
        balance=lines[-1].balance if lines else Decimal(0),
        available=lines[-1].available if lines else Decimal(0),
        lines=lines,
        buckets=rest_by_bucket(movements, day),
        rules={version.id: version for version in account.ledger.policies},
        year=_year(account, day),
    )


def _seen(tx: Transaction, employee_id: int, leave_type_id: int) -> tuple[Employee, LeaveType]:
    """Return whose balance of which type it is; raises Refused where that is not the actor's."""
    person = people.find(tx, employee_id, today=today.of_company(tx))
    actor = tx.actor if person is None else relations.towards(tx, person)
    if person is None or not may_see_balance(actor, person.subject):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    leave_type = leave_type_named(tx, leave_type_id)
    if not may_learn_type(actor, person.subject, leave_type.discretion):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "leave type"}))
    return person, leave_type


def _as_they_are(account: LeaveAccount, day: date) -> tuple[Movement, ...]:
    """Return the movements with leave ahead in sight, for it decides which bucket pays."""
    if not account.ledger.policies:
        return ()
    return replay(account.ledger, max(day, horizon_of(account.ledger, account.today)))


def _as_known(
    tx: Transaction, account: LeaveAccount, leave_type: LeaveType, moment: datetime
) -> tuple[Movement, ...]:
    rows = tx.rows(
        _KNOWN,
        employee_id=account.employee_id,
        leave_type_id=leave_type.id,
        moment=moment,
    )
    return stored_accounts.read_entries(rows)


def _year(account: LeaveAccount, day: date) -> LedgerYear | None:
    if not account.ledger.policies:
        return None
    return year_holding(ledger_years(account.ledger, max(day, account.ledger.joined)), day)
