"""Which part of the planned days people were away, month by month and by department."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from leavebook.domain.people.permissions import may_see_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.people.work_plans import WorkPlan, work_plans
from leavebook.storage.database import Row
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

NOTHING: Final = Decimal(0)
PERCENT: Final = Decimal(100)
TENTH: Final = Decimal("0.1")

_PEOPLE = """
SELECT e.id, e.joined_on, e.left_on, d.name AS department
  FROM employee AS e
  LEFT JOIN department AS d ON d.id = e.department_id
 WHERE e.joined_on <= %(last)s AND (e.left_on IS NULL OR e.left_on >= %(first)s)
 ORDER BY d.name NULLS LAST, e.id
"""

_ABSENT = """
SELECT r.employee_id, d."on", sum(d.fraction) AS days,
       coalesce(sum(d.fraction) FILTER (WHERE (t.rules ->> 'is_sickness')::boolean AND {known}), 0)
       AS sick
  FROM leave_request AS r
  JOIN leave_request_day AS d ON d.request_id = r.id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE r.state IN ('recorded', 'approved', 'cancel_requested')
   AND d."on" BETWEEN %(first)s AND %(last)s
 GROUP BY r.employee_id, d."on"
 ORDER BY r.employee_id, d."on"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Planned days of work, and on how many of them people were away or sick."""

    planned: Decimal = NOTHING
    away: Decimal = NOTHING
    sick: Decimal = NOTHING

    @property
    def percent_away(self) -> Decimal:
        """The part of the planned days that people were away, in percent."""
        return _percent(self.away, self.planned)

    @property
    def percent_sick(self) -> Decimal:
        """The part of the planned days that people were sick, in percent."""
        return _percent(self.sick, self.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRate:
    """The rates of a stretch of a year; None is who belongs to no department."""

    whole: Rate
    by_month: tuple[tuple[int, Rate], ...]
    by_department: tuple[tuple[str | None, Rate], ...]


def absence_rate(tx: Transaction, *, first: date, last: date) -> AbsenceRate:
    """Return the rates from a day to a day, both included.

    Only days of work count: leave that covers a free day takes nobody away from work. Sickness is
    that of which the actor may learn; of the rest it only counts that people were away. Raises
    Refused for everybody who does not see the whole company.
    """
    if not may_see_everybody(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "report"}))
    people = tx.rows(_PEOPLE, first=first, last=last)
    absent = {(row.employee_id, row.on): (row.days, row.sick) for row in _absent(tx, first, last)}
    plans = work_plans(tx, first=first, last=last)
    months: dict[int, _Sum] = defaultdict(_Sum)
    departments: dict[str | None, _Sum] = defaultdict(_Sum)
    for person in people:
        for day, planned in _days(person, plans.get(person.id)):
            away, sick = absent.get((person.id, day), (NOTHING, NOTHING))
            for each in (months[day.month], departments[person.department]):
                each.add(planned, min(away, planned), min(sick, planned))
    return AbsenceRate(
        whole=_together(departments.values()),
        by_month=tuple((month, each.rate()) for month, each in sorted(months.items())),
        by_department=tuple((name, each.rate()) for name, each in departments.items()),
    )


def _absent(tx: Transaction, first: date, last: date) -> list[Row]:
    query = _ABSENT.format(known=knows_type(tx.actor))
    return tx.rows(query, first=first, last=last, viewer=viewer_of(tx.actor))


@dataclass(slots=True)
class _Sum:
    """A rate that grows day by day: there may be a quarter of a million of them."""

    planned: Decimal = NOTHING
    away: Decimal = NOTHING
    sick: Decimal = NOTHING

    def add(self, planned: Decimal, away: Decimal, sick: Decimal) -> None:
        self.planned += planned
        if away:
            self.away += away
            self.sick += sick

    def rate(self) -> Rate:
        return Rate(planned=self.planned, away=self.away, sick=self.sick)


def _days(person: Row, plan: WorkPlan | None) -> Sequence[tuple[date, Decimal]]:
    if plan is None:
        return ()
    return [
        (day, planned)
        for day, planned in plan.worked.items()
        if planned and person.joined_on <= day and (person.left_on is None or day <= person.left_on)
    ]


def _together(parts: Iterable[_Sum]) -> Rate:
    whole = _Sum()
    for each in parts:
        whole.add(each.planned, each.away, each.sick)
    return whole.rate()


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    if not whole:
        return NOTHING
    return (part * PERCENT / whole).quantize(TENTH, ROUND_HALF_UP)
