"""Says whom systems outside should ask for a decision; the worker then asks, or stops asking."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from leavebook.domain.approval.states import WAITS
from leavebook.domain.integrations import Mode, Presence, Provider
from leavebook.services import today
from leavebook.services.outside.told_leave import asks
from leavebook.services.telling.notifications import deciders
from leavebook.storage import outbox
from leavebook.storage.leave import decision_turns, leave_requests
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.outside import integration_connections, integration_links
from leavebook.storage.outside.integration_links import Link
from leavebook.storage.people import people
from leavebook.storage.telling import notifications
from leavebook.storage.transaction import Transaction

ASKS: Final = frozenset({Provider.SLACK})
"""The systems in which people are asked; the console twins ask nobody."""


def ask_deciders(tx: Transaction, event: UUID) -> None:
    """Say who should be asked about the request of the event, as it is now.

    Whoever decides at this stage is asked, and whoever's turn it has become; once the question
    is another, or none, whoever was asked is told what became of it. Twice changes nothing.
    """
    happened = notifications.happened(tx, event)
    if happened is None or happened.request_id is None or happened.employee_id is None:
        return
    people.lock(tx, happened.employee_id, today=tx.now.date())
    before = integration_links.questions_of_request(tx, happened.request_id)
    connected = integration_connections.connected(tx)
    asking = {provider for provider in ASKS if connected.get(provider) is Mode.LIVE}
    if not (before or asking):
        return
    request = leave_requests.find(tx, happened.request_id)
    if request is None:
        return
    question = asks(tx, request) if request.state in WAITS and not request.hidden else None
    users = () if question is None else _users(tx, request)
    for provider in ASKS:
        own = [link for link in before if link.provider is provider]
        stopped = _stop_asking(tx, own, question)
        new = _not_asked_yet(own, users, question) if provider in asking else ()
        for user_id in new:
            _ask(tx, request, provider, own, user_id)
        is_open = any(not link.is_settled and link.error is None for link in own)
        if stopped or new or is_open:
            outbox.nudge(
                tx, request_id=request.id, employee_id=request.employee_id, provider=provider
            )


def _users(tx: Transaction, request: LeaveRequest) -> tuple[int, ...]:
    """Return everybody who is to decide by now, each once."""
    first = deciders(tx, request.stage, request.employee_id)
    turn = decision_turns.users_asked(tx, request.id, today=today.of_company(tx))
    if turn is not None and not turn:
        turn = notifications.office_for(tx, request.employee_id)
    return tuple(dict.fromkeys((*first, *(turn or ()))))


def _stop_asking(tx: Transaction, own: Iterable[Link], question: str | None) -> bool:
    """Take back what is asked no more; return whether there was anything."""
    over = [link for link in own if link.intended is Presence.PRESENT and link.says != question]
    for link in over:
        integration_links.take_back(tx, link)
    return bool(over)


def _not_asked_yet(
    own: Iterable[Link], users: Iterable[int], question: str | None
) -> tuple[int, ...]:
    asked = {
        link.recipient_id
        for link in own
        if link.intended is Presence.PRESENT and link.says == question
    }
    return tuple(user_id for user_id in users if user_id not in asked)


def _ask(
    tx: Transaction, request: LeaveRequest, provider: Provider, own: Iterable[Link], user_id: int
) -> None:
    generations = [link.generation for link in own if link.recipient_id == user_id]
    integration_links.add(
        tx,
        request.id,
        provider,
        generation=1 + max(generations, default=0),
        mode=Mode.LIVE,
        says=asks(tx, request),
        recipient_id=user_id,
    )
