"""What leave on some days would cost somebody, counted as their leave type counts."""

from collections.abc import Sequence
from decimal import Decimal

from leavebook.domain.calendar.counting import DayRow, amount
from leavebook.domain.calendar.spans import Span
from leavebook.domain.people.people import EmployeeId
from leavebook.domain.requests.asks import Ask, Facts
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.domain.requests.requests import cost
from leavebook.services.books.leave_facts import LeaveFacts


def cost_of(facts: LeaveFacts, spans: Sequence[Span]) -> tuple[DayRow, ...]:
    """Return a row for each date of the spans; none for no spans."""
    if not spans:
        return ()
    rules = facts.leave_type.rules
    ask = Ask(EmployeeId(facts.person.id), LeaveTypeId(facts.leave_type.id), tuple(spans))
    known = Facts(
        today=facts.today,
        rules=rules,
        calendar=facts.calendar,
        booked=facts.booked,
        sandwich_types=facts.house.sandwich_types,
    )
    return cost(ask, known)


def amount_of(facts: LeaveFacts, spans: Sequence[Span]) -> Decimal:
    """Return what the spans cost in the leave type's unit."""
    return amount(cost_of(facts, spans), facts.leave_type.unit)
