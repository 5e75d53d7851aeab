"""Their JSON to our words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

from msgspec import UnsetType

from leavebook.dialects.leaveinfo.wire.bodies import ConfigBody, ConfiguredDays, LeaveBody
from leavebook.dialects.leaveinfo.wire.moments import Given as GivenMoment
from leavebook.dialects.leaveinfo.wire.moments import read_moment
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.faults import Faults
from leavebook.domain.policy.leave_year import LeaveYear
from leavebook.domain.problems import Refused
from leavebook.domain.requests.asks import Given
from leavebook.domain.texts import one_line
from leavebook.http.call import Call
from leavebook.http.reading import Fault, invalid, read
from leavebook.services.books.allowances import Allowance
from leavebook.services.leave.given_moments import Moments
from leavebook.services.leave.requests import LeaveAsked

Value = TypeVar("Value")
Body = TypeVar("Body", bound=LeaveBody)

RESERVED: Final = frozenset({"get_config", "get_options", "my_leaves", "save_config", ".", ".."})
"""What cannot be the id of leave, because its address is something else."""

_SHOWN_BESIDE_A_LIST: Final = frozenset({"leave_type", "days", "leave_id"})
_WHOLE_DAYS: Final = Decimal(1)
_LONGEST_ID: Final = 200
_LONGEST_TYPE: Final = 100
_LONGEST_USER: Final = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a body says about leave; None is nothing. An empty reason takes the reason away."""

    start: GivenMoment | None = None
    end: GivenMoment | None = None
    reason: str | None = None
    days: int | None = None
    leave_id: str | None = None
    leave_type: str | None = None
    user: str | None = None


def read_leave(call: Call, zone: str) -> Said:
    """Return what the body says; raises Malformed, or Refused naming every field at fault."""
    return _said_with(call.body(), zone)


def read_new(call: Call, zone: str) -> Said:
    """Return what the body says about new leave, which has a start and an end at least."""
    return _said_with(call.body(), zone, needed=("start_date", "end_date"))


def read_config(call: Call, zone: str) -> tuple[Said, Sequence[ConfiguredDays], object]:
    """Return what the documented keys say, the days of each leave type, and the id beside a list.

    Where there is a list, it alone says how many days: beside it the two keys for one leave type
    are those of the answer that showed it, a name and a sum. The id is whatever was sent, None
    where it was not. Raises Malformed, or Refused naming every field at fault.
    """
    sent = call.body()
    if sent.get("leave_types", []) == []:
        said = _said_with(sent, zone, needed=("leave_type", "days"))
        if said.leave_type is None or said.days is None:
            raise LookupError("a leave type or days that are missing were refused before")
        return said, (ConfiguredDays(leave_type=said.leave_type, days=said.days),), None
    faults = Faults()
    beside = {name: value for name, value in sent.items() if name not in _SHOWN_BESIDE_A_LIST}
    body = _body(ConfigBody, beside, faults)
    said = _said(body, zone, faults)
    types = () if isinstance(body.leave_types, UnsetType) else body.leave_types
    return said, types, sent.get("leave_id")


def without_shown(said: Said, year: LeaveYear, caller: UUID) -> Said:
    """Return what is said without the user and the two dates that the set-up is shown with."""
    if said.user == str(caller):
        said = replace(said, user=None)
    if said.start is None or said.end is None:
        return said
    is_shown = (said.start.day, said.end.day) == (year.start, year.end)
    return replace(said, start=None, end=None) if is_shown else said


def allowance(said: Said, leave_type_id: int, days: int) -> Allowance:
    """Return how many days the leave type shall have, and for which time."""
    return Allowance(
        leave_type_id=leave_type_id,
        days=Decimal(days),
        since=None if said.start is None else said.start.day,
        until=None if said.end is None else said.end.day,
        reason=said.reason or None,
    )


def moments(said: Said, *, known: Moments | None = None) -> Moments:
    """Return the two ends of leave as they are given, or else as they are known."""
    start = said.start.at if said.start else None
    end = said.end.at if said.end else None
    if known is not None:
        return Moments(start or known.starts_at, end or known.ends_at)
    if start is None or end is None:
        raise LookupError("leave without a start or an end was refused before")
    return Moments(start, end)


