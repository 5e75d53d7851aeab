"""What is left, paid and owed when people leave, on the day that is set or on another one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.leavers import owed_on_leaving, paid_on_leaving, rest_on_leaving
from leavebook.domain.people.exits import ExitHandling
from leavebook.services import today
from leavebook.services.books import leave_accounts
from leavebook.services.books.exit_handling import exit_handling_of
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.people.people import Employee, assert_may_manage, find
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_STILL_NEWS: Final = timedelta(days=31)
"""For so long whoever has left is listed: until payroll has seen it."""

_LEAVERS = """
SELECT id, full_name, left_on, exit_handling
  FROM employee
 WHERE left_on >= %(since)s AND anonymised_at IS NULL
 ORDER BY left_on, id
 LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRest:
    """One leave type on the last day: what is left, how much of that is paid, what is owed."""

    leave_type_id: int
    leave_type: str
    code: str
    unit: Unit
    rest: Decimal
    paid: Decimal
    owed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody's exit; `on` is the day it is looked at for, None where no day is known."""

    person: Employee
    on: date | None
    handling: ExitHandling
    is_set: bool
    """Whether the day is the one that is set, and not one that is only thought of."""
    rests: tuple[ExitRest, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """Somebody whose last day is set, what becomes of their rest, and what is left by then."""

    id: int
    full_name: str
    left_on: date
    handling: ExitHandling
    rests: tuple[ExitRest, ...]


def leaving(tx: Transaction, employee_id: int, *, on: date | None = None) -> Leaving:
    """Return what somebody's exit means; raises Refused as finding the person does.

    Without a day it is the one that is set. Of another day it is said as if it were set now.
    """
    person = find(tx, employee_id)
    day = on if on is not None and on >= person.joined_on else person.left_on
    is_set = day is not None and day == person.left_on
    handling = person.exit_handling or ExitHandling.BY_HAND if is_set else exit_handling_of(tx)
    rests = {} if day is None else _rests(tx, {person.id: (day, handling)})
    return Leaving(
        person=person,
        on=day,
        handling=handling,
        is_set=is_set,
        rests=tuple(rests.get(person.id, ())),
        today=today.of_company(tx),
    )


def leavers(tx: Transaction, *, limit: int, offset: int = 0) -> tuple[Leaver, ...]:
    """Return who leaves, and who has left since a month ago, by the last day."""
    assert_may_manage(tx)
    since = today.of_company(tx) - _STILL_NEWS
    rows = tx.rows(_LEAVERS, since=since, limit=limit, offset=offset)
    handled = {row.id: ExitHandling(row.exit_handling or ExitHandling.BY_HAND) for row in rows}
    rests = _rests(tx, {row.id: (row.left_on, handled[row.id]) for row in rows})
    return tuple(
        Leaver(
            id=row.id,
            full_name=row.full_name,
            left_on=row.left_on,
            handling=handled[row.id],
            rests=tuple(rests.get(row.id, ())),
        )
        for row in rows
    )


def _rests(
    tx: Transaction, exits: Mapping[int, tuple[date, ExitHandling]]
) -> dict[int, list[ExitRest]]:
    found: dict[int, list[ExitRest]] = {}
    for kind in leave_types.all_of_company(tx):
        if not kind.rules.has_balance:
            continue
        for account in leave_accounts.read_facts(tx, kind, list(exits)):
            day, handling = exits[account.employee_id]
            rest = _rest(kind, account, day, handling)
            if rest.rest or rest.owed:
                found.setdefault(account.employee_id, []).append(rest)
    return found


def _rest(kind: LeaveType, account: LeaveAccount, day: date, handling: ExitHandling) -> ExitRest:
    facts = replace(account.ledger, left=day, rest_is_paid=handling is ExitHandling.PAY_OUT)
    owed = owed_on_leaving(facts)
    return ExitRest(
        leave_type_id=kind.id,
        leave_type=kind.name,
        code=kind.code,
        unit=kind.unit,
        rest=rest_on_leaving(facts),
        paid=paid_on_leaving(facts),
        owed=Decimal(0) if owed is None else owed.amount,
    )
