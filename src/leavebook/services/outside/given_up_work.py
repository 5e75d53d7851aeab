"""Work that the worker gave up after trying for long: looked at, and tried again on request.

Nothing of it is lost: whatever should have followed from an event still can.
"""

from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.tool_permissions import Permission
from leavebook.services.company.tool_permissions import require
from leavebook.storage import events, given_up_jobs
from leavebook.storage.given_up_jobs import GivenUp
from leavebook.storage.transaction import Transaction

__all__ = ["GivenUp", "given_up", "number_given_up", "try_again"]

TRIED_AGAIN: Final = "jobs.retried"
_MOST: Final = 200


def given_up(tx: Transaction) -> tuple[GivenUp, ...]:
    """Return what was given up, the oldest first; of very much only the beginning."""
    _assert_may_look_after(tx)
    return given_up_jobs.given_up(tx, most=_MOST)


def number_given_up(tx: Transaction) -> int:
    """Return how many jobs were given up."""
    _assert_may_look_after(tx)
    return given_up_jobs.number(tx)


def try_again(tx: Transaction) -> int:
    """Have all that was given up tried again, as often as at first; return how much it was."""
    _assert_may_look_after(tx)
    again = given_up_jobs.try_again(tx)
    if again:
        events.record(tx, TRIED_AGAIN, jobs=again)
    return again


def _assert_may_look_after(tx: Transaction) -> None:
    if not may_administer(tx.actor):
        require(tx, Permission.MANAGE)
