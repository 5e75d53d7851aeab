"""What the page behind a decision link shows: what is asked, or why nothing is any more."""

from dataclasses import dataclass
from typing import Final

from leavebook.domain.approval.states import Event as Happening
from leavebook.domain.problems import Refused
from leavebook.queries.leave.inbox import Waiting, waiting_request
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.queries.people.visitor import Visitor, visitor
from leavebook.services.telling.decision_links import DecisionLink, Over, why_over
from leavebook.storage import events
from leavebook.storage.events import Event
from leavebook.storage.policies.type_visibility import STAYS_INSIDE
from leavebook.storage.telling import letters
from leavebook.storage.transaction import Transaction

# The page is as well kept as the letter, so it says no more of the type than a letter may.
_KEPT_INSIDE = f"""
SELECT {STAYS_INSIDE}
  FROM leave_request AS r
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE r.id = %(request_id)s
"""  # noqa: S608  constant text

_OVERTAKES: Final = frozenset(Happening) - {
    Happening.SUBMITTED,
    Happening.REMINDED,
    Happening.ESCALATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedByLetter:
    """Who reads it, and either what waits for their decision or why nothing can be decided.

    `since` is what happened to the request last, where the reader may know it.
    """

    visitor: Visitor
    language: str
    link: DecisionLink
    over: Over | None
    waiting: Waiting | None
    says_type: bool
    since: Event | None


def asked_by_letter(tx: Transaction, link: DecisionLink) -> AskedByLetter:
    """Return what the link leads to as things stand now."""
    who = visitor(tx)
    over = why_over(tx, link)
    waiting = None if over is not None else waiting_request(tx, link.request_id)
    if over is None and waiting is None:
        over = Over.NOT_YOURS
    return AskedByLetter(
        visitor=who,
        language=letters.language_of_user(tx, who.user_id),
        link=link,
        over=over,
        waiting=waiting,
        says_type=not tx.value(_KEPT_INSIDE, request_id=link.request_id),
        since=_since(tx, link) if over in {Over.CHANGED, Over.DECIDED, Over.TAKEN_BACK} else None,
    )


def _since(tx: Transaction, link: DecisionLink) -> Event | None:
    try:
        line = leave_detail(tx, link.request_id)
    except Refused:
        return None
    if line.hidden:
        return None
    history = events.of_request(tx, link.request_id)
    return next((each for each in reversed(history) if each.name in _OVERTAKES), None)
