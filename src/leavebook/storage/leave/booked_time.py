"""The time of a person that live requests hold."""

from collections.abc import Iterable

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Span
from leavebook.domain.requests.bookings import Booked, RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import value_of

BOOKED = """
SELECT r.id, r.state, r.spans, r.leave_type_id,
       CASE WHEN r.state = 'pending' THEN r.replaces_id END AS instead_of,
       ARRAY(SELECT d."on" FROM leave_request_day AS d
              WHERE d.request_id = r.id AND (d.minutes > 0 OR d.fraction > 0)) AS charged
  FROM leave_request AS r
 WHERE r.employee_id = %(employee_id)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
   AND r.first_day <= %(last)s AND r.last_day >= %(first)s
 ORDER BY r.first_day, r.id
"""


def read_booked(rows: Iterable[Row]) -> tuple[Booked, ...]:
    """Return the live requests in rows that `BOOKED` asked for."""
    return tuple(
        Booked(
            RequestId(row.id),
            spans=value_of(row.spans, tuple[Span, ...]),
            state=State(row.state),
            leave_type_id=LeaveTypeId(row.leave_type_id),
            charged=frozenset(row.charged),
            instead_of=None if row.instead_of is None else RequestId(row.instead_of),
        )
        for row in rows
    )
