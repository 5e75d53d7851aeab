"""Secret addresses of calendar feeds: one's own leave, and who of the team is away.

A calendar program cannot sign in; it reads an address that only its owner knows. Such a secret
opens its own feed and nothing else, is shown once, and ends with a new one or with the person's
exit.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.services.sign_in.credentials import issue
from leavebook.storage import events
from leavebook.storage.database import Database
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.telling import letters
from leavebook.storage.transaction import Transaction

__all__ = ["Feed", "NotAuthenticated", "end", "entered", "language_of_reader", "renew", "standing"]


class Feed(StrEnum):
    """What a calendar program may read."""

    OWN = "own"
    TEAM = "team"


_KINDS: Final[Mapping[Feed, CredentialKind]] = MappingProxyType(
    {Feed.OWN: CredentialKind.OWN_CALENDAR, Feed.TEAM: CredentialKind.TEAM_CALENDAR}
)


def renew(tx: Transaction, feed: Feed) -> str:
    """Make the actor a new secret for the feed and return it; the one before is worth nothing."""
    _revoke(tx, feed)
    return issue(tx, _KINDS[feed], name="Calendar").secret


def end(tx: Transaction, feed: Feed) -> None:
    """Let nobody read the feed any more. Again changes nothing."""
    if feed in standing(tx):
        _revoke(tx, feed)
        events.record(tx, "calendar_feed.ended", feed=feed)


def standing(tx: Transaction) -> Mapping[Feed, datetime]:
    """Return the actor's feeds that can be read, each with the moment since when."""
    return {
        feed: each.created_at
        for each in credentials.all_of_company(tx)
        for feed, kind in _KINDS.items()
        if each.kind is kind and each.user_id == tx.actor.user_id and each.state(tx.now) == "Active"
    }


@contextmanager
def entered(database: Database, feed: Feed, secret: str, *, now: datetime) -> Iterator[Transaction]:
    """Open a transaction as whose feed it is; raises NotAuthenticated for any other secret."""
    door = _KINDS[feed].value
    with entered_with(database, digest_of(secret), now=now, door=door, scope="leave") as tx:
        yield tx


def language_of_reader(tx: Transaction) -> str:
    """Return the language in which the reader is written to."""
    return "en" if tx.actor.user_id is None else letters.language_of_user(tx, tx.actor.user_id)


def _revoke(tx: Transaction, feed: Feed) -> None:
    if tx.actor.user_id is not None:
        credentials.revoke_all(tx, tx.actor.user_id, kinds=(_KINDS[feed],))
