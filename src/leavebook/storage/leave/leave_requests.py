"""What people asked for: requests, the time they hold, and what each of their days is charged."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from leavebook.domain.approval.states import Chain, Outcome, Stage, State
from leavebook.domain.calendar.counting import DayRow, Unit, amount, days_of, minutes_of_rows
from leavebook.domain.calendar.spans import Half, Span
from leavebook.storage.database import Row
from leavebook.storage.leave import leave_parts
from leavebook.storage.policies.stored import document, value_of
from leavebook.storage.transaction import Transaction

_COLUMNS = """
       r.id, r.uuid, r.employee_id, r.leave_type_id, r.first_day, r.last_day, r.spans, r.half_day,
       r.amount, r.days, r.minutes, r.reason, r.state, r.stage, r.approval, r.asked_at, r.asked_by,
       r.door, r.manager_decided_by, r.manager_decided_at, r.exec_decided_by, r.exec_decided_at,
       r.rejection_reason, r.cancelled_by, r.cancelled_at, r.hidden, r.replaces_id, r.external_ref,
       r.document_url, r.version, r.changed_at,
       EXISTS (SELECT 1 FROM shutdown_leave AS s WHERE s.request_id = r.id) AS ordered
  FROM leave_request AS r
"""

_FIND = f"SELECT {_COLUMNS} WHERE r.id = %(id)s"
_FIND_BY_UUID = "SELECT id FROM leave_request WHERE uuid = %(uuid)s"
_CHANGE_OF = """
SELECT id FROM leave_request WHERE replaces_id = %(id)s AND state = 'pending'
"""

_ADD = """
INSERT INTO leave_request (
       company_id, uuid, employee_id, leave_type_id, first_day, last_day, spans, half_day, amount,
       days, minutes, reason, state, stage, approval, asked_at, asked_by, door, replaces_id,
       external_ref, hidden, changed_at)
VALUES (%(company_id)s, %(uuid)s, %(employee_id)s, %(leave_type_id)s, %(first_day)s, %(last_day)s,
        %(spans)s, %(half_day)s, %(amount)s, %(days)s, %(minutes)s, %(reason)s, %(state)s,
        %(stage)s, %(approval)s, %(now)s, %(asked_by)s, %(door)s, %(replaces_id)s,
        %(external_ref)s, false, %(now)s)
RETURNING id
"""

_CONTENT = """
UPDATE leave_request
   SET leave_type_id = %(leave_type_id)s, first_day = %(first_day)s, last_day = %(last_day)s,
       spans = %(spans)s, half_day = %(half_day)s, amount = %(amount)s, days = %(days)s,
       minutes = %(minutes)s, reason = %(reason)s,
       external_ref = coalesce(%(external_ref)s, external_ref), changed_at = %(now)s
 WHERE id = %(id)s
