"""Refusals in days, in which alone this API tells amounts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from leavebook.domain.calendar.conversion import converted
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.problems import Problem, Refused
from leavebook.http.door import Transaction
from leavebook.queries.books.balances import average_day_of


@contextmanager
def told_in_days(tx: Transaction, whose: Callable[[], int]) -> Iterator[None]:
    """What is refused inside is told in days of that employee's average length.

    Who it is about is asked only then.
    """
    try:
        yield
    except Refused as refusal:
        if not any(_is_in_hours(problem) for problem in refusal.problems):
            raise
        minutes = average_day_of(tx, whose())
        raise Refused(*(_in_days(each, minutes) for each in refusal.problems)) from refusal


def _is_in_hours(problem: Problem) -> bool:
    return problem.facts.get("unit") is Unit.HOUR


def _in_days(problem: Problem, minutes: int) -> Problem:
    if not _is_in_hours(problem):
        return problem
    facts = {
        name: converted(fact, from_unit=Unit.HOUR, to_unit=Unit.DAY, minutes=minutes)
        if isinstance(fact, Decimal)
        else fact
        for name, fact in problem.facts.items()
    }
    return Problem(problem.code, {**facts, "unit": Unit.DAY})
