"""Leave that the company puts into somebody's books, approved at once, as far as it is covered."""

from collections.abc import Sequence
from uuid import uuid4

from leavebook.domain.approval.approval import initial
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Span
from leavebook.domain.ledger.availability import shortfall
from leavebook.domain.people.people import AccessLevel
from leavebook.services.books.leave_facts import LeaveFacts
from leavebook.services.leave.booking import enter, uses_of
from leavebook.services.leave.leave_costs import cost_of
from leavebook.storage.leave.leave_requests import Content, LeaveRequest
from leavebook.storage.transaction import Transaction


def is_covered(tx: Transaction, facts: LeaveFacts, spans: Sequence[Span]) -> bool:
    """Whether the days can be taken when they come: a later grant pays for no earlier day."""
    if not spans or not facts.leave_type.rules.has_balance:
        return True
    if not facts.ledger.policies:
        return False
    uses = uses_of(0, cost_of(facts, spans), facts, State.APPROVED, at=tx.now)
    return shortfall(facts.ledger, uses) is None


def book(
    tx: Transaction,
    facts: LeaveFacts,
    spans: Sequence[Span],
    *,
    reason: str | None = None,
    asked_by: int | None = None,
) -> LeaveRequest:
    """The person has this leave, approved, and is told of it as of any other."""
    level = facts.person.access_level or AccessLevel.EMPLOYEE
    return enter(
        tx,
        facts,
        Content(
            leave_type_id=facts.leave_type.id,
            unit=facts.leave_type.unit,
            spans=tuple(spans),
            days=cost_of(facts, spans),
            reason=reason,
        ),
        initial(facts.leave_type.rules.approval, level, recorded=True),
        uuid=uuid4(),
        asked_by=asked_by,
    )
