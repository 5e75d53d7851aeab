"""One request as lists and single views show it: who, what, when, and who agreed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from leavebook.domain.approval.states import Stage, State
from leavebook.domain.calendar.spans import Half
from leavebook.domain.people.actors import Actor
from leavebook.queries.leave.sensitive import readable
from leavebook.storage.database import Row
from leavebook.storage.policies.type_visibility import knows_type

NOT_SAID: Final = "Something is to be put right there; HR can read what."
"""In place of what another system says, where the type may not be learnt that it may name."""


class LeaveLine(NamedTuple):
    """A request with the names around it.

    `days` and `minutes` are what the leave costs, whatever unit its type keeps; `half_day` is
    set when all of it is one half of one date. `person_uuid` names the person's login, or for
    somebody without one the employee. `external_ref` is what the caller's own system calls the
    request. `decided_by` is whoever approved or rejected last. The leave type and whether it is
    paid are None where the reader may not learn them. `starts_at` and `ends_at` are the moments
    that a program gave for the two ends, read only where `MOMENT_COLUMNS` are. A tuple, because
    lists read many: its fields are the columns of `line_columns`, in their order.
    """

    state: State
    stage: Stage | None
    half_day: Half | None
    id: int
    uuid: UUID
    employee_id: int
    employee_number: str
    full_name: str
    person_uuid: UUID
    email: str | None
    picture: str | None
    department: str | None
    leave_type_id: int | None
    leave_type_uuid: UUID | None
    leave_type: str | None
    paid: bool | None
    first_day: date
    last_day: date
    days: Decimal
    minutes: int
    reason: str | None
    document_url: str | None
    hidden: bool
    asked_at: datetime
    decided_by: int | None
    decided_by_name: str | None
    decided_at: datetime | None
    rejection_reason: str | None
    external_ref: str | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def line_columns(actor: Actor, *, with_moments: bool = False) -> str:
    """Return the columns of a line; `FROM` gives `leave_request AS r` and `LINE_JOINS` the rest.

    Only for requests that the reader sees in detail or has to decide on. With moments,
    `MOMENT_JOIN` comes after the other joins.
    """
    learns = knows_type(actor)
    moments = "m.starts_at, m.ends_at" if with_moments else "NULL AS starts_at, NULL AS ends_at"
    return f"""
       r.state, r.stage, r.half_day, r.id, r.uuid, r.employee_id, e.employee_number, e.full_name,
       coalesce(own.uuid, e.uuid) AS person_uuid, own.email, own.picture, d.name AS department,
       CASE WHEN {learns} THEN r.leave_type_id END AS leave_type_id,
       CASE WHEN {learns} THEN t.uuid END AS leave_type_uuid,
       CASE WHEN {learns} THEN t.name END AS leave_type,
       CASE WHEN {learns} THEN t.paid END AS paid,
       r.first_day, r.last_day, r.days, r.minutes,
       {readable("r.reason", actor)} AS reason,
       {readable("r.document_url", actor)} AS document_url,
       r.hidden, r.asked_at, u.id AS decided_by, u.name AS decided_by_name,
       coalesce(r.exec_decided_at, r.manager_decided_at) AS decided_at, r.rejection_reason,
       r.external_ref, {moments}
"""


# CASE where coalesce would do: below row-level security PostgreSQL looks nothing up in an index
# by a coalesce, which it does not know to be leakproof.
LINE_JOINS = """
  JOIN employee AS e ON e.id = r.employee_id
  LEFT JOIN user_account AS own ON own.id = e.user_id
  LEFT JOIN department AS d ON d.id = e.department_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
  LEFT JOIN user_account AS u
    ON u.id = CASE WHEN r.exec_decided_by IS NULL THEN r.manager_decided_by
                   ELSE r.exec_decided_by END
"""


# They stand for the days they were given with, and for no others.
MOMENT_JOIN: Final = """
  LEFT JOIN leaveinfo_record AS m
    ON m.request_id = r.id AND m.first_day = r.first_day AND m.last_day = r.last_day
"""


def read_line(row: Row) -> LeaveLine:
    """Return the line in a row of `line_columns`."""
    state, stage, half_day, *others = row
    return LeaveLine._make((_STATES[state], _STAGES[stage], _HALVES[half_day], *others))


_STATES: Final[Mapping[str, State]] = {each.value: each for each in State}
_STAGES: Final[Mapping[str | None, Stage | None]] = {
    None: None,
    **{each.value: each for each in Stage},
}
_HALVES: Final[Mapping[str | None, Half | None]] = {
    None: None,
    **{each.value: each for each in Half},
}
