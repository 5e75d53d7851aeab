"""The moments that a program gives for the two ends of leave, which the leave itself lacks."""

from collections.abc import Mapping, Sequence

from leavebook.storage.leave import given_moments
from leavebook.storage.leave.given_moments import Moments
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction

__all__ = ["Moments", "note", "of_requests"]


def note(tx: Transaction, request: LeaveRequest, moments: Moments) -> None:
    """Whoever asks for the leave's moments gets these, until its days are changed elsewhere."""
    given_moments.keep(
        tx, request.id, moments, first_day=request.first_day, last_day=request.last_day
    )


def of_requests(tx: Transaction, request_ids: Sequence[int]) -> Mapping[int, Moments]:
    """Return the moments that were given for leave and still hold, by request."""
    return given_moments.of_requests(tx, request_ids) if request_ids else {}
