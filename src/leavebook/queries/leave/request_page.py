"""One request with everything around it: its days, its history and what the actor may do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leavebook.domain.approval.moves import Move, Standing, problems_of_move
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.calendar import Why
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.integrations import Provider
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.tool_permissions import Permission
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.discretion import may_read_reason
from leavebook.queries.leave.changes import UNCHANGED, Changes, changes_of
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.queries.leave.leave_lines import NOT_SAID, LeaveLine
from leavebook.services import today
from leavebook.services.company import tool_permissions
from leavebook.services.leave.standings import standing_of
from leavebook.services.leave.warnings import warnings_of
from leavebook.storage import events
from leavebook.storage.database import Row
from leavebook.storage.events import Event
from leavebook.storage.leave import leave_requests, relations
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

_DAYS = """
SELECT d."on", d.amount, d.fraction, d.excluded
  FROM leave_request_day AS d
 WHERE d.request_id = %(request_id)s
 ORDER BY d."on"
"""

_ELSEWHERE = """
SELECT DISTINCT ON (l.provider) l.provider, l.intended = l.observed AS is_settled, l.error
  FROM integration_link AS l
 WHERE l.request_id = %(request_id)s AND l.recipient_id IS NULL
 ORDER BY l.provider, l.generation DESC
"""

_OFFERED = (
    Move.APPROVE,
    Move.REJECT,
    Move.CANCEL,
    Move.AMEND,
    Move.APPROVE_CANCELLATION,
    Move.DECLINE_CANCELLATION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDay:
    """One date of a request and what it costs; the reason says why it is nothing."""

    on: date
    amount: Decimal
    fraction: Decimal
    reason: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """How another system stands to the request, and what went wrong with it last."""

    provider: Provider
    is_settled: bool
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A request as its page shows it; `moves` are those that the actor may make now.

    Leave whose type the actor may not learn is shown in days, whatever unit the type has.
    `line` has the reason as the actor may read it; `request` has it in any case.
    """

    line: LeaveLine
    request: LeaveRequest
    unit: Unit
    amount: Decimal
    days: tuple[RequestDay, ...]
    history: tuple[Event, ...]
    moves: Mapping[str, bool]
    is_own: bool
    elsewhere: tuple[Elsewhere, ...]
    may_retry: bool
    warnings: tuple[Problem, ...]
    changes: Changes
    reads_reason: bool

    @property
    def may_change(self) -> bool:
        """Whether the actor may ask for other leave in its place now, knowing what it is."""
        is_known = self.line.leave_type is not None
        return is_known and self.changes.new is None and self.moves.get(Move.AMEND, False)


def request_page(tx: Transaction, request_id: int) -> RequestPage:
    """Return the request; raises Refused alike for none such and for one not to be seen."""
    line = leave_detail(tx, request_id)
    request = leave_requests.find(tx, request_id)
    leave_type = None if request is None else leave_types.find(tx, request.leave_type_id)
    person = people.find(tx, line.employee_id, today=today.of_company(tx))
    if request is None or leave_type is None or person is None or request.hidden:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    actor = relations.towards(tx, person, request_id=request.id)
    known = line.leave_type is not None
    reads_reason = may_read_reason(actor, person.subject, leave_type.discretion)
    elsewhere = tx.ask(_ELSEWHERE, request_id=request_id)
    rows = tx.rows(_DAYS, request_id=request_id)
    return RequestPage(
        line=line,
        request=request,
        unit=leave_type.unit if known else Unit.DAY,
        amount=request.amount if known else line.days,
        days=tuple(_day(row, known=known) for row in rows),
        history=_history(tx, line, reads_why=reads_reason),
        moves=_moves(tx, standing_of(request, person, leave_type), actor, person),
        is_own=tx.actor.employee_id == line.employee_id,
        elsewhere=tuple(_elsewhere(row, known=known) for row in elsewhere.fetchall()),
        may_retry=tool_permissions.may(tx, Permission.MANAGE),
        warnings=_warnings(tx, request),
        changes=changes_of(tx, [request_id]).get(request_id, UNCHANGED),
        reads_reason=reads_reason,
    )


def _day(row: Row, *, known: bool) -> RequestDay:
    return RequestDay(
        on=row.on,
        amount=row.amount if known else row.fraction,
        fraction=row.fraction,
        reason=None if row.excluded is None else Why(row.excluded),
    )


def _elsewhere(row: Row, *, known: bool) -> Elsewhere:
    return Elsewhere(
        provider=Provider(row.provider),
        is_settled=row.is_settled,
        error=row.error if known or row.error is None else NOT_SAID,
    )


def _history(tx: Transaction, line: LeaveLine, *, reads_why: bool) -> tuple[Event, ...]:
    """Return what happened; what the owner said of it only to who may read the reason."""
    return tuple(
        each if reads_why or each.actor_uuid != line.person_uuid else replace(each, comment=None)
        for each in events.of_request(tx, line.id)
    )


def _warnings(tx: Transaction, request: LeaveRequest) -> tuple[Problem, ...]:
    if request.state is not State.PENDING:
        return ()
    return warnings_of(tx, [request.id]).get(request.id, ())


def _moves(tx: Transaction, standing: Standing, actor: Actor, person: Employee) -> dict[str, bool]:
    return {
        move.value: not problems_of_move(
            move,
            standing,
            actor=actor,
            subject=person.subject,
            today=today.of_person(tx, person),
            reason="any",
        )
        for move in _OFFERED
    }