"""

_MOVE = """
UPDATE leave_request
   SET state = %(state)s, stage = %(stage)s, hidden = hidden OR %(hidden)s,
       manager_decided_by = CASE WHEN %(as)s = 'manager' THEN %(by)s
                                 WHEN NOT %(asks_again)s THEN manager_decided_by END,
       manager_decided_at = CASE WHEN %(as)s = 'manager' THEN %(now)s
                                 WHEN NOT %(asks_again)s THEN manager_decided_at END,
       exec_decided_by = CASE WHEN %(as)s = 'executive' THEN %(by)s
                              WHEN NOT %(asks_again)s THEN exec_decided_by END,
       exec_decided_at = CASE WHEN %(as)s = 'executive' THEN %(now)s
                              WHEN NOT %(asks_again)s THEN exec_decided_at END,
       rejection_reason = coalesce(%(rejection_reason)s,
                                   CASE WHEN NOT %(asks_again)s THEN rejection_reason END),
       cancelled_by = CASE WHEN %(taken_back)s THEN %(by)s
                           WHEN NOT %(asks_again)s THEN cancelled_by END,
       cancelled_at = CASE WHEN %(taken_back)s THEN %(now)s
                           WHEN NOT %(asks_again)s THEN cancelled_at END,
       version = version + 1, changed_at = %(now)s
 WHERE id = %(id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRequest:
    """A request as it stands; `amount` is in the unit of its leave type.

    What a shutdown took from somebody is `ordered`. `replaces_id` is the request whose place
    it has taken, or is to take while it waits.
    """

    id: int
    uuid: UUID
    employee_id: int
    leave_type_id: int
    first_day: date
    last_day: date
    spans: tuple[Span, ...]
    half_day: Half | None
    amount: Decimal
    days: Decimal
    minutes: int
    reason: str | None
    state: State
    stage: Stage | None
    approval: Chain
    asked_at: datetime
    asked_by: int
    door: str
    manager_decided_by: int | None
    manager_decided_at: datetime | None
    exec_decided_by: int | None
    exec_decided_at: datetime | None
    rejection_reason: str | None
    cancelled_by: int | None
    cancelled_at: datetime | None
    hidden: bool
    replaces_id: int | None
    external_ref: str | None
    document_url: str | None
    version: int
    changed_at: datetime
    ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is asked for, counted."""

    leave_type_id: int
    unit: Unit
    spans: tuple[Span, ...]
    days: tuple[DayRow, ...]
    reason: str | None
    external_ref: str | None = None


def find(tx: Transaction, request_id: int) -> LeaveRequest | None:
    """Return the request, hidden ones too, or None when this company has none with the id."""
    row = tx.row(_FIND, id=request_id)
    return None if row is None else _request(row)


def id_of(tx: Transaction, uuid: UUID) -> int | None:
    """Return the id of the request with this uuid."""
    found: int | None = tx.value(_FIND_BY_UUID, uuid=uuid)
    return found


def change_of(tx: Transaction, request_id: int) -> int | None:
    """Return the id of the request that waits to take this one's place."""
    found: int | None = tx.value(_CHANGE_OF, id=request_id)
    return found


def add(
    tx: Transaction,
    content: Content,
    outcome: Outcome,
    *,
    uuid: UUID,
    employee_id: int,
    chain: Chain,
    replaces_id: int | None = None,
    asked_by: int | None = None,
) -> int:
    """Write the request with its days and the time it holds, and return its id.

    Without `asked_by` it is the actor who asks. Time that the request it replaces holds still
    stays with that one.
    """
    request_id: int = tx.value(
        _ADD,
        **_content(tx, content),
        uuid=uuid,
        employee_id=employee_id,
        state=outcome.state,
        stage=outcome.stage,
        approval=chain,
        asked_by=asked_by or tx.actor.user_id,
        door=tx.door,
        replaces_id=replaces_id,
    )
    leave_parts.add_spans(
        tx,
        content.spans,
        request_id=request_id,
        employee_id=employee_id,
        holds=outcome.state.holds_time,
        beside=replaces_id,
    )
    leave_parts.add_days(tx, content.days, content.unit, request_id=request_id)
    return request_id


def rewrite(tx: Transaction, request: LeaveRequest, content: Content) -> None:
    """Replace what the request asks for, and with it the days and the time it holds.

    Without an external name it keeps the one it has: not every door knows of such names.
    """
    leave_parts.remove(tx, request.id)
    tx.run(_CONTENT, **_content(tx, content), id=request.id)
    leave_parts.add_spans(
        tx,
        content.spans,
        request_id=request.id,
        employee_id=request.employee_id,
        holds=request.state.holds_time,
        beside=request.replaces_id,
    )
    leave_parts.add_days(tx, content.days, content.unit, request_id=request.id)


def hold_everything(tx: Transaction, request: LeaveRequest) -> None:
    """Have the request hold all the time it asks for; whom it replaces holds nothing any more."""
    leave_parts.remove_spans(tx, request.id)
    leave_parts.add_spans(
        tx, request.spans, request_id=request.id, employee_id=request.employee_id, holds=True
    )


def move(
    tx: Transaction, request: LeaveRequest, outcome: Outcome, *, rejection_reason: str | None = None
) -> None:
    """Bring the request to where the rules say it stands now, and let go of time it held."""
    taken_back = outcome.state in {State.WITHDRAWN, State.CANCELLED}
    tx.run(
        _MOVE,
        **{"as": outcome.decided_as},
        asks_again=outcome.asks_again,
        id=request.id,
        state=outcome.state,
        stage=outcome.stage,
        hidden=outcome.hidden,
        by=tx.actor.user_id,
        now=tx.now,
        rejection_reason=rejection_reason,
        taken_back=taken_back,
    )
    if outcome.state.holds_time != request.state.holds_time:
        tx.run(
            "UPDATE leave_span SET holds = %(holds)s WHERE request_id = %(id)s",
            id=request.id,
            holds=outcome.state.holds_time,
        )


def _content(tx: Transaction, content: Content) -> dict[str, object]:
    spans = content.spans
    whole = spans[0] if len(spans) == 1 else None
    is_half = whole is not None and whole.first == whole.last and not whole.in_hours
    half = (
        whole.first_half
        if whole is not None and is_half and whole.first_half == whole.last_half
        else None
    )
    return {
        "company_id": tx.company.id,
        "leave_type_id": content.leave_type_id,
        "first_day": min(span.first for span in spans),
        "last_day": max(span.last for span in spans),
        "spans": document(spans),
        "half_day": half,
        "amount": amount(content.days, content.unit),
        "days": days_of(content.days),
        "minutes": minutes_of_rows(content.days),
        "reason": content.reason,
        "external_ref": content.external_ref,
        "now": tx.now,
    }


def _request(row: Row) -> LeaveRequest:
    return LeaveRequest(
        **{
            **row._asdict(),
            "spans": value_of(row.spans, tuple[Span, ...]),
            "half_day": None if row.half_day is None else Half(row.half_day),
            "state": State(row.state),
            "stage": None if row.stage is None else Stage(row.stage),
            "approval": Chain(row.approval),
        }
    )
