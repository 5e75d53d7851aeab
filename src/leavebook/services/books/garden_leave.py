"""Leave that is left is taken on the last working days before somebody leaves."""

from datetime import date

from leavebook.domain.calendar.spans import ONE_DAY, Span, days_between
from leavebook.domain.ledger.leavers import rest_on_leaving
from leavebook.domain.requests.last_days import last_days
from leavebook.domain.requests.shutdowns import open_time
from leavebook.services import today
from leavebook.services.books.leave_facts import LeaveFacts, gather
from leavebook.services.leave import covered_leave, decisions
from leavebook.services.leave.leave_costs import amount_of
from leavebook.storage.leave import exit_leave
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction


def send_home(tx: Transaction, person: Employee) -> tuple[LeaveRequest, ...]:
    """What is left to the person is leave of the last working days; the person is locked.

    Days on which they have leave already are passed over, and so is today. What does not fit
    between tomorrow and the last day stays in the books.
    """
    if person.left_on is None:
        return ()
    first = today.of_person(tx, person) + ONE_DAY
    if person.left_on < first:
        return ()
    kinds = (each for each in leave_types.all_of_company(tx) if each.rules.has_balance)
    made = []
    for leave_type in kinds:
        facts = gather(tx, person, leave_type, first=first, last=person.left_on)
        if spans := _last_days(tx, facts, first, person.left_on):
            request = covered_leave.book(tx, facts, spans)
            exit_leave.made(tx, request.id)
            made.append(request)
    return tuple(made)


def call_back(tx: Transaction, person: Employee) -> None:
    """The leave that an earlier exit of the person made is taken back, unless it has begun."""
    for request_id in exit_leave.to_take_back(tx, person.id, today=today.of_person(tx, person)):
        decisions.cancel(tx, request_id)


def _last_days(tx: Transaction, facts: LeaveFacts, first: date, last: date) -> tuple[Span, ...]:
    rest = rest_on_leaving(facts.ledger)
    if not rest:
        return ()
    held = [span for booked in facts.booked for span in booked.spans]
    return last_days(
        open_time(days_between(first, last), held),
        costs=lambda spans: bool(amount_of(facts, spans)),
        fits=lambda spans: (
            amount_of(facts, spans) <= rest and covered_leave.is_covered(tx, facts, spans)
        ),
        half_days=facts.leave_type.rules.half_days_allowed,
    )
