"""How days, amounts and moments are written in a language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, format_interval, format_skeleton
from babel.numbers import format_decimal

from leavebook.domain.calendar.counting import HOUR, Unit
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.web import names
from leavebook.web.happenings import EVERYTHING
from leavebook.web.languages import Words, locale_of, words
from leavebook.web.sentences import say

MINUS: Final = "\u2212"
CENTS: Final = Decimal("0.01")
_KILOBYTE: Final = 1000
_MEGABYTE: Final = 1000 * 1000


@dataclass(frozen=True, slots=True)
class Formats:
    """The writing of one language."""

    texts: Words
    locale: Locale

    def number(self, value: Decimal | int) -> str:
        """Return the number with two digits after the point at most."""
        return self._written(value, "#,##0.##")

    def exact(self, value: Decimal) -> str:
        """Return the number with every digit that a ledger keeps."""
        return self._written(value, "#,##0.####")

    def amount(self, value: Decimal, unit: Unit | str) -> str:
        """Return the number with its unit."""
        one, many = ("hour", "hours") if unit == Unit.HOUR else ("day", "days")
        return f"{self.number(value)} {self.texts.ngettext(one, many, abs(value))}"

    def size(self, length: int) -> str:
        """Return the size of a file as file managers show it."""
        if length < _MEGABYTE:
            return f"{self.number(max(1, round(length / _KILOBYTE)))} kB"
        return f"{self._written(Decimal(length) / _MEGABYTE, '#,##0.#')} MB"

    def hours(self, minutes: int) -> str:
        """Return minutes as hours, without the unit."""
        return self.number((Decimal(minutes) / HOUR).quantize(CENTS))

    def cost(self, line: LeaveLine, unit: Unit | str) -> str:
        """Return what a request costs in the unit of its leave type."""
        if unit != Unit.HOUR:
            return self.amount(line.days, unit)
        return self.amount((Decimal(line.minutes) / HOUR).quantize(CENTS), unit)

    def day(self, day: date) -> str:
        """Return the date with weekday and year."""
        return self._by("yMMMEd", day)

    def short_day(self, day: date) -> str:
        """Return the date with its weekday."""
        return self._by("MMMEd", day)

    def weekday(self, day: date) -> str:
        """Return the short name of the day of the week."""
        return self._by("EEE", day)

    def month(self, day: date) -> str:
        """Return the month with its year."""
        return self._by("yMMMM", day)

    def month_number(self, month: int) -> str:
        """Return the short name of a month of the year."""
        return self._by("MMM", date(2000, month, 1))

    def between(self, pair: tuple[date, date]) -> str:
        """Return a first and a last date, or the one date that they are."""
        first, last = pair
        if first == last:
            return self.day(first)
        return str(format_interval(first, last, "yMMMd", locale=self.locale))

    def moment(self, at: datetime, zone: str) -> str:
        """Return date and time where somebody is."""
        local = at.astimezone(ZoneInfo(zone))
        return f"{self._by('yMMMd', local)}, {format_datetime(local, 'HH:mm', locale=self.locale)}"

    def clock(self, at: datetime, zone: str) -> str:
        """Return the time of day where somebody is."""
        return str(format_datetime(at.astimezone(ZoneInfo(zone)), "HH:mm", locale=self.locale))

    def called(self, table: Mapping[Any, str | tuple[str, str]], key: object) -> str:
        """Return the name of a thing; what has none is called as it is."""
        says = table.get(key, str(key))
        return self.texts.gettext(says if isinstance(says, str) else says[1])

    def _by(self, skeleton: str, day: date) -> str:
        return str(format_skeleton(skeleton, day, locale=self.locale))

    def _written(self, value: Decimal | int, pattern: str) -> str:
        return str(format_decimal(value, format=pattern, locale=self.locale)).replace("-", MINUS)


@cache
def formats(language: str) -> Formats:
    """Return the writing of a language."""
    return Formats(words(language), locale_of(language))


@cache
def filters(language: str) -> dict[str, Callable[..., object]]:
    """Return the filters of the templates for a language."""
    write = formats(language)
    plain = (
        write.number, write.exact, write.amount, write.size, write.hours, write.cost, write.day,
        write.short_day, write.weekday, write.month, write.month_number, write.between,
        write.moment, write.clock,
    )  # fmt: skip
    return {
        **{each.__name__: each for each in plain},
        "state": lambda state: write.called(names.STATES, state),
        "state_icon": lambda state: names.STATES[state][0],
        "event": lambda name, details=None: write.called(EVERYTHING, _exactly(name, details)),
        "event_icon": lambda name: EVERYTHING.get(name, ("dot", ""))[0],
        "why": lambda why: write.called(names.WHY, why),
        "half": lambda half: write.called(names.HALVES, half),
        "movement": lambda kind: write.called(names.MOVEMENTS, kind),
        "rung": lambda rung: write.called(names.RUNGS, rung),
        "stage": lambda stage: write.called(names.STAGES, stage),
        "sentence": lambda problem: say(problem, language),
        "initials": initials,
    }


def _exactly(name: str, details: Mapping[str, object] | None) -> str:
    """Return the name of what happened, with what it was, to whom or why where that has its own."""
    known = details or {}
    exact = (f"{name}.{known.get(fact)}" for fact in ("rung", "kind"))
    ways = (*exact, *(f"{name}.{detail}" for detail in known))
    return next((way for way in ways if way in EVERYTHING), name)


def initials(name: str) -> str:
    """Return the first letters of the first and the last of somebody's names."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts))
