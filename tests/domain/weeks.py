"""Calendars that the tests of counting and of requests share."""

from collections.abc import Iterable
from datetime import date

from leavebook.domain.calendar.calendar import Holiday, Part, WorkCalendar
from leavebook.domain.calendar.patterns import WorkingPattern, WorkInterval, WorkWeek, even_week
from leavebook.domain.calendar.spans import Half

FULL_TIME = even_week(40 * 60)
EVERY_DAY = even_week(56 * 60, range(7))
MORNING = WorkInterval(8 * 60, 12 * 60, Half.AM)
AFTERNOON = WorkInterval(13 * 60, 17 * 60, Half.PM)
MORNINGS_ONLY = WorkWeek(((MORNING,),) * 5 + ((),) * 2)
NOTHING = WorkWeek(((),) * 7)


def calendar(
    week: WorkWeek = FULL_TIME,
    *holidays: Holiday,
    closures: Iterable[date] = (),
    employed_from: date | None = None,
    employed_to: date | None = None,
) -> WorkCalendar:
    return WorkCalendar(
        (WorkingPattern((week,)),),
        holidays,
        closures=frozenset(closures),
        employed_from=employed_from,
        employed_to=employed_to,
    )


def holiday(on: date, free: Part = Part.FULL) -> Holiday:
    return Holiday(on, "a holiday", free)
