"""The moments that a program gives for the two ends of leave, which the leave itself lacks."""

from leavebook.storage.leave import given_moments
from leavebook.storage.leave.given_moments import Moments
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction

__all__ = ["Moments", "note"]


def note(tx: Transaction, request: LeaveRequest, moments: Moments) -> None:
    """Whoever asks for the leave's moments gets these, until its days are changed elsewhere."""
    given_moments.keep(
        tx, request.id, moments, first_day=request.first_day, last_day=request.last_day
    )
