"""Who is away in a stretch of days: everybody by name, of which type as far as it is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half, Span, days_between
from leavebook.queries.people.work_plans import NO_PLAN, WorkPlan, work_plans
from leavebook.services.company.holidays import take_down_missing
from leavebook.storage.company.holidays import MissingYear
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of
from leavebook.storage.policies.type_visibility import learns_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_PEOPLE = """
SELECT e.id, e.full_name, e.site_id, d.name AS department
  FROM employee AS e
  LEFT JOIN department AS d ON d.id = e.department_id
 WHERE (e.left_on IS NULL OR e.left_on > %(first)s) AND e.joined_on <= %(last)s
   AND (%(site_id)s::bigint IS NULL OR e.site_id = %(site_id)s)
   AND (%(department_id)s::bigint IS NULL OR e.department_id = %(department_id)s)
 ORDER BY e.full_name, e.id
"""

# What waits for a decision is known to those whom it concerns, and to nobody else.
_ABSENCES = """
SELECT r.id, r.employee_id, r.first_day, r.last_day, r.spans, r.state, detailed.is_so AS detailed,
       CASE WHEN r.state = 'pending' THEN r.replaces_id END AS instead_of,
       CASE WHEN learnt.is_so THEN t.id END AS leave_type_id,
       CASE WHEN learnt.is_so THEN t.name END AS leave_type,
       CASE WHEN learnt.is_so THEN t.code END AS code
  FROM leave_request AS r
  JOIN employee AS e ON e.id = r.employee_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 CROSS JOIN LATERAL (SELECT {visible} AS is_so) AS detailed
 CROSS JOIN LATERAL (SELECT {learns} AS is_so) AS learnt
 WHERE r.first_day <= %(last)s AND r.last_day >= %(first)s
   AND (r.state IN ('recorded', 'approved', 'cancel_requested')
        OR (r.state = 'pending' AND detailed.is_so))
   AND (%(site_id)s::bigint IS NULL OR e.site_id = %(site_id)s)
   AND (%(department_id)s::bigint IS NULL OR e.department_id = %(department_id)s)
 ORDER BY r.employee_id, r.first_day, r.id
"""

_HOLIDAYS = """
SELECT DISTINCT ON (site_id, "on") site_id, "on", name, free, removed
  FROM holiday
 WHERE "on" BETWEEN %(first)s AND %(last)s
 ORDER BY site_id, "on", source
"""

_CLOSURES = """
SELECT name, greatest(first_day, %(first)s::date) AS first_day,
       least(last_day, %(last)s::date) AS last_day, site_id
  FROM closure
 WHERE first_day <= %(last)s AND last_day >= %(first)s
 ORDER BY first_day, id
"""

_MISSING = """
SELECT s.id AS site_id, s.country, s.region, y.year
  FROM site AS s
 CROSS JOIN generate_series(%(first_year)s::int, %(last_year)s::int) AS y (year)
 WHERE NOT EXISTS (SELECT 1 FROM holiday_year AS h WHERE h.site_id = s.id AND h.year = y.year)
 ORDER BY s.id, y.year
