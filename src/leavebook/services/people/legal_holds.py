"""Holds: somebody's data, or the whole company's, stays although it is due."""

from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books.adjustments import read_reason
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.people.people import assert_may_manage
from leavebook.storage import events
from leavebook.storage.people import legal_holds
from leavebook.storage.people.legal_holds import LegalHold
from leavebook.storage.transaction import Transaction

__all__ = ["LegalHold", "hold_company", "hold_person", "lift_companys", "lift_persons", "standing"]

HELD: Final = "legal_hold.placed"
LIFTED: Final = "legal_hold.lifted"


def standing(tx: Transaction, employee_id: int | None) -> LegalHold | None:
    """Return the hold on the person's data, or on the company's for None; None where is none."""
    assert_may_manage(tx)
    return legal_holds.standing(tx, employee_id)


def hold_person(tx: Transaction, employee_id: int, reason: str) -> None:
    """Keep the person's data until the hold is lifted; again, it has another reason."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    text = read_reason(reason)
    legal_holds.place(tx, person.id, text)
    events.record(tx, HELD, employee_id=person.id, comment=text)


def lift_persons(tx: Transaction, employee_id: int) -> None:
    """Let the person's data go again once it is due; where there is no hold, nothing happens."""
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    if legal_holds.lift(tx, person.id):
        events.record(tx, LIFTED, employee_id=person.id)


def hold_company(tx: Transaction, reason: str) -> None:
    """Keep everything of the company until the hold is lifted, everybody's data and the log."""
    _assert_administers(tx)
    text = read_reason(reason)
    legal_holds.wait_for_those_who_empty(tx)
    legal_holds.place(tx, None, text)
    events.record(tx, HELD, comment=text)


def lift_companys(tx: Transaction) -> None:
    """Let data go again once it is due; holds on single people stay."""
    _assert_administers(tx)
    if legal_holds.lift(tx, None):
        events.record(tx, LIFTED)


def _assert_administers(tx: Transaction) -> None:
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
