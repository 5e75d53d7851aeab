"""Who calls from Slack: proven by the app's signature, and known by the person's id there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

import structlog

from leavebook.domain.integrations import Mode, Provider
from leavebook.http.call import Call
from leavebook.http.clock import real_seconds
from leavebook.http.door import House
from leavebook.integrations.slack import people
from leavebook.integrations.slack.client import Client
from leavebook.integrations.slack.connect import SIGNING_SECRET
from leavebook.integrations.slack.signature import signed_part
from leavebook.integrations.slack.sync import Slack
from leavebook.services.outside.remote_callers import RemoteCaller, caller_for
from leavebook.services.outside.remote_systems import Permanent, Temporary, Uncertain

_log = structlog.get_logger()

PATIENCE: Final = 2.0
"""Seconds for everything that has to be asked of Slack before it is answered: it waits three."""

_IN_A_HURRY: Final = BoundedSemaphore(3)

FAULTS: Final = (Temporary, Uncertain, Permanent)

UNKNOWN: Final = (
    "Leavebook does not know you: your e-mail address in Slack is not one of the company's. "
    "Your administrator can say who you are."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody who calls from Slack, until when they wait for what Slack has to be asked."""

    caller: RemoteCaller
    slack: Slack
    user: str
    ends_at: float

    def is_known(self) -> bool:
        """Return whether the person may come in; who is not known yet is looked up by e-mail."""
        if self.caller.knows(self.user):
            return True
        try:
            with self.in_a_hurry() as client:
                email = people.email_of(client, self.user)
        except FAULTS as fault:
            note(fault)
            return False
        return email is not None and self.caller.recognise(self.user, email=email)

    @contextmanager
    def in_a_hurry(self) -> Iterator[Client]:
        """Lend what asks Slack while somebody waits; raises Temporary when too many do.

        A Slack that hangs may hold a few of the server's threads, never all of them.
        """
        if not _IN_A_HURRY.acquire(blocking=False):
            raise Temporary("too many wait for Slack already")
        try:
            yield self.slack.client(ends_at=self.ends_at)
        finally:
            _IN_A_HURRY.release()


def proven(call: Call, house: House, team: str) -> RemoteCaller | None:
    """Return the caller for the one company of the workspace whose app has signed the call."""
    signed = signed_part(call.headers, call.raw_body, now=real_seconds())
    if signed is None or not team:
        return None
    return caller_for(
        house.database,
        house.keyring,
        Provider.SLACK,
        team,
        now=house.clock.now(),
        proves=lambda known: signed.is_signed_with(known.secrets.get(SIGNING_SECRET, "")),
    )


def visit_of(call: Call, house: House, *, team: str, user: str) -> Visit | None:
    """Return who calls, proven to be Slack's; None for everybody else."""
    ends_at = time.monotonic() + PATIENCE
    caller = proven(call, house, team)
    connected = house.systems.get((Provider.SLACK, Mode.LIVE))
    if caller is None or connected is None:
        return None
    slack = connected.reach(caller.account(send_before=ends_at))
    if not isinstance(slack, Slack):
        raise TypeError("what is called Slack is something else")
    return Visit(caller=caller, slack=slack, user=user, ends_at=ends_at)


def note(fault: Exception) -> None:
    """Log that Slack could not be asked in time; whoever waited sees that nothing came of it."""
    _log.warning("slack did not answer in time", fault=type(fault).__name__)
