"""What a system outside is told of a request: frozen when it is decided to tell it.

A request may change while a system is still being told; what has to be taken back there is
what it was told, so that is written down with the link.
"""

from dataclasses import dataclass
from datetime import date

import msgspec

from leavebook.domain.approval.states import Stage, State
from leavebook.domain.calendar.spans import Half, Span
from leavebook.services.outside.remote_questions import (
    Question,
    answered,
    answered_about_cancelling,
)
from leavebook.services.outside.remote_systems import RemoteLeave
from leavebook.storage.leave.charged_days import charged_days
from leavebook.storage.leave.leave_requests import LeaveRequest, find
from leavebook.storage.outside import asked_people, external_ids
from leavebook.storage.outside.integration_links import Link
from leavebook.storage.people import people
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The leave itself: other days, another length or another type are another generation."""

    leave_type_id: int
    first_day: date
    last_day: date
    half_day: Half | None
    minutes: int
    spans: tuple[Span, ...]
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldApprover(Told):
    """The same for somebody who is asked: another version or stage is another question."""

    version: int
    stage: Stage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCanceller(ToldApprover):
    """The same for whoever decides whether approved leave is cancelled."""

    cancels: bool = False


def says(tx: Transaction, request: LeaveRequest) -> str:
    """Return what the request says now, as text that is equal when nothing has changed."""
    return msgspec.json.encode(_told(tx, request)).decode()


def asks(tx: Transaction, request: LeaveRequest) -> str:
    """Return what approvers are asked now, as text that is equal when nothing has changed."""
    told = _told(tx, request)
    fields = {name: getattr(told, name) for name in Told.__dataclass_fields__}
    fields |= {"version": request.version, "stage": request.stage}
    cancels = request.state is State.CANCEL_REQUESTED
    question = ToldCanceller(**fields, cancels=True) if cancels else ToldApprover(**fields)
    return msgspec.json.encode(question).decode()


def leave_of(tx: Transaction, link: Link) -> RemoteLeave:
    """Return the leave that the link speaks of, as its system may know it."""
    told = msgspec.json.decode(link.says, type=Told)
    request = find(tx, link.request_id)
    if request is None:
        raise LookupError("a link points at no request")
    person = people.find(tx, request.employee_id, today=tx.now.date())
    leave_type = leave_types.find(tx, told.leave_type_id)
    if person is None or leave_type is None:
        raise LookupError("a request points at nobody or at no type")
    user = person.user_id
    return RemoteLeave(
        request=request.uuid,
        generation=link.generation,
        person=person.full_name,
        email=person.email,
        user_id=user,
        person_there=None if user is None else external_ids.of_user(tx, user, link.provider),
        leave_type=None if leave_type.discretion.stays_inside else leave_type.name,
        is_open=leave_type.discretion.is_open,
        type_code=leave_type.code,
        timezone=person.timezone,
        first_day=told.first_day,
        last_day=told.last_day,
        half_day=told.half_day,
        minutes=told.minutes,
        spans=told.spans,
        days=told.days,
        own_calendar=link.own_calendar,
        question=_question(tx, link, request),
    )


def _told(tx: Transaction, request: LeaveRequest) -> Told:
    return Told(
        leave_type_id=request.leave_type_id,
        first_day=request.first_day,
        last_day=request.last_day,
        half_day=request.half_day,
        minutes=request.minutes,
        spans=request.spans,
        days=charged_days(tx, request.id),
    )


def _question(tx: Transaction, link: Link, request: LeaveRequest) -> Question | None:
    if link.recipient_id is None:
        return None
    told = msgspec.json.decode(link.says, type=ToldCanceller)
    asked = asked_people.asked(tx, link.recipient_id, link.provider)
    if told.cancels:
        became = answered_about_cancelling(request.state, hidden=request.hidden)
        decided_by = request.cancelled_by  # nobody is named with leave that was kept
    else:
        became = answered(request.state, request.stage, told.stage, hidden=request.hidden)
        decided_by = request.cancelled_by or request.exec_decided_by or request.manager_decided_by
    return Question(
        request_id=request.id,
        user_id=asked.user_id,
        email=asked.email,
        there=asked.there,
        version=told.version,
        cancels=told.cancels,
        in_place_of=None if told.cancels else _replaced(tx, request),
        answered=became,
        by=asked_people.name_of(tx, decided_by),
    )


def _replaced(tx: Transaction, request: LeaveRequest) -> tuple[date, date] | None:
    old = None if request.replaces_id is None else find(tx, request.replaces_id)
    return None if old is None else (old.first_day, old.last_day)
