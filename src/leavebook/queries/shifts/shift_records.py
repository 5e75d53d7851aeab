"""Templates, shifts and assignments as lists and single views show them."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from leavebook.domain.calendar.shifts import AssignmentState, ShiftState, may_plan_shifts
from leavebook.domain.people.actors import Actor
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.filtered import Column, Source, Wanted, one_of, page_of
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What every record of shifts carries; `made_by` is whoever planned it."""

    uuid: UUID
    active: bool
    version: int
    created_at: datetime
    changed_at: datetime
    made_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRecord(Kept):
    """A template of shifts."""

    name: str
    department_uuid: UUID | None
    start_time: time
    end_time: time
    days_of_week: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRecord(Kept):
    """A shift."""

    title: str
    template_uuid: UUID | None
    department_uuid: UUID | None
    starts_at: datetime
    ends_at: datetime
    state: ShiftState


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRecord(Kept):
    """A person in a shift, or taken out of it by the request named."""

    shift_uuid: UUID
    person_uuid: UUID
    state: AssignmentState
    request_uuid: UUID | None


def template_records(tx: Transaction, wanted: Wanted) -> tuple[tuple[TemplateRecord, ...], int]:
    """Return the page of the company's templates, and how many there are in all."""
    rows, total = page_of(tx, _TEMPLATES, wanted, among="r.active")
    return tuple(_template(row) for row in rows.fetchall()), total


def shift_records(tx: Transaction, wanted: Wanted) -> tuple[tuple[ShiftRecord, ...], int]:
    """Return the page of the shifts: all of them for planners, their own for everybody else."""
    among = f"r.active AND {_seen_shift(tx.actor)}"
    rows, total = page_of(tx, _SHIFTS, wanted, among=among, viewer=viewer_of(tx.actor))
    return tuple(_shift(row) for row in rows.fetchall()), total


def assignment_records(tx: Transaction, wanted: Wanted) -> tuple[tuple[AssignmentRecord, ...], int]:
    """Return the page of the assignments of whoever the actor may see."""
    people = f"SELECT e.id FROM employee AS e WHERE {visible_people(tx.actor)}"  # noqa: S608  constant text
    among = f"r.active AND r.employee_id = ANY(ARRAY({people}))"
    rows, total = page_of(tx, _ASSIGNMENTS, wanted, among=among, viewer=viewer_of(tx.actor))
    return tuple(_assignment(row) for row in rows.fetchall()), total


def template_record(tx: Transaction, uuid: UUID) -> TemplateRecord:
    """Return the template; raises Refused when there is none in sight."""
    return _template(_found(tx, _TEMPLATES, uuid, seen="true", what="shift template"))


def shift_record(tx: Transaction, uuid: UUID) -> ShiftRecord:
    """Return the shift; raises Refused when there is none that the actor may see."""
    return _shift(_found(tx, _SHIFTS, uuid, seen=_seen_shift(tx.actor), what="shift"))


def assignment_record(tx: Transaction, uuid: UUID) -> AssignmentRecord:
    """Return the assignment; raises Refused when there is none that the actor may see."""
    seen = visible_people(tx.actor)
    return _assignment(_found(tx, _ASSIGNMENTS, uuid, seen=seen, what="shift assignment"))


def template_record_of(tx: Transaction, template_id: int) -> TemplateRecord:
    """Return the template that this call has just written."""
    return _template(_written(tx, _TEMPLATES, template_id))


def shift_record_of(tx: Transaction, shift_id: int) -> ShiftRecord:
    """Return the shift that this call has just written."""
    return _shift(_written(tx, _SHIFTS, shift_id))


def assignment_record_of(tx: Transaction, assignment_id: int) -> AssignmentRecord:
    """Return the assignment that this call has just written."""
    return _assignment(_written(tx, _ASSIGNMENTS, assignment_id))


