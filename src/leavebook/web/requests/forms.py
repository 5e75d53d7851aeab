"""The form that asks for leave."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.problems import Problem, Refused
from leavebook.queries.books.balance_cards import BalanceCard
from leavebook.services.leave.requests import LeaveAsked, LeaveRequest
from leavebook.web.fields import Fields


class Part(StrEnum):
    """How much of the days somebody wants."""

    DAYS = "days"
    MORNING = "am"
    AFTERNOON = "pm"
    HOURS = "hours"

    def is_offered(self, card: BalanceCard) -> bool:
        """Whether leave of the card's type may be asked for in this way."""
        if self is Part.HOURS:
            return card.hours_allowed
        return self is Part.DAYS or card.half_days_allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForm:
    """What was typed, as it is shown again, and what it means once it can be read.

    `is_complete` says that there is enough to say something about it.
    """

    typed: Fields
    asked: LeaveAsked | None = None
    problems: tuple[Problem, ...] = field(default_factory=tuple)

    @property
    def is_complete(self) -> bool:
        """Whether type and first day are there."""
        return bool(self.typed.text("first_day") and self.typed.text("leave_type_id"))


def read_ask(typed: Fields, *, employee_id: int) -> AskForm:
    """Return what the form asks for, or why it cannot be read."""
    try:
        asked = LeaveAsked(
            employee_id=employee_id,
            leave_type_id=typed.number("leave_type_id"),
            spans=(_span(typed),),
            reason=typed.text("reason") or None,
        )
    except Refused as refusal:
        return AskForm(typed=typed, problems=refusal.problems)
    return AskForm(typed=typed, asked=asked)


def filled_in(request: LeaveRequest, *, reason: str | None) -> Fields:
    """Return the form as somebody would fill it in to ask for the leave of a request.

    The reason is given as whoever looks at the form may read it. Leave in several pieces is
    filled in as one, from its first day to its last.
    """
    span = request.spans[0]
    values = {
        "leave_type_id": str(request.leave_type_id),
        "first_day": request.first_day.isoformat(),
        "last_day": request.last_day.isoformat(),
        "part": _part(request),
        "start_time": _clock(span.start_minute),
        "end_time": _clock(span.end_minute),
        "reason": reason or "",
    }
    return Fields({name: (value,) for name, value in values.items()})


def _part(request: LeaveRequest) -> Part:
    if request.half_day is not None:
        return Part(request.half_day.value)
    is_in_hours = len(request.spans) == 1 and request.spans[0].in_hours
    return Part.HOURS if is_in_hours else Part.DAYS


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _span(typed: Fields) -> Span:
    first = typed.day("first_day")
    last = typed.day("last_day") if typed.text("last_day") else first
    match typed.text("part"):
        case Part.MORNING:
            return _half(first, last, Half.AM)
        case Part.AFTERNOON:
            return _half(first, last, Half.PM)
        case Part.HOURS:
            return Span(
                first,
                first,
                start_minute=typed.minute("start_time"),
                end_minute=typed.minute("end_time"),
            )
    return whole_days(first, last)


def _half(first: date, last: date, half: Half) -> Span:
    return half_day(first, last, half)
