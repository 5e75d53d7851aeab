"""What one may not learn, one neither asks for in somebody's name nor writes anew.

And why somebody is away stays with whoever may read it, however their leave is changed.
"""

from dataclasses import replace

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.discretion import may_read_reason
from leavebook.services import today
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.storage.leave import relations
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people import people
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


def reason_of_change(
    tx: Transaction, person: Employee, request: LeaveRequest, *, to: LeaveType, reason: str | None
) -> str | None:
    """Return why the person takes the leave once it is changed, by whoever may not read why too.

    A reason that is kept from the actor stays as it is, and is left behind where the changed
    leave would show it to them. Raises Refused for any in its place, be it the same one: what
    is sent is never compared with it, because the answer would tell a right guess from a wrong.
    """
    if not keeps_reason_from(tx, person, leave_type_named(tx, request.leave_type_id)):
        return reason
    if not keeps_reason_from(tx, person, to):
        return reason or None
    if reason and reason.strip():
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    return request.reason


def as_told(tx: Transaction, request: LeaveRequest) -> LeaveRequest:
    """Return the request as the actor knows it, without a reason that is kept from them.

    For doors that fill up what a change does not name: what they do not know they leave out.
    """
    person = people.find(tx, request.employee_id, today=today.of_company(tx))
    kind = leave_type_named(tx, request.leave_type_id)
    if person is None or keeps_reason_from(tx, person, kind):
        return replace(request, reason=None)
    return request
