"""What whoever decides on leave should know although it does not stop the leave.

For leave that is only thought of, `requests.preview` says the same of it by the same rule.
"""

from collections.abc import Sequence

from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.people.people import EmployeeId
from leavebook.domain.problems import Problem
from leavebook.domain.requests.asks import Ask, Facts
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.requests import warnings_about
from leavebook.services import today
from leavebook.storage.company.limits_around import Around, around
from leavebook.storage.transaction import Transaction


def warnings_of(tx: Transaction, requests: Sequence[int]) -> dict[int, tuple[Problem, ...]]:
    """Return what should be known of each of the requests as the house stands now."""
    return {
        request_id: warnings_about(_ask(each), _facts(tx, each), each.days)
        for request_id, each in around(tx, requests).items()
    }


def _ask(request: Around) -> Ask:
    # It is booked, so whatever hard limit it goes against was overruled or came later.
    return Ask(
        EmployeeId(request.employee_id),
        LeaveTypeId(request.leave_type_id),
        request.spans,
        by_role=request.by_role,
        self_service=False,
        override="booked",
    )


def _facts(tx: Transaction, request: Around) -> Facts:
    return Facts(
        today=today.of_company(tx),
        rules=LeaveTypeRules(LeaveTypeId(request.leave_type_id)),
        calendar=WorkCalendar(()),
        departments=request.departments,
        blackouts=request.blackouts,
        crews=request.crews,
    )
