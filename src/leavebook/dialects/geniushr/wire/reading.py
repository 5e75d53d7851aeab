"""Their JSON to our words."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import msgspec

from leavebook.dialects.geniushr.paging import LARGEST_ID, read_number, read_page
from leavebook.dialects.geniushr.wire.bodies import (
    Approval,
    Credentials,
    NewRequest,
    Rejection,
    RequestChange,
    Status,
)
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.faults import Faults
from leavebook.domain.limits import EARLIEST, LATEST, known_day
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Call, Wire
from leavebook.http.reading import Fault, invalid, is_set, read
from leavebook.queries.leave.leave_list import SUBMITTED, Wanted
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.sign_in.sessions import Attempt

STATES: Final[Mapping[Status, tuple[State, ...]]] = MappingProxyType(
    {
        "pending": (State.PENDING,),
        "approved": (State.APPROVED, State.RECORDED, State.CANCEL_REQUESTED),
        "rejected": (State.REJECTED,),
        "cancelled": (State.CANCELLED, State.WITHDRAWN, State.SUPERSEDED),
    }
)
"""What each status of this API stands for."""

_ID: Final = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_HALVES: Final = {"morning": Half.AM, "afternoon": Half.PM}


def read_id(call: Call, what: str) -> int:
    """Return the id in the path; anything that nothing can have is refused as unknown."""
    given = call.parts["id"]
    if not _ID.fullmatch(given) or int(given) > LARGEST_ID:
        raise Refused(Problem(Code.NOT_FOUND, {"what": what}))
    return int(given)


def read_year(call: Call) -> int | None:
    """Return the year in the query; raises Refused for none of our calendar."""
    return read_number(call, "year", least=EARLIEST.year, most=LATEST.year)


def read_wanted(call: Call) -> Wanted:
    """Return which requests are asked for; raises Refused naming every filter at fault."""
    faults = Faults()
    page = faults.keep(lambda: read_page(call))
    wanted = Wanted(
        employee_id=faults.keep(lambda: read_number(call, "employee_id")),
        leave_type_id=faults.keep(lambda: read_number(call, "leave_type_id")),
        states=faults.keep(lambda: _states(call)) or (),
        first_from=faults.keep(lambda: _day(call, "date_from")),
        first_to=faults.keep(lambda: _day(call, "date_to")),
        year=faults.keep(lambda: read_year(call)),
        limit=page.size if page else 0,
        offset=page.offset if page else 0,
    )
    faults.refuse_if_any()
    return wanted


def read_new(call: Call) -> LeaveAsked:
    """Return the leave asked for; raises Malformed, or Refused naming every field at fault."""
    body = _filled_in(call, NewRequest)
    return LeaveAsked(
        employee_id=body.employee_id,
        leave_type_id=body.leave_type_id,
        spans=(
            _span(
                body.start_date,
                body.end_date,
                is_half=body.is_half_day,
                half=_HALVES.get(body.half_day_period or ""),
            ),
        ),
        reason=body.reason,
    )


def read_change(call: Call) -> RequestChange:
    """Return what shall be different; raises Malformed, or Refused naming every fault."""
    return call.read(RequestChange)


def changed(
    change: RequestChange,
    *,
    request_id: int,
    employee_id: int,
    leave_type_id: int,
    spans: tuple[Span, ...],
    reason: str | None,
) -> LeaveAsked:
    """Return what the request shall ask for: the change where it says something, else as it was.

    Raises Refused when the body means another request than the path, or another person.
    """
    for field, meant, is_so in (
        ("id", change.id, request_id),
        ("employee_id", change.employee_id, employee_id),
    ):
        if is_set(meant) and meant != is_so:
            raise Refused(invalid(field, Fault.NOT_ALLOWED_HERE))
    given_type, given_reason = change.leave_type_id, change.reason
    return LeaveAsked(
        employee_id=employee_id,
        leave_type_id=given_type if isinstance(given_type, int) else leave_type_id,
        spans=_changed_spans(change, spans),
        reason=reason if isinstance(given_reason, msgspec.UnsetType) else given_reason,
    )


def read_notes(call: Call) -> str | None:
    """Return the notes of an approval, whose body may be left out."""
    return call.read(Approval).notes if call.raw_body.strip() else None


def read_rejection(call: Call) -> str:
    """Return the reason of a rejection; raises Refused when there is none to be seen."""
    return _filled_in(call, Rejection).rejection_reason


def read_login(call: Call) -> Attempt:
    """Return who wants to log in; the company may stand in the body or in X-Tenant."""
    body = _filled_in(call, Credentials)
    named = call.headers.get("x-tenant")
    if named is not None and not named.strip():
        raise Refused(invalid("tenant", Fault.BLANK))
    if None not in {named, body.tenant} and named != body.tenant:
        raise Refused(invalid("tenant", Fault.NOT_ALLOWED_HERE))
    return Attempt(
        email=body.email,
        password=body.password,
        codename=body.tenant or named,
        came_from=call.address,
    )


def _filled_in(call: Call, wanted: type[Wire]) -> Wire:
    """Return the body; one that was left out lacks every required field, which is said by name."""
    return read(wanted, call.body() if call.raw_body.strip() else {})


def _span(first: date, last: date, *, is_half: bool, half: Half | None) -> Span:
    if not is_half:
        return whole_days(first, last)
    if half is None:
        raise Refused(invalid("half_day_period", Fault.MISSING))
    return half_day(first, last, half)


def _changed_spans(change: RequestChange, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the days anew when the body says anything about them; hours of other doors stay."""
    said = (change.start_date, change.end_date, change.is_half_day, change.half_day_period)
    if not any(is_set(each) for each in said):
        return spans
    first, last = spans[0], spans[-1]
    was_half = len(spans) == 1 and first.has_half_day and first.first == first.last
    period = change.half_day_period
    return (
        _span(
            change.start_date if isinstance(change.start_date, date) else first.first,
            change.end_date if isinstance(change.end_date, date) else last.last,
            is_half=change.is_half_day if isinstance(change.is_half_day, bool) else was_half,
            half=_HALVES[period] if isinstance(period, str) else _half_of(first, was=was_half),
        ),
    )


def _half_of(span: Span, *, was: bool) -> Half | None:
    return span.first_half if was else None


def _states(call: Call) -> tuple[State, ...]:
    given = call.asked("status")
    if given is None:
        return SUBMITTED
    for status, states in STATES.items():
        if status == given:
            return states
    raise Refused(invalid("status", Fault.NOT_ONE_OF, allowed=tuple(STATES)))


def _day(call: Call, name: str) -> date | None:
    given = call.asked(name)
    if given is None:
        return None
    try:
        day = msgspec.convert(given, date)
    except msgspec.ValidationError as error:
        raise Refused(invalid(name, Fault.NOT_A_DATE)) from error
    return known_day(day, field=name)