def _seen_shift(actor: Actor) -> str:
    if may_plan_shifts(actor):
        return "true"
    return """
r.id IN (SELECT shift_id FROM shift_assignment
          WHERE employee_id = %(viewer)s AND active AND state = 'assigned')
"""


def _found(tx: Transaction, source: Source, uuid: UUID, *, seen: str, what: str) -> Row:
    key = f"r.uuid = %(uuid)s AND r.active AND {seen}"
    row = one_of(tx, source, key, uuid=uuid, viewer=viewer_of(tx.actor))
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": what}))
    return row


def _written(tx: Transaction, source: Source, row_id: int) -> Row:
    row = one_of(tx, source, "r.id = %(id)s", id=row_id)
    if row is None:
        raise LookupError("the record is gone although this call wrote it")
    return row


_KEPT = "r.uuid, r.active, r.version, r.created_at, r.changed_at, m.uuid AS made_by"

_MADE_BY = """
  LEFT JOIN user_account AS m ON m.company_id = r.company_id AND m.id = r.created_by
"""
_DEPARTMENT = """
  LEFT JOIN department AS d ON d.company_id = r.company_id AND d.id = r.department_id
"""
_TIMES = {"created_at": "r.created_at", "changed_at": "r.changed_at", "version": "r.version"}

_TEMPLATES = Source(
    table="shift_template",
    joins=_MADE_BY + _DEPARTMENT,
    columns=f"{_KEPT}, r.name, d.uuid AS department_uuid, r.start_time, r.end_time, r.days_of_week",
    filters={"name": Column("r.name", "text"), "department": Column("d.uuid", "uuid")},
    sorts={**_TIMES, "name": "r.name"},
    newest="r.created_at",
)

_SHIFTS = Source(
    table="shift",
    joins=f"""{_MADE_BY}{_DEPARTMENT}
  LEFT JOIN shift_template AS t ON t.company_id = r.company_id AND t.id = r.template_id
""",
    columns=f"{_KEPT}, r.title, t.uuid AS template_uuid, d.uuid AS department_uuid, r.starts_at,"
    " r.ends_at, r.state",
    filters={
        "template": Column("t.uuid", "uuid"),
        "department": Column("d.uuid", "uuid"),
        "state": Column("r.state", "text"),
        "starts_at": Column("r.starts_at", "timestamptz"),
        "ends_at": Column("r.ends_at", "timestamptz"),
    },
    sorts={**_TIMES, "starts_at": "r.starts_at", "ends_at": "r.ends_at", "title": "r.title"},
    newest="r.starts_at",
)

_ASSIGNMENTS = Source(
    table="shift_assignment",
    joins=f"""{_MADE_BY}
  LEFT JOIN shift AS s ON s.company_id = r.company_id AND s.id = r.shift_id
  LEFT JOIN employee AS e ON e.company_id = r.company_id AND e.id = r.employee_id
  LEFT JOIN user_account AS u ON u.company_id = e.company_id AND u.id = e.user_id
  LEFT JOIN leave_request AS l ON l.company_id = r.company_id AND l.id = r.request_id
""",
    columns=f"{_KEPT}, s.uuid AS shift_uuid, coalesce(u.uuid, e.uuid) AS person_uuid, r.state,"
    " l.uuid AS request_uuid",
    filters={
        "shift": Column("s.uuid", "uuid"),
        "person": Column("coalesce(u.uuid, e.uuid)", "uuid"),
        "state": Column("r.state", "text"),
        "request": Column("l.uuid", "uuid"),
    },
    sorts={**_TIMES, "starts_at": "s.starts_at"},
    newest="r.created_at",
)


def _template(row: Row) -> TemplateRecord:
    return TemplateRecord(**{**row._asdict(), "days_of_week": tuple(row.days_of_week)})


def _shift(row: Row) -> ShiftRecord:
    return ShiftRecord(**{**row._asdict(), "state": ShiftState(row.state)})


def _assignment(row: Row) -> AssignmentRecord:
    return AssignmentRecord(**{**row._asdict(), "state": AssignmentState(row.state)})