def new_leave(said: Said, *, employee_id: int, leave_type_id: int, recorded: bool) -> LeaveAsked:
    """Return the leave that is asked for."""
    if said.start is None or said.end is None:
        raise LookupError("leave without a start or an end was refused before")
    return LeaveAsked(
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        spans=(whole_days(said.start.day, said.end.day),),
        reason=said.reason or None,
        given=_given(said.days),
        external_ref=said.leave_id,
        recorded=recorded,
    )


def changed_leave(
    said: Said,
    *,
    employee_id: int,
    leave_type_id: int,
    spans: tuple[Span, ...],
    reason: str | None,
) -> LeaveAsked:
    """Return what the leave shall be: the body where it says something, else as it was.

    The same days stay the halves or hours that they were.
    """
    return LeaveAsked(
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        spans=_changed_spans(said, spans),
        reason=reason if said.reason is None else said.reason or None,
        given=_given(said.days),
        external_ref=said.leave_id,
    )


def _said_with(sent: dict[str, Any], zone: str, *, needed: Sequence[str] = ()) -> Said:
    """Return what the body says, which must hold the fields that are needed."""
    faults = Faults()
    body = _body(LeaveBody, sent, faults)
    for field in needed:
        if field not in sent:
            faults.add(invalid(field, Fault.MISSING))
    return _said(body, zone, faults)


def _body(wanted: type[Body], sent: dict[str, Any], faults: Faults) -> Body:
    """Return what was sent, without what is of a wrong kind, which is kept with the faults.

    Every field may be absent, so that the others can be judged as well.
    """
    try:
        return read(wanted, sent)
    except Refused as refusal:
        faults.problems.extend(refusal.problems)
        at_fault = {problem.facts["field"] for problem in refusal.problems}
        return read(wanted, {name: sent[name] for name in sent if name not in at_fault})


def _said(body: LeaveBody, zone: str, faults: Faults) -> Said:
    def moment(field: str) -> Callable[[str], GivenMoment]:
        return lambda text: read_moment(text, field=field, zone=zone)

    said = Said(
        start=_kept(faults, body.start_date, moment("start_date")),
        end=_kept(faults, body.end_date, moment("end_date")),
        reason=_or_none(body.reason),
        days=_or_none(body.days),
        leave_id=_kept(faults, body.leave_id, _leave_id),
        leave_type=_kept(faults, body.leave_type, _line("leave_type", _LONGEST_TYPE)),
        user=_kept(faults, body.user, _line("user", _LONGEST_USER)),
    )
    faults.refuse_if_any()
    return said


def _kept(faults: Faults, sent: str | UnsetType, read: Callable[[str], Value]) -> Value | None:
    return None if isinstance(sent, UnsetType) else faults.keep(lambda: read(sent))


def _or_none(sent: Value | UnsetType) -> Value | None:
    return None if isinstance(sent, UnsetType) else sent


def _line(field: str, at_most: int) -> Callable[[str], str]:
    return lambda text: one_line(text, field=field, at_most=at_most)


def _leave_id(text: str) -> str:
    """Return an id that can stand in an address of this API, or refuse it."""
    leave_id = one_line(text, field="leave_id", at_most=_LONGEST_ID)
    if "/" in leave_id or leave_id in RESERVED:
        raise Refused(invalid("leave_id", Fault.NOT_ALLOWED_HERE))
    return leave_id


def _given(days: int | None) -> Given | None:
    return None if days is None else Given(Decimal(days), Unit.DAY, rounded_up_to=_WHOLE_DAYS)


def _changed_spans(said: Said, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    before = spans[0].first, spans[-1].last
    wanted = _day(said.start, before[0]), _day(said.end, before[1])
    return spans if wanted == before else (whole_days(*wanted),)


def _day(given: GivenMoment | None, otherwise: date) -> date:
    return otherwise if given is None else given.day
