"""Decision links: whoever is asked by letter decides with the link in it, without signing in.

A link is good for one decision on the request as the letter told of it, for a week, and for whoever
was written to. It only says who decides; whether they may is judged as at every other door.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.approval.moves import Move
from leavebook.domain.approval.states import WAITS, State
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.company import company_switches
from leavebook.services.company.company_switches import Switch
from leavebook.services.leave import decisions
from leavebook.services.sign_in import second_factor
from leavebook.storage.database import Database
from leavebook.storage.doors import LoginClosed, NotAuthenticated, entered_by_letter
from leavebook.storage.leave import leave_requests
from leavebook.storage.sign_in import login_tries
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.telling import decision_links
from leavebook.storage.telling.decision_links import DecisionLink
from leavebook.storage.telling.letters import News
from leavebook.storage.transaction import Transaction

__all__ = [
    "DecisionLink",
    "LinkOver",
    "LoginClosed",
    "NotAuthenticated",
    "Over",
    "Verdict",
    "decide",
    "issue",
    "note_unknown",
    "opened",
    "prune",
    "why_over",
]

DOOR: Final = "letter"
LASTS: Final = timedelta(days=7)

_KEPT: Final = timedelta(days=30)
"""So long after it has expired a link still says so, rather than that nobody knows it."""

_RANDOM_BYTES: Final = 32
_SECRET: Final = re.compile(r"[0-9a-f]{64}")


class Verdict(StrEnum):
    """What somebody says to what they are asked."""

    APPROVE = "approve"
    REJECT = "reject"


class Over(StrEnum):
    """Why nothing can be decided with a link any more."""

    UNKNOWN = "unknown"  # nobody was sent it
    CLOSED = "closed"  # whoever was sent it may not come in any more
    USED = "used"
    EXPIRED = "expired"
    SIGN_IN = "sign_in"  # the company, or the person's second factor, asks people to sign in
    CHANGED = "changed"  # something is asked, but not what the letter said
    DECIDED = "decided"
    TAKEN_BACK = "taken_back"
    NOT_YOURS = "not_yours"  # others decide now


class LinkOver(Exception):  # noqa: N818  says what is so
    """Nothing can be decided with the link."""

    def __init__(self, why: Over) -> None:
        super().__init__(why)
        self.why = why


_MOVES: Final[Mapping[tuple[State, Verdict], Move]] = MappingProxyType(
    {
        (State.PENDING, Verdict.APPROVE): Move.APPROVE,
        (State.PENDING, Verdict.REJECT): Move.REJECT,
        (State.CANCEL_REQUESTED, Verdict.APPROVE): Move.APPROVE_CANCELLATION,
        (State.CANCEL_REQUESTED, Verdict.REJECT): Move.DECLINE_CANCELLATION,
    }
)
_TAKEN_BACK: Final = frozenset({State.DRAFT, State.WITHDRAWN, State.CANCELLED, State.SUPERSEDED})


def issue(tx: Transaction, news: News) -> str | None:
    """Make the secret of a link for the reader of a letter and return it.

    None where the reader has nothing to decide, or decides after signing in. A letter that has to
    be sent again has another secret, and both count: nobody knows which of the two arrived.
    """
    if news.is_own or _must_sign_in(tx, news.user_id):
        return None
    secret = secrets.token_hex(_RANDOM_BYTES)
    decision_links.issue(
        tx,
        request_id=news.request_id,
        version=news.version,
        user_id=news.user_id,
        digest=digest_of(secret),
        expires_at=tx.now + LASTS,
    )
    return secret


@contextmanager
def opened(
    database: Database, secret: str, *, now: datetime
) -> Iterator[tuple[Transaction, DecisionLink]]:
    """Open a transaction as whoever was sent the link; nothing is written by that.

    Raises NotAuthenticated for a secret that nobody was sent, and LoginClosed when its person has
    gone.
    """
    if not _SECRET.fullmatch(secret):
        raise NotAuthenticated
    digest = digest_of(secret)
    with entered_by_letter(database, digest, now=now, door=DOOR) as tx:
        link = decision_links.find(tx, digest)
        if link is None:
            raise NotAuthenticated
        yield tx, link


def why_over(tx: Transaction, link: DecisionLink) -> Over | None:
    """Return why nothing can be decided with the link, or None where something can.

    Whether it is still the reader who decides shows when they do.
    """
    try:
        _asked(tx, link)
    except LinkOver as over:
        return over.why
    return None


def decide(
    database: Database, secret: str, verdict: Verdict, *, reason: str, now: datetime
) -> None:
    """Decide in the name of whoever was sent the link, and use it up; a refusal does neither.

    Raises LinkOver where nothing can be decided with it, and Refused as at every other door.
    """
    with opened(database, secret, now=now) as (tx, link):
        move = _MOVES[_asked(tx, link), verdict]
        if not decision_links.use_up(tx, link.id, used_for=move):
            raise LinkOver(Over.USED)
        _make(tx, move, link, reason)


def note_unknown(database: Database, *, came_from: str, now: datetime) -> None:
    """Count a secret that nobody was sent; raises Refused when one place tries too many.

    Links that were sent are never held up by others who guess.
    """
    key = hashlib.sha256(f"decide from\0{came_from}".encode()).digest()
    allowance = Allowance(key=key, tries=60, back_after=timedelta(seconds=10))
    try:
        login_tries.spend(database, (allowance,), now=now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting


def prune(tx: Transaction) -> None:
    """Forget links that nobody will open any more."""
    decision_links.prune(tx, before=tx.now - _KEPT)


def _asked(tx: Transaction, link: DecisionLink) -> State:
    """Return in which state the request waits; raises LinkOver where the link counts no more."""
    if link.used_at is not None:
        raise LinkOver(Over.USED)
    if link.expires_at <= tx.now:
        raise LinkOver(Over.EXPIRED)
    if _must_sign_in(tx, tx.actor.user_id or 0):
        raise LinkOver(Over.SIGN_IN)
    request = leave_requests.find(tx, link.request_id)
    if request is None or request.hidden or request.state in _TAKEN_BACK:
        raise LinkOver(Over.TAKEN_BACK)
    if request.state not in WAITS:
        raise LinkOver(Over.DECIDED)
    if request.version != link.version:
        raise LinkOver(Over.CHANGED)
    return request.state


def _must_sign_in(tx: Transaction, user_id: int) -> bool:
    # Whoever is asked for a code at the door is not let past it by a letter.
    is_on = company_switches.is_on(tx, Switch.DECIDE_BY_LETTER)
    return not is_on or second_factor.is_on(tx, user_id)


def _make(tx: Transaction, move: Move, link: DecisionLink, reason: str) -> None:
    request_id, version = link.request_id, link.version
    match move:
        case Move.APPROVE:
            decisions.approve(tx, request_id, version=version)
        case Move.REJECT:
            decisions.reject(tx, request_id, reason=reason, version=version)
        case Move.APPROVE_CANCELLATION:
            decisions.approve_cancellation(tx, request_id, version=version)
        case _:
            decisions.decline_cancellation(tx, request_id, reason=reason, version=version)
