"""What is asked again begins anew: nothing of how it once ended stays with it."""

from leavebook.domain.approval.states import Event, Outcome, Stage, State
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveRequest, found
from leavebook.storage.leave import leave_requests
from tests.cast import Cast
from tests.services.changing import WEEK, approved, leave

AGAIN = Outcome(State.PENDING, Event.REOPENED, stage=Stage.MANAGER, asks_again=True)


def asked_again(cast: Cast, request: LeaveRequest) -> LeaveRequest:
    with cast.acting("ada") as tx:
        leave_requests.move(tx, found(tx, request.id), AGAIN)
        return found(tx, request.id)


def test_what_is_asked_again_is_rejected_no_more(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        request = requests.submit(tx, leave(cast, WEEK))
    with cast.acting("mo") as tx:
        decisions.reject(tx, request.id, reason="The fair")

    again = asked_again(cast, request)

    assert (again.rejection_reason, again.manager_decided_by) == (None, None)


def test_what_is_asked_again_is_cancelled_no_more(cast: Cast) -> None:
    request = approved(cast)
    with cast.acting("mo") as tx:
        decisions.cancel(tx, request.id)

    again = asked_again(cast, request)

    assert (again.cancelled_by, again.cancelled_at) == (None, None)
