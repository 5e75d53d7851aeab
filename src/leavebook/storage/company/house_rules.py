"""What companies agree beside their policies, as it concerns one person around some days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leavebook.domain.calendar.spans import days_between
from leavebook.domain.people.people import DepartmentId, Role
from leavebook.domain.requests.blackouts import Blackout
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.domain.requests.staffing import Crew, StaffingRule
from leavebook.storage.database import Row
from leavebook.storage.people.terms import Terms, site_on
from leavebook.storage.transaction import Transaction

# One statement, because every request that is made waits for its answer.
AROUND_PERSON = """
SELECT ARRAY(
         WITH RECURSIVE above AS (
             SELECT id, parent_id FROM department WHERE id = %(department_id)s
              UNION
             SELECT d.id, d.parent_id FROM department AS d JOIN above AS a ON d.id = a.parent_id)
         SELECT id FROM above ORDER BY id) AS departments,
       ARRAY(SELECT id FROM leave_type
              WHERE rules #>> '{counting,sandwich}' <> 'none' ORDER BY id) AS sandwich_types,
       ARRAY(SELECT id FROM leave_type WHERE earning < 1 ORDER BY id) AS slowing_types,
       (SELECT jsonb_agg(to_jsonb(b) ORDER BY b.id)
          FROM blackout AS b
         WHERE b.first_day <= %(last)s AND b.last_day >= %(first)s
           AND (b.site_id IS NULL OR b.site_id = %(site_id)s)) AS blackouts,
       (SELECT jsonb_agg(jsonb_build_array(c.site_id, c.first_day, c.last_day) ORDER BY c.id)
          FROM closure AS c
         WHERE c.first_day <= %(last)s AND c.last_day >= %(first)s) AS closures,
       EXISTS (SELECT 1 FROM staffing_rule) AS has_crews,
       EXISTS (SELECT 1 FROM shutdown AS s
                WHERE s.called_off_at IS NULL
                  AND s.first_day <= %(last)s AND s.last_day >= %(first)s) AS has_shutdowns
"""

# The other members of people's groups, and how many of them are away on which days; asked for
# some days of many people at once, each under a key.
CREWS = """
WITH RECURSIVE asked AS (
    SELECT *
      FROM unnest(%(keys)s::bigint[], %(employees)s::bigint[], %(departments)s::bigint[],
                  %(sites)s::bigint[], %(firsts)s::date[], %(lasts)s::date[])
        AS a (key, employee_id, department_id, site_id, first, last)
), above AS (
    SELECT a.key, d.id, d.parent_id
      FROM asked AS a JOIN department AS d ON d.id = a.department_id
     UNION
    SELECT a.key, d.id, d.parent_id FROM above AS a JOIN department AS d ON d.id = a.parent_id
), below AS (
    SELECT id AS top, id FROM above
     UNION
    SELECT b.top, d.id FROM department AS d JOIN below AS b ON d.parent_id = b.id
), mine AS (
    SELECT a.key, a.employee_id AS own, a.first, a.last, r.*
      FROM asked AS a
      JOIN staffing_rule AS r
        ON (r.site_id IS NULL OR r.site_id = a.site_id)
       AND (r.department_id IS NULL OR EXISTS (
              SELECT 1 FROM above AS d WHERE d.key = a.key AND d.id = r.department_id))
       AND (r.squad_id IS NULL OR EXISTS (
              SELECT 1 FROM squad_member AS s
               WHERE s.squad_id = r.squad_id AND s.employee_id = a.employee_id))
), member AS (
    SELECT r.key, r.id AS rule_id, r.own, r.first, r.last, e.id AS employee_id
      FROM mine AS r
      JOIN employee AS e
        ON e.joined_on <= r.last AND (e.left_on IS NULL OR e.left_on >= r.first)
       AND (r.site_id IS NULL OR e.site_id = r.site_id)
       AND (r.department_id IS NULL OR e.department_id IN (
              SELECT id FROM below WHERE top = r.department_id))
       AND (r.squad_id IS NULL OR e.id IN (
              SELECT employee_id FROM squad_member WHERE squad_id = r.squad_id))
), away AS (
    SELECT m.key, m.rule_id, d."on", count(DISTINCT m.employee_id) AS people
      FROM member AS m
      JOIN leave_request AS q
        ON q.employee_id = m.employee_id AND q.first_day <= m.last AND q.last_day >= m.first
       AND q.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
      JOIN leave_request_day AS d ON d.request_id = q.id
       AND d."on" BETWEEN m.first AND m.last AND (d.minutes > 0 OR d.fraction > 0)
     WHERE m.employee_id <> m.own
     GROUP BY m.key, m.rule_id, d."on"
)
SELECT r.key, r.name, r.max_absent, r.max_absent_percent, r.min_present, r.is_hard,
       (SELECT count(*) FROM member AS m WHERE m.key = r.key AND m.rule_id = r.id) AS members,
       (SELECT jsonb_object_agg(a."on", a.people) FROM away AS a
         WHERE a.key = r.key AND a.rule_id = r.id) AS away
  FROM mine AS r
 ORDER BY r.key, r.id
"""

_LOCK_HARD = "SELECT id FROM staffing_rule WHERE is_hard ORDER BY id FOR UPDATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """The rules around one person; `closures` hold for the site of each date."""

    departments: frozenset[DepartmentId]
    sandwich_types: frozenset[LeaveTypeId]
    slowing_types: frozenset[LeaveTypeId]
    blackouts: tuple[Blackout, ...]
    closures: frozenset[date]
    has_crews: bool
    has_shutdowns: bool


def read(row: Row, agreed: tuple[Terms, ...]) -> HouseRules:
    """Return the rules in the row that `AROUND_PERSON` asked for."""
    return HouseRules(
        departments=frozenset(DepartmentId(each) for each in row.departments),
        sandwich_types=frozenset(LeaveTypeId(each) for each in row.sandwich_types),
        slowing_types=frozenset(LeaveTypeId(each) for each in row.slowing_types),
        blackouts=tuple(blackout(each) for each in row.blackouts or ()),
        closures=frozenset(
            day
            for site_id, first, last in row.closures or ()
            for day in days_between(date.fromisoformat(first), date.fromisoformat(last))
            if site_id is None or site_id == site_on(agreed, day)
        ),
        has_crews=row.has_crews,
        has_shutdowns=row.has_shutdowns,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOf:
    """Some days of somebody, both ends included, that their groups are asked about."""

    employee_id: int
    department_id: int | None
    site_id: int
    first: date
    last: date


def crews(tx: Transaction, days: DaysOf) -> tuple[Crew, ...]:
    """Return the person's groups that must keep people, with who else of them is away when.

    Where a rule is hard, nobody else books against it until this transaction ends.
    """
    tx.run(_LOCK_HARD)
    return crews_of(tx, {0: days}).get(0, ())


def crews_of(tx: Transaction, asked: Mapping[int, DaysOf]) -> dict[int, tuple[Crew, ...]]:
    """Return the groups of many people under the keys they were asked under; nothing is locked."""
    rows = tx.rows(
        CREWS,
        keys=list(asked),
        employees=[each.employee_id for each in asked.values()],
        departments=[each.department_id for each in asked.values()],
        sites=[each.site_id for each in asked.values()],
        firsts=[each.first for each in asked.values()],
        lasts=[each.last for each in asked.values()],
    )
    found: dict[int, list[Crew]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(_crew(row))
    return {key: tuple(crews) for key, crews in found.items()}


def _crew(row: Row) -> Crew:
    rule = StaffingRule(
        row.name,
        max_absent=row.max_absent,
        max_absent_percent=row.max_absent_percent,
        min_present=row.min_present,
        is_hard=row.is_hard,
    )
    away = {date.fromisoformat(day): count for day, count in (row.away or {}).items()}
    return Crew(rule, members=row.members, away=away)


def blackout(stored: dict[str, Any]) -> Blackout:
    """Return the blackout in a row that was read as JSON."""
    first, last = (date.fromisoformat(stored[name]) for name in ("first_day", "last_day"))
    return Blackout(
        frozenset(days_between(first, last)),
        name=stored["name"],
        department_id=stored["department_id"],
        leave_type_id=stored["leave_type_id"],
        exempt_roles=frozenset(Role(role) for role in stored["exempt_roles"]),
        is_hard=stored["is_hard"],
    )
