"""What is left, paid and owed when somebody leaves, on the day that is set or on another one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.leavers import owed_on_leaving, paid_on_leaving, rest_on_leaving
from leavebook.domain.people.exits import ExitHandling
from leavebook.services import leave_accounts, today
from leavebook.services.exit_handling import exit_handling_of
from leavebook.services.people import Employee, find
from leavebook.storage import leave_types
from leavebook.storage.transaction import Transaction


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


def leaving(tx: Transaction, employee_id: int, *, on: date | None = None) -> Leaving:
    """Return what somebody's exit means; raises Refused as finding the person does.

    Without a day it is the one that is set. Of another day it is said as if it were set now.
    """
    person = find(tx, employee_id)
    day = on if on is not None and on >= person.joined_on else person.left_on
    is_set = day is not None and day == person.left_on
    handling = (person.exit_handling if is_set else None) or (
        ExitHandling.BY_HAND if is_set else exit_handling_of(tx)
    )
    return Leaving(
        person=person,
        on=day,
        handling=handling,
        is_set=is_set,
        rests=() if day is None else tuple(_rests(tx, person, day, handling)),
        today=today.of_company(tx),
    )


def _rests(
    tx: Transaction, person: Employee, day: date, handling: ExitHandling
) -> Iterator[ExitRest]:
    for kind in leave_types.all_of_company(tx):
        if not kind.rules.has_balance:
            continue
        for account in leave_accounts.read_facts(tx, kind, [person.id]):
            facts = replace(account.ledger, left=day, rest_is_paid=handling is ExitHandling.PAY_OUT)
            owed = owed_on_leaving(facts)
            found = ExitRest(
                leave_type_id=kind.id,
                leave_type=kind.name,
                code=kind.code,
                unit=kind.unit,
                rest=rest_on_leaving(facts),
                paid=paid_on_leaving(facts),
                owed=Decimal(0) if owed is None else owed.amount,
            )
            if found.rest or found.owed:
                yield found
