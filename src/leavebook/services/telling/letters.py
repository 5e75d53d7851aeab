"""Letters: who is written to about leave, and what every letter needs to leave the house."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from leavebook.domain.approval.states import ASKS, Event, still_waits
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage import outbox
from leavebook.storage.telling import letters
from leavebook.storage.telling.letters import News
from leavebook.storage.transaction import Transaction

__all__ = [
    "LANGUAGES",
    "Letter",
    "News",
    "about",
    "choose_language",
    "choose_letters",
    "sent",
    "wants_letters",
    "write_about",
]

LANGUAGES: Final = ("en", "de")
"""The languages that letters are written in."""

_ASKS: Final = ASKS - {Event.EDITED} | {Event.REMINDED, Event.ESCALATED}
"""Whoever is asked already reads of a change on the page, not in one more letter."""
_DECIDES: Final = frozenset(
    {
        Event.APPROVED,
        Event.EXEC_APPROVED,
        Event.REJECTED,
        Event.CANCELLED,
        Event.CANCEL_DECLINED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it leaves the house; `mark` is the same whenever it has to be sent again."""

    to_name: str
    to_address: str
    language: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    mark: str
    unsubscribe: str | None = None
    """Where the reader can have no more of them, if that is for the reader to choose."""


def write_about(tx: Transaction, event: UUID) -> None:
    """Have everybody who was notified of the event, and wants letters, sent one."""
    for notification_id in letters.wanted(tx, event, names=_ASKS | _DECIDES):
        outbox.write_about(tx, notification_id)


def about(tx: Transaction, notification_id: int) -> News | None:
    """Return what to write, or None when it is sent already or nobody needs to read it.

    Those who decide are written to while they still can; the person when it is decided.
    """
    news = letters.about(tx, notification_id)
    if news is None or news.sent_at is not None:
        return None
    if news.is_own:
        return news if news.event in _DECIDES else None
    return news if news.event in _ASKS and still_waits(news.event, news.state) else None


def sent(tx: Transaction, notification_id: int) -> None:
    """Write down that the letter has gone out, so that none follows."""
    letters.sent(tx, notification_id)


def wants_letters(tx: Transaction) -> bool:
    """Return whether the actor is written to about leave."""
    return letters.wishes(tx, _oneself(tx))


def choose_letters(tx: Transaction, *, wants: bool) -> None:
    """Write to the actor about leave from now on, or no more."""
    letters.set_wishes(tx, _oneself(tx), wants_letters=wants)


def choose_language(tx: Transaction, language: str) -> None:
    """Write to the actor in this language from now on."""
    if language not in LANGUAGES:
        raise invalid("language", "unknown", allowed=LANGUAGES)
    letters.set_language(tx, _oneself(tx), language)


def _oneself(tx: Transaction) -> int:
    if tx.actor.is_machine or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "choose letters"}))
    return tx.actor.user_id