"""

_SITES = "SELECT id, name FROM site ORDER BY name, id"
_DEPARTMENTS = "SELECT id, name FROM department ORDER BY name, id"

BOTH = frozenset(Half)
_NO_HALF: frozenset[Half] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Leave that touches the days; without a type it is only known that somebody is away.

    `request_id` is that of leave whose page the actor may open; how it stands is known of that
    alone. `halves` are the halves taken of each day, leave by the hour counting as the whole day.
    """

    request_id: int | None
    leave_type_id: int | None
    leave_type: str | None
    code: str | None
    state: State | None
    first_day: date
    last_day: date
    halves: dict[date, frozenset[Half]]

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is State.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class WallRow:
    """One person's days."""

    employee_id: int
    full_name: str
    site_id: int
    department: str | None
    plan: WorkPlan
    by_day: dict[date, tuple[Absence, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A site or a department to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallchart:
    """The people and their absences; holidays are by site and day, half ones with their half."""

    days: tuple[date, ...]
    rows: tuple[WallRow, ...]
    holidays: dict[tuple[int, date], str]
    half_holidays: dict[tuple[int, date], tuple[Half, str]]
    sites: tuple[Place, ...]
    departments: tuple[Place, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which days and whose; None is everybody."""

    first: date
    last: date
    site_id: int | None = None
    department_id: int | None = None
    only_away: bool = False


def wallchart(tx: Transaction, view: View) -> Wallchart:
    """Return who is away on the days, everybody in the company included."""
    _take_down_holidays(tx, view)
    asked = {
        "first": view.first,
        "last": view.last,
        "site_id": view.site_id,
        "department_id": view.department_id,
    }
    people = tx.ask(_PEOPLE, **asked)
    query = _ABSENCES.format(
        visible=visible_people(tx.actor), learns=learns_type(tx.actor, sees="detailed.is_so")
    )
    absences = tx.ask(query, **asked, viewer=viewer_of(tx.actor))
    free = tx.ask(_HOLIDAYS, first=view.first, last=view.last)
    closed = tx.ask(_CLOSURES, first=view.first, last=view.last)
    sites, departments = tx.ask(_SITES), tx.ask(_DEPARTMENTS)
    everybody, places = people.fetchall(), sites.fetchall()
    days_off = free.fetchall()
    plans = work_plans(tx, first=view.first, last=view.last)
    by_person = _by_person(absences.fetchall(), view)
    return Wallchart(
        days=tuple(days_between(view.first, view.last)),
        rows=tuple(
            _row(row, plans.get(row.id, NO_PLAN), by_person.get(row.id, {}))
            for row in everybody
            if row.id in by_person or not view.only_away
        ),
        holidays={
            **_closed_days(closed.fetchall(), [row.id for row in places]),
            **_free_days(days_off),
        },
        half_holidays=_half_free_days(days_off),
        sites=tuple(Place(id=row.id, name=row.name) for row in places),
        departments=tuple(Place(id=row.id, name=row.name) for row in departments.fetchall()),
        people=len(everybody),
    )


def _row(row: Row, plan: WorkPlan, by_day: dict[date, tuple[Absence, ...]]) -> WallRow:
    return WallRow(
        employee_id=row.id,
        full_name=row.full_name,
        site_id=row.site_id,
        department=row.department,
        plan=plan,
        by_day=by_day,
    )


def _free_days(rows: Iterable[Row]) -> dict[tuple[int, date], str]:
    return {
        (row.site_id, row.on): row.name for row in rows if not row.removed and row.free == "full"
    }


def _half_free_days(rows: Iterable[Row]) -> dict[tuple[int, date], tuple[Half, str]]:
    return {
        (row.site_id, row.on): (Half(row.free), row.name)
        for row in rows
        if not row.removed and row.free != "full"
    }


def _closed_days(rows: Iterable[Row], sites: list[int]) -> dict[tuple[int, date], str]:
    return {
        (site_id, day): row.name
        for row in rows
        for site_id in (sites if row.site_id is None else [row.site_id])
        for day in days_between(row.first_day, row.last_day)
    }


def _take_down_holidays(tx: Transaction, view: View) -> None:
    missing = tx.rows(_MISSING, first_year=view.first.year, last_year=view.last.year)
    take_down_missing(tx, (MissingYear(**row._asdict()) for row in missing))


def _by_person(rows: Iterable[Row], view: View) -> dict[int, dict[date, tuple[Absence, ...]]]:
    rows = tuple(rows)
    shown = {row.id: _absence(row, view) for row in rows}
    found: dict[int, dict[date, tuple[Absence, ...]]] = {}
    for row in rows:
        absence = _beside(shown[row.id], shown.get(row.instead_of))
        days = found.setdefault(row.employee_id, {})
        for day in absence.halves:
            days[day] = (*days.get(day, ()), absence)
    return found


def _beside(absence: Absence, agreed: Absence | None) -> Absence:
    """Return a change of agreed leave with what it takes beyond that."""
    if agreed is None:
        return absence
    beyond = {
        day: taken - agreed.halves.get(day, _NO_HALF) for day, taken in absence.halves.items()
    }
    return replace(absence, halves={day: halves for day, halves in beyond.items() if halves})


def _absence(row: Row, view: View) -> Absence:
    spans = value_of(row.spans, tuple[Span, ...])
    return Absence(
        request_id=row.id if row.detailed else None,
        leave_type_id=row.leave_type_id,
        leave_type=row.leave_type,
        code=row.code,
        state=State(row.state) if row.detailed else None,
        first_day=row.first_day,
        last_day=row.last_day,
        halves=_halves(spans, view),
    )


def _halves(spans: tuple[Span, ...], view: View) -> dict[date, frozenset[Half]]:
    found: dict[date, frozenset[Half]] = {}
    for span in spans:
        first, last = max(span.first, view.first), min(span.last, view.last)
        if first > last:
            continue
        for day in days_between(first, last):
            taken = BOTH if span.in_hours else span.halves_on(day)
            found[day] = found.get(day, frozenset()) | taken
    return found
