"""Requests as records with everything around them: who, for which department, who decides."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from leavebook.domain.approval.states import State
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.permissions import may_see_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.filtered import Column, Condition, Source, Wanted, one_of, page_of
from leavebook.queries.leave.sensitive import readable
from leavebook.services.policies.leave_type_names import ids_called
from leavebook.storage.policies.type_visibility import keeps_types_from, known_types, knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people


class LeaveRecord(NamedTuple):
    """A request with the people around it.

    The department is the one the request was made for, otherwise the person's own. Once it is
    decided or taken back, the approver is whoever did that; before, whoever is meant to. The
    leave type is None where the reader may not learn it. A tuple, because lists read many: its
    fields are the columns of `record_columns`, in their order.
    """

    state: State
    id: int
    uuid: UUID
    person_uuid: UUID
    person_name: str
    person_email: str | None
    person_picture: str | None
    department_uuid: UUID | None
    department: str | None
    leave_type: str | None
    first_day: date
    last_day: date
    reason: str | None
    hidden: bool
    approver_uuid: UUID | None
    approver_name: str | None
    approver_email: str | None
    approver_picture: str | None
    approved_at: datetime | None
    asked_at: datetime
    changed_at: datetime
    version: int


def leave_records(
    tx: Transaction, wanted: Wanted, *, only_own: bool = False
) -> tuple[tuple[LeaveRecord, ...], int]:
    """Return the page of the requests that the actor may see, and how many there are in all.

    With `only_own` it is the actor's own requests alone, whatever else they may see. Leave
    types are asked for by what they are called; leave of a type that the actor may not learn is
    found under none.
    """
    source, by_secret_types = _source(tx.actor), False
    if any(condition.field == "leave_type" for condition in wanted.conditions):
        conditions = tuple(_by_id(tx, each) for each in wanted.conditions)
        wanted = replace(wanted, conditions=conditions)
        by_secret_types = not only_own and keeps_types_from(tx)
    if by_secret_types:
        source = replace(source, filters=_FILTERS | {"leave_type": _learnt_type(tx.actor)})
    rows, total = page_of(
        tx,
        source,
        wanted,
        among=f"NOT r.hidden AND r.state <> 'draft' AND {_among(tx.actor, only_own=only_own)}",
        tally=None if only_own or by_secret_types else _tally(tx.actor, wanted),
        viewer=viewer_of(tx.actor),
    )
    return tuple(rows.each(_record)), total


def leave_record(tx: Transaction, uuid: UUID, *, only_own: bool = False) -> LeaveRecord:
    """Return the request with this uuid.

    Raises Refused: nothing found for what does not exist, is another company's or was taken
    out of sight; forbidden for what is a colleague's.
    """
    opens = "e.id = %(viewer)s" if only_own else visible_people(tx.actor)
    row = one_of(
        tx,
        _source(tx.actor, also=f", {opens} AS is_open"),
        "r.uuid = %(uuid)s AND NOT r.hidden AND r.state <> 'draft'",
        uuid=uuid,
        viewer=viewer_of(tx.actor),
    )
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    *record, is_open = row
    if not is_open:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "see"}))
    return _record(record)


def leave_record_of(tx: Transaction, request_id: int) -> LeaveRecord:
    """Return the request that this call has just written, out of sight or not."""
    row = one_of(tx, _source(tx.actor), "r.id = %(id)s", id=request_id, viewer=viewer_of(tx.actor))
    if row is None:
        raise LookupError("the request is gone although this call wrote it")
    return _record(row)


def _by_id(tx: Transaction, condition: Condition) -> Condition:
    """Return the condition with the ids of leave types instead of their names."""
    if condition.field != "leave_type":
        return condition
    names = [str(value) for value in condition.values if value is not None]
    nothing = (None,) if None in condition.values else ()
    return replace(condition, values=(*ids_called(tx, names), *nothing))


def _among(actor: Actor, *, only_own: bool) -> str:
    if only_own:
        return "r.employee_id = %(viewer)s"
    if may_see_everybody(actor):
        return "true"
    # An array, so that few people are looked up in the index of their requests.
    seen = f"SELECT e.id FROM employee AS e WHERE {visible_people(actor)}"  # noqa: S608  constant text
    return f"r.employee_id = ANY(ARRAY({seen}))"


def _tally(actor: Actor, wanted: Wanted) -> str | None:
    """Return the quick way to count, open to those who see everybody and ask for no person."""
    named = {condition.field for condition in wanted.conditions}
    if not may_see_everybody(actor) or named - {"leave_type", "state"}:
        return None
    return _TALLY


_TALLY = """
SELECT coalesce(sum(r.requests), 0)::bigint AS total
  FROM leave_tally AS r
 WHERE NOT r.hidden AND r.state <> 'draft'
