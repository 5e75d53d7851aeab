"""The jobs that send letters: a fault of the mail server is tried again for about a day."""

from collections.abc import Callable
from typing import Final

import procrastinate
import structlog
from procrastinate import RetryStrategy

from leavebook.services.outside.remote_faults import Permanent, Temporary
from leavebook.storage.outbox import LETTERS, SEND_INVITATION, SEND_LETTER, SEND_RESET

_log = structlog.get_logger()

# 4, 16, 64 seconds and so on, up to eighteen hours between the last two.
_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={Temporary})
# A link that comes hours later is of no use to who waits for it.
_SOON: Final = RetryStrategy(max_attempts=5, exponential_wait=3, retry_exceptions={Temporary})

ToOne = Callable[[int, int], None]
"""Sends something to one person, given the company and who or what it is about."""


def add_letters(
    queue: procrastinate.App, *, about: ToOne, invite: ToOne, reset: Callable[[str], None]
) -> None:
    """The queue has the tasks that send letters."""

    @queue.task(name=SEND_LETTER, queue=LETTERS, retry=_AGAIN)
    def send_letter(company_id: int, notification_id: int) -> None:
        _unless_refused(SEND_LETTER, lambda: about(company_id, notification_id))

    @queue.task(name=SEND_INVITATION, queue=LETTERS, retry=_AGAIN)
    def send_invitation(company_id: int, employee_id: int) -> None:
        _unless_refused(SEND_INVITATION, lambda: invite(company_id, employee_id))

    @queue.task(name=SEND_RESET, queue=LETTERS, retry=_SOON)
    def send_reset(email_key: str) -> None:
        _unless_refused(SEND_RESET, lambda: reset(email_key))


def _unless_refused(task: str, send: Callable[[], None]) -> None:
    """Whatever the mail server will never take is said in the log, and not tried again."""
    try:
        send()
    except Permanent as fault:
        _log.warning("a letter was not sent", task=task, why=str(fault))
