"""What one may not learn, one neither asks for in somebody's name nor writes anew."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.discretion import may_read_reason
from leavebook.storage.leave import relations
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.policies.type_visibility import learnt_of
from leavebook.storage.transaction import Transaction


def assert_learns(tx: Transaction, person: Employee, leave_type: LeaveType) -> None:
    """Raise Refused when the type of the person's leave is kept from the actor.

    For whoever may ask in the person's name: refusals and previews tell what is left, so the
    answer has to be no before anything is worked out. Deciding takes no such knowledge.
    """
    if leave_type.discretion.visibility not in learnt_of(tx.actor, person.id):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))


def keeps_reason_from(tx: Transaction, person: Employee, leave_type: LeaveType) -> bool:
    """Return whether it is of a type whose reasons stay inside, out of the actor's reading too."""
    kind = leave_type.discretion
    actor = relations.towards(tx, person)
    return kind.stays_inside and not may_read_reason(actor, person.subject, kind)