"""


# Once decided, whoever decided; before that, whoever is meant to. CASE where coalesce would do:
# below row-level security PostgreSQL looks nothing up in an index by a coalesce.
_APPROVER = """
CASE WHEN r.state = 'pending' THEN r.intended_approver_id
     WHEN r.state IN ('withdrawn', 'cancelled') THEN r.cancelled_by
     WHEN r.exec_decided_by IS NULL THEN r.manager_decided_by
     ELSE r.exec_decided_by END
"""
_APPROVED_AT = """
CASE WHEN r.state = 'pending' THEN r.intended_approval_at
     WHEN r.state IN ('withdrawn', 'cancelled') THEN r.cancelled_at
     ELSE coalesce(r.exec_decided_at, r.manager_decided_at) END
"""

RECORD_JOINS = f"""
  LEFT JOIN employee AS e ON e.company_id = r.company_id AND e.id = r.employee_id
  LEFT JOIN user_account AS u ON u.company_id = e.company_id AND u.id = e.user_id
  LEFT JOIN department AS d
    ON d.company_id = r.company_id
   AND d.id = CASE WHEN r.department_id IS NULL THEN e.department_id ELSE r.department_id END
  LEFT JOIN leave_type AS t ON t.company_id = r.company_id AND t.id = r.leave_type_id
  LEFT JOIN user_account AS a ON a.company_id = r.company_id AND a.id = {_APPROVER}
"""


def record_columns(actor: Actor) -> str:
    """Return the columns of a record; `FROM` gives `leave_request AS r`, `RECORD_JOINS` others."""
    return f"""
       r.state, r.id, r.uuid, coalesce(u.uuid, e.uuid) AS person_uuid, e.full_name AS person_name,
       u.email AS person_email, u.picture AS person_picture, d.uuid AS department_uuid,
       d.name AS department, {_leave_type(actor)} AS leave_type, r.first_day, r.last_day,
       {readable("r.reason", actor)} AS reason, r.hidden,
       a.uuid AS approver_uuid, a.name AS approver_name, a.email AS approver_email,
       a.picture AS approver_picture, {_APPROVED_AT} AS approved_at,
       r.asked_at, r.changed_at, r.version
    """


_FILTERS = {
    "person": Column("coalesce(u.uuid, e.uuid)", "uuid"),
    "department": Column("d.uuid", "uuid"),
    "leave_type": Column("r.leave_type_id", "bigint"),
    "first_day": Column("r.first_day", "date"),
    "last_day": Column("r.last_day", "date"),
    "state": Column("r.state", "text"),
}

_SORTS = {
    "asked_at": "r.asked_at",
    "changed_at": "r.changed_at",
    "first_day": "r.first_day",
    "last_day": "r.last_day",
    "person": "e.full_name",
    "state": "array_position(ARRAY['pending', 'recorded', 'approved', 'cancel_requested',"
    " 'rejected', 'withdrawn', 'cancelled', 'superseded'], r.state)",
    "version": "r.version",
}


def _source(actor: Actor, *, also: str = "") -> Source:
    return Source(
        table="leave_request",
        joins=RECORD_JOINS,
        columns=record_columns(actor) + also,
        filters=_FILTERS,
        sorts=_SORTS | {"leave_type": _leave_type(actor)},
        newest="r.asked_at",
    )


def _leave_type(actor: Actor) -> str:
    return f"CASE WHEN {knows_type(actor)} THEN t.name END"


def _learnt_type(actor: Actor) -> Column:
    """Return the type where the actor may find leave by it."""
    learnt = f"{known_types(actor)} OR r.employee_id = %(viewer)s"
    return Column(f"CASE WHEN {learnt} THEN r.leave_type_id END", "bigint")


def _record(row: Iterable[Any]) -> LeaveRecord:
    state, *others = row
    return LeaveRecord._make((_STATES[state], *others))


_STATES: Final[Mapping[str, State]] = {each.value: each for each in State}
