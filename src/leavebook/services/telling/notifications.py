"""Lets the people concerned know what happened to a request."""

from uuid import UUID

from leavebook.domain.approval.states import ASKS, WAITS, Event, Stage, still_waits
from leavebook.services import today
from leavebook.services.shifts.shift_leave import FREED_AGAIN
from leavebook.storage.leave import decision_turns
from leavebook.storage.telling import notifications
from leavebook.storage.telling.notifications import Happened
from leavebook.storage.transaction import Transaction

_CONCERNS_PEOPLE = frozenset({*Event, FREED_AGAIN}) - {Event.AMENDED, Event.SUPERSEDED}
"""Everything else, such as another try with a system outside, is nobody's news.

What becomes of changed leave is told of the request that changes it.
"""


def notify(tx: Transaction, event: UUID) -> None:
    """Make one notification for everybody concerned, except who did it; twice changes nothing."""
    happened = notifications.happened(tx, event)
    if happened is None or happened.employee_id is None or happened.request_id is None:
        return
    if happened.name not in _CONCERNS_PEOPLE:
        return
    if happened.name == FREED_AGAIN:
        concerned = notifications.planners_of(tx, happened.request_id)
    else:
        concerned = _concerned(tx, happened, happened.employee_id)
    others = [user for user in concerned if user != happened.actor_id]
    notifications.add(tx, others, event_id=happened.id)


def deciders(tx: Transaction, stage: str | None, employee_id: int) -> tuple[int, ...]:
    """Return the users who are asked to decide on the person's leave at a stage."""
    if stage == Stage.EXECUTIVE:
        return notifications.executives_for(tx, employee_id)
    # Nobody stays unheard: a person without a manager is decided on by the executives.
    line = notifications.line_of(tx, employee_id)
    return line or notifications.executives_for(tx, employee_id)


def _concerned(tx: Transaction, happened: Happened, employee_id: int) -> tuple[int, ...]:
    owner = notifications.owner(tx, employee_id)
    if happened.name in {Event.REMINDED, Event.ESCALATED}:
        return (*owner, *_asked_now(tx, happened, employee_id))
    if happened.name not in ASKS or not still_waits(happened.name, happened.state):
        return owner
    return (*owner, *deciders(tx, happened.stage, employee_id))


def _asked_now(tx: Transaction, happened: Happened, employee_id: int) -> tuple[int, ...]:
    """Return whose turn it is by now; nobody any more once it is decided."""
    if happened.request_id is None or happened.state not in WAITS:
        return ()
    users = decision_turns.users_asked(tx, happened.request_id, today=today.of_company(tx))
    if users is None:
        return deciders(tx, happened.stage, employee_id)
    return users or notifications.office_for(tx, employee_id)
