"""How days, amounts and moments are written in a language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_interval, format_skeleton
from babel.numbers import format_decimal

from leavebook.domain.calendar import Why
from leavebook.domain.counting import Unit
from leavebook.domain.movements import MovementKind
from leavebook.domain.problems import Problem
from leavebook.domain.spans import Half
from leavebook.domain.states import Event, Stage, State
from leavebook.web.languages import locale_of, words
from leavebook.web.sentences import say

MINUS: Final = "\u2212"

STATES: Final[Mapping[State, tuple[str, str]]] = {
    State.DRAFT: ("pencil-line", "Draft"),
    State.PENDING: ("circle-dashed", "Waiting"),
    State.RECORDED: ("circle-check", "Noted"),
    State.APPROVED: ("circle-check", "Approved"),
    State.REJECTED: ("circle-x", "Rejected"),
    State.WITHDRAWN: ("undo-2", "Withdrawn"),
    State.CANCEL_REQUESTED: ("circle-question-mark", "Cancellation asked"),
    State.CANCELLED: ("circle-slash", "Cancelled"),
    State.SUPERSEDED: ("replace", "Replaced"),
}

EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    Event.SUBMITTED: ("send", "asked for this leave"),
    Event.MANAGER_APPROVED: ("check", "gave the first approval"),
    Event.EXEC_APPROVED: ("check-check", "approved it finally"),
    Event.AUTO_APPROVED: ("check-check", "needs nobody’s approval"),
    Event.APPROVED: ("check-check", "approved it"),
    Event.REJECTED: ("x", "rejected it"),
    Event.WITHDRAWN: ("undo-2", "took it back"),
    Event.CANCEL_REQUESTED: ("circle-question-mark", "asked to cancel it"),
    Event.CANCEL_DECLINED: ("x", "declined to cancel it"),
    Event.CANCELLED: ("ban", "cancelled it"),
    Event.DELETED: ("trash-2", "deleted it"),
    Event.EDITED: ("pencil", "changed it"),
    Event.AMENDED: ("pencil", "asked to change it"),
    Event.SUPERSEDED: ("replace", "replaced it"),
    Event.REOPENED: ("rotate-ccw", "opened it again"),
    Event.BACK_TO_DRAFT: ("pencil-line", "made it a draft again"),
    Event.REMINDED: ("bell", "reminded those who decide"),
}

_WHY: Final[Mapping[Why, str]] = {
    Why.NOT_EMPLOYED: "Outside of employment",
    Why.WEEKEND: "Weekend",
    Why.HOLIDAY: "Public holiday",
    Why.CLOSURE: "Company closed",
    Why.NOT_A_WORKING_DAY: "Not a working day",
    Why.BETWEEN_LEAVE: "Counted: between days of leave",
}

MOVEMENTS: Final[Mapping[MovementKind, str]] = {
    MovementKind.GRANT: "Granted",
    MovementKind.USE: "Leave taken",
    MovementKind.RESERVE: "Leave that waits for a decision",
    MovementKind.ADJUSTMENT: "Adjusted by hand",
    MovementKind.CARRY_OUT: "Carried into the next year",
    MovementKind.CARRY_IN: "Carried over from the year before",
    MovementKind.EXPIRY: "Lapsed",
    MovementKind.FORFEIT: "Lapsed at the end of the year",
    MovementKind.CAP: "Cut to the most that may be held",
    MovementKind.WRITE_OFF: "Written off",
    MovementKind.CORRECTION: "Corrected",
}

_HALVES: Final[Mapping[Half, str]] = {Half.AM: "Morning", Half.PM: "Afternoon"}

_STAGES: Final[Mapping[Stage, str]] = {
    Stage.MANAGER: "Waits for the manager",
    Stage.EXECUTIVE: "Waits for HR or an executive",
}


@cache
def filters(language: str) -> dict[str, Callable[..., object]]:
    """Return the filters of the templates for a language."""
    texts, locale = words(language), locale_of(language)

    def number(value: Decimal | int) -> str:
        return str(format_decimal(value, format="#,##0.##", locale=locale)).replace("-", MINUS)

    def exact(value: Decimal) -> str:
        return str(format_decimal(value, format="#,##0.####", locale=locale)).replace("-", MINUS)

    def amount(value: Decimal, unit: Unit | str) -> str:
        one, many = ("hour", "hours") if unit == Unit.HOUR else ("day", "days")
        return f"{number(value)} {texts.ngettext(one, many, abs(value))}"

    def cost(minutes: int, days: Decimal, unit: Unit | str) -> str:
        in_hours = (Decimal(minutes) / 60).quantize(Decimal("0.01"))
        return amount(in_hours, unit) if unit == Unit.HOUR else amount(days, unit)

    def skeleton(name: str) -> Callable[[date], str]:
        return lambda day: str(format_skeleton(name, day, locale=locale))

    def between(first: date, last: date) -> str:
        if first == last:
            return str(format_skeleton("yMMMEd", first, locale=locale))
        return str(format_interval(first, last, "yMMMd", locale=locale))

    def moment(at: datetime, zone: str) -> str:
        local = at.astimezone(ZoneInfo(zone))
        day = format_skeleton("yMMMd", local, locale=locale)
        return f"{day}, {format_datetime(local, 'HH:mm', locale=locale)}"

    def named(
        table: Mapping[State, tuple[str, str]] | Mapping[str, tuple[str, str]],
    ) -> Callable[[str], str]:
        known = {str(key): says for key, (_, says) in table.items()}
        return lambda key: texts.gettext(known[key]) if key in known else str(key)

    return {
        "number": number,
        "exact": exact,
        "amount": amount,
        "cost": lambda line, unit: cost(line.minutes, line.days, unit),
        "hours": lambda minutes: number((Decimal(minutes) / 60).quantize(Decimal("0.01"))),
        "day": skeleton("yMMMEd"),
        "short_day": skeleton("MMMEd"),
        "weekday": skeleton("EEE"),
        "month": skeleton("yMMMM"),
        "month_name": skeleton("MMM"),
        "between": lambda pair: between(*pair),
        "month_number": lambda month: skeleton("MMM")(date(2000, month, 1)),
        "moment": moment,
        "state": named(STATES),
        "state_icon": lambda state: STATES[state][0],
        "event": named(EVENTS),
        "event_icon": lambda name: EVENTS.get(name, ("dot", ""))[0],
        "why": lambda why: texts.gettext(_WHY[why]),
        "half": lambda half: texts.gettext(_HALVES[half]),
        "movement": lambda kind: texts.gettext(MOVEMENTS[kind]),
        "stage": lambda stage: texts.gettext(_STAGES[stage]),
        "sentence": lambda problem: _sentence(problem, language),
        "initials": initials,
    }


def initials(name: str) -> str:
    """Return the first letters of the first and the last of somebody's names."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts))


def _sentence(problem: Problem, language: str) -> str:
    return say(problem, language)
