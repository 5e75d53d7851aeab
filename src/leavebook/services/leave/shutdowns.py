"""A company closes and takes the days from people's leave; and takes that back.

Ordering it and calling it off are one row each. The worker then charges, or gives back, person
by person: whoever it did not get to is found again by the next run, and so are those who join
later, move there, or let go of leave of their own on the days.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.permissions import may_file_for_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.books.batches import Open, Tally, Work, Worked, for_everybody
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.leave import decisions
from leavebook.services.leave.shutdown_charges import charge
from leavebook.storage import events, outbox
from leavebook.storage.company import blackouts
from leavebook.storage.leave import shutdown_people, shutdowns
from leavebook.storage.leave.shutdowns import Shutdown, ShutdownTerms
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

__all__ = [
    "ShutdownTerms",
    "WhenShort",
    "call_off",
    "charge_again",
    "checked",
    "order",
    "settle",
]

ORDERED: Final = "shutdown.ordered"
CALLED_OFF: Final = "shutdown.called_off"
_LONGEST_NAME: Final = 150
_LONGEST: Final = 366
_WITH_OTHER: Final = frozenset({WhenShort.UNPAID, WhenShort.PAID})


def order(tx: Transaction, terms: ShutdownTerms) -> int:
    """Close on the days, have everybody's leave taken for them soon, and return the id."""
    terms = checked(tx, terms)
    by = tx.actor.user_id
    if by is None:
        raise _forbidden()
    shutdown_id = shutdowns.add(tx, terms, by=by)
    events.record(
        tx,
        ORDERED,
        shutdown=shutdown_id,
        first=terms.first_day.isoformat(),
        last=terms.last_day.isoformat(),
    )
    outbox.visit_soon(tx)
    return shutdown_id


def call_off(tx: Transaction, shutdown_id: int) -> None:
    """Do not close after all: the leave is taken back soon and its days return.

    Calling off what was called off changes nothing.
    """
    if _found(tx, shutdown_id).called_off_at is not None:
        return
    shutdowns.call_off(tx, shutdown_id)
    events.record(tx, CALLED_OFF, shutdown=shutdown_id)
    outbox.visit_soon(tx)


def charge_again(tx: Transaction, shutdown_id: int) -> None:
    """Have those who were short charged once more soon, such as after they were given leave."""
    _found(tx, shutdown_id)
    shutdown_people.look_again_at_short(tx, shutdown_id)
    outbox.visit_soon(tx)


def checked(tx: Transaction, terms: ShutdownTerms) -> ShutdownTerms:
    """Return the terms as they will be kept, or refuse with every reason at once."""
    _assert_may_order(tx)
    faults = Faults()
    name = faults.keep(lambda: one_line(terms.name, field="name", at_most=_LONGEST_NAME))
    faults.keep(lambda: known_day(terms.first_day, field="first_day"))
    faults.keep(lambda: known_day(terms.last_day, field="last_day"))
    if terms.last_day < terms.first_day:
        faults.add(Problem(Code.ENDS_BEFORE_START))
    elif (terms.last_day - terms.first_day).days >= _LONGEST:
        faults.problems.extend(invalid("last_day", "out_of_range", most=_LONGEST).problems)
    elif terms.last_day < today.of_company(tx):
        faults.problems.extend(invalid("last_day", "in_the_past").problems)
    for field in blackouts.unknown_references(tx, terms):
        faults.add(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    if terms.when_short in _WITH_OTHER:
        faults.keep(lambda: _assert_other_type(tx, terms))
    else:
        terms = replace(terms, other_type_id=None)
    faults.refuse_if_any()
    return replace(terms, name=name or "")


def settle(open_tx: Open, tally: Tally) -> None:
    """Everybody is charged whom a shutdown concerns, and nobody else; a second run does nothing."""
    with open_tx() as tx:
        back = shutdown_people.to_take_back_from(tx)
        waiting = {
            each.id: [
                person.id
                for person in shutdown_people.to_charge(
                    tx, each.terms, shutdown_id=each.id, today=today.of_company(tx)
                )
            ]
            for each in shutdowns.in_force(tx)
        }
    _work_on(open_tx, back, _take_back, tally)
    for shutdown_id, concerned in waiting.items():
        _work_on(open_tx, concerned, partial(_charge, shutdown_id), tally)


def _found(tx: Transaction, shutdown_id: int) -> Shutdown:
    _assert_may_order(tx)
    shutdown = shutdowns.find(tx, shutdown_id)
    if shutdown is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "shutdown"}))
    return shutdown


def _assert_may_order(tx: Transaction) -> None:
    if not may_file_for_everybody(tx.actor):
        raise _forbidden()


def _forbidden() -> Refused:
    return Refused(Problem(Code.FORBIDDEN, {"what": "order a shutdown"}))


def _assert_other_type(tx: Transaction, terms: ShutdownTerms) -> None:
    """Refuse a leave type for what is short that is not of the kind that the rule needs."""
    if terms.other_type_id is None:
        raise invalid("other_type_id", "required")
    allowed = {
        each.id: each.name for each in leave_types.all_of_company(tx) if _can_be_other(each, terms)
    }
    if terms.other_type_id not in allowed:
        raise invalid("other_type_id", "unknown", allowed=tuple(allowed.values()))


def _can_be_other(leave_type: LeaveType, terms: ShutdownTerms) -> bool:
    """Whether the leave type can stand for what is short: unpaid, or paid without a balance."""
    if not leave_type.active or leave_type.id == terms.leave_type_id:
        return False
    if terms.when_short is WhenShort.UNPAID:
        return not leave_type.paid
    return leave_type.paid and not leave_type.rules.has_balance


def _charge(shutdown_id: int, tx: Transaction, some: Sequence[int]) -> Worked:
    shutdown = shutdowns.find(tx, shutdown_id)
    if shutdown is None or shutdown.called_off_at is not None:
        return Worked()
    made = [request for each in some for request in charge(tx, shutdown, each)]
    return Worked(counts={"shutdown_people": len(some), "shutdown_leave": len(made)})


def _take_back(tx: Transaction, some: Sequence[int]) -> Worked:
    taken = 0
    for employee_id in some:
        lock_person(tx, employee_id)
        for request_id in shutdown_people.leave_to_take_back(tx, employee_id):
            decisions.cancel(tx, request_id)
            taken += 1
    return Worked(counts={"shutdown_leave_taken_back": taken})


def _work_on(open_tx: Open, people: Sequence[int], work: Work, tally: Tally) -> None:
    for _ in for_everybody(open_tx, people, work, what="shutdown", tally=tally, at_once=1):
        pass
