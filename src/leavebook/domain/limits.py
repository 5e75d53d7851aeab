"""What no input may exceed, and the refusal that names the field which did."""

from datetime import date
from typing import Final

from leavebook.domain.problems import Code, Fact, Problem, Refused

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)


def invalid(field: str, problem: str, **allowed: Fact) -> Refused:
    """Return the refusal that says what is wrong with one field."""
    return Refused(Problem(Code.INVALID, {"field": field, "problem": problem, **allowed}))


def read_day(text: str, *, field: str) -> date:
    """Return the date that a text such as 2026-04-10 names, or refuse naming the field.

    No other way of writing a date is taken, such as 20260410 or 2026-W15-5.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise invalid(field, "not_a_date") from error
    if day.isoformat() != text:
        raise invalid(field, "not_a_date")
    return known_day(day, field=field)


def known_day(day: date, *, field: str) -> date:
    """Return the day unchanged; days outside 1990 to 2100 are refused naming the field."""
    if not EARLIEST <= day <= LATEST:
        raise invalid(field, "out_of_range", earliest=EARLIEST, latest=LATEST)
    return day
