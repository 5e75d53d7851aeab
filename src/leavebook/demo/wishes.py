"""What somebody would like to take off in a year, out of dice that fall the same every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.people.people import Gender

SATURDAY: Final = 5
FRIDAY: Final = 4
ONE_DAY: Final = timedelta(days=1)
A_WEEK: Final = 5
"""Working days."""

_SUMMER: Final = range(24, 35)
_SPRING: Final = range(5, 17)
_AUTUMN: Final = range(40, 46)
_ANY_WEEK: Final = (*range(2, 24), *range(36, 50))

_RESTING: Final = ("Summer holiday", "Family holiday", "Two weeks by the sea", "Hiking", None)
_LONG_WEEKENDS: Final = ("Long weekend", "Visiting friends", "Wedding of a friend", None)
_ERRANDS: Final = ("Moving house", "School event", "Appointment", None)
_ILLNESS: Final = ("Flu", "Migraine", None)


class Fate(StrEnum):
    """What becomes of a request in the end."""

    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    LEFT_OPEN = "left_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Leave that somebody asks for so many days ahead, by the code of its type."""

    code: str
    span: Span
    days_ahead: int
    reason: str | None = None
    fate: Fate = Fate.GRANTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Which of a company's leave types stands for what; None is not offered."""

    annual: str
    sick: str
    emergency: str | None
    unpaid: str
    paternity: str | None


IN_DAYS: Final = Codes(annual="AL", sick="SL", emergency="EL", unpaid="UL", paternity="PL")
IN_HOURS: Final = Codes(annual="AL", sick="PL", emergency=None, unpaid="UL", paternity=None)


def full_year(rng: Random, year: int, codes: Codes, gender: Gender) -> tuple[Wish, ...]:
    """Return ten wishes of a year: at most twenty days of annual leave, and little else."""
    return tuple(
        sorted(
            (
                _rest(rng, codes, year, rng.choice(_SUMMER), 2 * A_WEEK),
                _rest(rng, codes, year, rng.choice((*_SPRING, *_AUTUMN)), A_WEEK),
                *(_long_weekend(rng, codes, year, days) for days in (1, 2, 1)),
                *(_half_day(rng, codes, year) for _ in range(2)),
                *(_illness(rng, codes, year, days) for days in (1, rng.randint(2, 3))),
                _something_else(rng, codes, year, gender),
            ),
            key=_first_day,
        )
    )


def plain_year(rng: Random, year: int, codes: Codes) -> tuple[Wish, ...]:
    """Return the five wishes that nearly everybody has in a year: sixteen and a half days."""
    summer = _rest(rng, codes, year, rng.choice(_SUMMER), 2 * A_WEEK)
    rest = light_year(rng, year, codes, half_days=True)
    return tuple(sorted((summer, *rest), key=_first_day))


def light_year(rng: Random, year: int, codes: Codes, *, half_days: bool) -> tuple[Wish, ...]:
    """Return a few wishes of a year: about a week of annual leave, so that much is left."""
    found = [
        _rest(rng, codes, year, rng.choice((*_SPRING, *_AUTUMN)), A_WEEK),
        _long_weekend(rng, codes, year, 1),
        _illness(rng, codes, year, 2),
    ]
    if half_days:
        found.append(_half_day(rng, codes, year))
    return tuple(sorted(found, key=_first_day))


def open_wish(rng: Random, today: date, codes: Codes) -> Wish:
    """Return a wish for the coming weeks that waits for a decision since yesterday."""
    first = _workday(today + timedelta(days=rng.randint(14, 45)))
    last = _after(first, rng.randint(1, 3))
    return Wish(
        code=codes.annual,
        span=whole_days(first, last),
        days_ahead=(first - today).days + rng.randint(1, 3),
        reason=rng.choice(_LONG_WEEKENDS),
        fate=Fate.LEFT_OPEN,
    )


def _first_day(wish: Wish) -> date:
    return wish.span.first


def _rest(rng: Random, codes: Codes, year: int, week: int, days: int) -> Wish:
    first = date.fromisocalendar(year, week, 1)
    return Wish(
        code=codes.annual,
        span=whole_days(first, _after(first, days)),
        days_ahead=rng.randint(30, 90),
        reason=rng.choice(_RESTING),
    )


def _long_weekend(rng: Random, codes: Codes, year: int, days: int) -> Wish:
    first = date.fromisocalendar(year, rng.choice(_ANY_WEEK), FRIDAY + 1)
    fates = (*([Fate.GRANTED] * 8), Fate.REFUSED, Fate.TAKEN_BACK)
    return Wish(
        code=codes.annual,
        span=whole_days(first, _after(first, days)),
        days_ahead=rng.randint(8, 40),
        reason=rng.choice(_LONG_WEEKENDS),
        fate=rng.choice(fates),
    )


def _half_day(rng: Random, codes: Codes, year: int) -> Wish:
    day = _some_day(rng, year)
    return Wish(
        code=codes.annual,
        span=half_day(day, day, rng.choice(tuple(Half))),
        days_ahead=rng.randint(3, 14),
        reason=rng.choice(_ERRANDS),
    )


def _illness(rng: Random, codes: Codes, year: int, days: int) -> Wish:
    first = _some_day(rng, year)
    return Wish(
        code=codes.sick,
        span=whole_days(first, _after(first, days)),
        days_ahead=0,
        reason=rng.choice(_ILLNESS),
    )


def _something_else(rng: Random, codes: Codes, year: int, gender: Gender) -> Wish:
    if codes.paternity is not None and gender is Gender.MALE and rng.random() < 1 / 12:
        first = date.fromisocalendar(year, rng.choice(_ANY_WEEK), 1)
        span = whole_days(first, _after(first, A_WEEK))
        return Wish(code=codes.paternity, span=span, days_ahead=40, reason="Our daughter is here")
    day = _some_day(rng, year)
    if codes.emergency is not None and rng.random() < 1 / 2:
        return Wish(code=codes.emergency, span=whole_days(day), days_ahead=0, reason="Water damage")
    return Wish(code=codes.unpaid, span=whole_days(day), days_ahead=20, reason="Private matters")


def _some_day(rng: Random, year: int) -> date:
    return date.fromisocalendar(year, rng.choice(_ANY_WEEK), rng.randint(1, A_WEEK))


def _after(first: date, days: int) -> date:
    """Return the last of so many weekdays, the first one included."""
    weekdays = _weekdays_from(first)
    return [next(weekdays) for _ in range(days)][-1]


def _workday(day: date) -> date:
    return next(_weekdays_from(day))


def _weekdays_from(day: date) -> Iterator[date]:
    while True:
        if day.weekday() < SATURDAY:
            yield day
        day += ONE_DAY
