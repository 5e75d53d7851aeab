"""How long people's data is kept once they have left, and what keeps it from going."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from leavebook.domain.people.leaving import has_left
from leavebook.domain.policy.lengths import add_months
from leavebook.domain.problems import Code, Problem

FEWEST_MONTHS: Final = 1
MOST_MONTHS: Final = 240

SICK_DOCUMENT_MONTHS: Final = 12
OTHER_DOCUMENT_MONTHS: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many months a company keeps people's data after their exit, and its log."""

    after_exit: int = 36
    audit: int = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What decides on whether somebody's data may go."""

    left_on: date | None
    is_held: bool = False
    is_company_held: bool = False


def data_due_on(left_on: date, retention: Retention) -> date:
    """Return the day on which the data of somebody who left has been kept long enough."""
    return add_months(left_on, retention.after_exit)


def document_due_on(last_day: date, *, months: int = SICK_DOCUMENT_MONTHS) -> date:
    """Return the day on which a document on leave that ended then has been kept long enough."""
    return add_months(last_day, months)


def problems_with_anonymising(
    kept: Kept, retention: Retention, *, today: date
) -> tuple[Problem, ...]:
    """Return every reason for which somebody's data has to stay."""
    problems = []
    if kept.left_on is None or not has_left(kept.left_on, today):
        problems.append(Problem(Code.NOT_DUE_YET))
    elif (due := data_due_on(kept.left_on, retention)) > today:
        problems.append(Problem(Code.NOT_DUE_YET, {"on": due}))
    if kept.is_held or kept.is_company_held:
        problems.append(Problem(Code.UNDER_HOLD))
    return tuple(problems)
