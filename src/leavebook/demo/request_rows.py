"""A request as rows: what was asked, the time it holds, what it costs, and its history."""

from typing import Final

import msgspec

from leavebook.demo.situation import Situation
from leavebook.demo.taken import Taken
from leavebook.demo.template import EMPLOYEE, USER, Record, request_mark
from leavebook.domain.calendar.counting import amount, days_of, minutes_of_rows
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.calendar.spans import clock_ranges

_BY_PEOPLE_THEMSELVES: Final = "web"
_TAKEN_OVER: Final = "import"


def request_row(person: Situation, taken: Taken) -> Record:
    """Return the row of the request itself."""
    span, told = taken.course.wish.span, taken.told
    is_half = span.first == span.last and span.first_half == span.last_half
    return {
        "id": request_mark(taken.place),
        "company_id": person.company_id,
        "employee_id": EMPLOYEE,
        "leave_type_id": taken.kind.leave_type.id,
        "first_day": span.first,
        "last_day": span.last,
        "spans": msgspec.to_builtins((span,)),
        "half_day": span.first_half if is_half else None,
        "amount": amount(taken.days, taken.kind.leave_type.unit),
        "days": days_of(taken.days),
        "minutes": minutes_of_rows(taken.days),
        "reason": taken.course.wish.reason,
        "state": told.state,
        "stage": told.stage,
        "approval": taken.kind.leave_type.rules.approval.chain,
        "asked_at": taken.course.asked_at,
        "asked_by": USER,
        "door": _door(taken),
        "hidden": False,
        "version": told.version,
        "changed_at": told.changed_at,
        **told.columns,
    }


def span_rows(person: Situation, taken: Taken) -> list[Record]:
    """Return the time that the request holds, or held."""
    return [
        {
            "company_id": person.company_id,
            "request_id": request_mark(taken.place),
            "employee_id": EMPLOYEE,
            "span": f"[{start.isoformat()},{end.isoformat()})",
            "holds": taken.told.state.holds_time,
        }
        for start, end in clock_ranges(taken.course.wish.span)
    ]


def day_rows(person: Situation, taken: Taken) -> list[Record]:
    """Return what each date is charged."""
    amounts = amounts_by_day(taken.days, taken.kind.leave_type.unit)
    return [
        {
            "company_id": person.company_id,
            "request_id": request_mark(taken.place),
            "on": day.on,
            "minutes": day.minutes,
            "fraction": day.fraction,
            "amount": each,
            "excluded": day.reason,
        }
        for day, each in zip(taken.days, amounts, strict=True)
    ]


def event_rows(person: Situation, taken: Taken) -> list[Record]:
    """Return the history, oldest first."""
    return [
        {
            "company_id": person.company_id,
            "name": line.event,
            "at": line.at,
            "actor_id": line.by,
            "door": _door(taken),
            "employee_id": EMPLOYEE,
            "request_id": request_mark(taken.place),
            "comment": line.comment,
            "details": {},
        }
        for line in taken.told.history
    ]


def _door(taken: Taken) -> str:
    is_taken_over = any(line.by is None for line in taken.told.history)
    return _TAKEN_OVER if is_taken_over else _BY_PEOPLE_THEMSELVES
