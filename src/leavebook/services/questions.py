"""Says whom systems outside should ask for a decision; the worker then asks, or stops asking."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from leavebook.domain.approval.states import State
from leavebook.domain.integrations import Mode, Presence, Provider
from leavebook.services.notifications import deciders
from leavebook.services.told_leave import asks
from leavebook.storage import (
    integration_connections,
    integration_links,
    leave_requests,
    notifications,
    outbox,
)
from leavebook.storage.integration_links import Link
from leavebook.storage.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction

ASKS: Final = frozenset({Provider.SLACK})
"""The systems in which people are asked; the console twins ask nobody."""


def ask_deciders(tx: Transaction, event: UUID) -> None:
    """Say who should be asked about the request of the event, as it is now.

    Whoever decides at this stage is asked; whoever was asked about something else, or decides no
    more, is told what became of it. Twice changes nothing.
    """
    happened = notifications.happened(tx, event)
    if happened is None or happened.request_id is None:
        return
    questions = integration_links.questions_of_request(tx, happened.request_id)
    asking = [
        provider
        for provider, mode in integration_connections.connected(tx).items()
        if provider in ASKS and mode is Mode.LIVE
    ]
    if not (questions or asking):
        return
    request = leave_requests.find(tx, happened.request_id)
    if request is None:
        return
    wanted = _wanted(tx, request)
    for provider in ASKS:
        own = [each for each in questions if each.provider is provider]
        stopped = _stop_asking(tx, own, wanted)
        asked = provider in asking and _ask(tx, request, provider, own, wanted)
        is_open = any(not link.is_settled and link.error is None for link in own)
        if stopped or asked or is_open:
            outbox.nudge(
                tx, request_id=request.id, employee_id=request.employee_id, provider=provider
            )


def _wanted(tx: Transaction, request: LeaveRequest) -> dict[int, str]:
    """Return who should be asked now, and what."""
    if request.state is not State.PENDING or request.hidden:
        return {}
    question = asks(tx, request)
    return dict.fromkeys(deciders(tx, request.stage, request.employee_id), question)


def _stop_asking(tx: Transaction, own: list[Link], wanted: Mapping[int, str]) -> bool:
    """Take back what nobody should be asked any more; return whether there was anything."""
    over = [
        link for link in own if link.intended is Presence.PRESENT and not _is_asked(link, wanted)
    ]
    for link in over:
        integration_links.take_back(tx, link)
    return bool(over)


def _ask(
    tx: Transaction,
    request: LeaveRequest,
    provider: Provider,
    own: list[Link],
    wanted: Mapping[int, str],
) -> bool:
    """Ask everybody who has not been asked yet; return whether there was anybody."""
    asked = {
        link.recipient_id
        for link in own
        if link.intended is Presence.PRESENT and _is_asked(link, wanted)
    }
    new = {user_id: question for user_id, question in wanted.items() if user_id not in asked}
    for user_id, question in new.items():
        before = [link for link in own if link.recipient_id == user_id]
        integration_links.add(
            tx,
            request.id,
            provider,
            generation=1 + max((link.generation for link in before), default=0),
            mode=Mode.LIVE,
            says=question,
            recipient_id=user_id,
        )
    return bool(new)


def _is_asked(link: Link, wanted: Mapping[int, str]) -> bool:
    return link.recipient_id is not None and wanted.get(link.recipient_id) == link.says
