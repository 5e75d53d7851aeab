"""Whom a shutdown concerns, who has been charged for it, and which leave it made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.spans import Span
from leavebook.storage.leave.shutdowns import ShutdownTerms
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

# Who was known when the company closed is charged however late that is; who comes to be known
# afterwards is not, such as people who are taken over from another system.
_CONCERNED = """
WITH RECURSIVE below AS (
    SELECT d.id FROM department AS d WHERE d.id = %(department_id)s
     UNION
    SELECT d.id FROM department AS d JOIN below AS b ON d.parent_id = b.id
)
SELECT e.id, e.full_name
  FROM employee AS e
 WHERE e.joined_on <= %(last_day)s AND (e.left_on IS NULL OR e.left_on >= %(first_day)s)
   AND (%(last_day)s >= %(today)s OR e.created_at < %(last_day)s::date + 1)
   AND (%(department_id)s::bigint IS NULL OR e.department_id IN (SELECT id FROM below))
   AND (%(site_id)s::bigint IS NULL OR e.site_id = %(site_id)s OR EXISTS (
         SELECT 1 FROM employment_terms AS t
          WHERE t.employee_id = e.id AND t.site_id = %(site_id)s))
   AND NOT EXISTS (SELECT 1 FROM shutdown_person AS p
                    WHERE p.shutdown_id = %(shutdown_id)s AND p.employee_id = e.id)
 ORDER BY e.full_name, e.id
"""

# Of a shutdown that was called off, and of those who have left before it.
_TO_TAKE_BACK = """
SELECT DISTINCT r.employee_id
  FROM shutdown_leave AS l
  JOIN shutdown AS s ON s.id = l.shutdown_id
  JOIN leave_request AS r ON r.id = l.request_id
  JOIN employee AS e ON e.id = r.employee_id
 WHERE (s.called_off_at IS NOT NULL OR e.left_on < s.first_day)
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
 ORDER BY r.employee_id
"""

_LEAVE_TO_TAKE_BACK = """
SELECT r.id
  FROM shutdown_leave AS l
  JOIN shutdown AS s ON s.id = l.shutdown_id
  JOIN leave_request AS r ON r.id = l.request_id
  JOIN employee AS e ON e.id = r.employee_id
 WHERE (s.called_off_at IS NOT NULL OR e.left_on < s.first_day)
   AND r.employee_id = %(employee_id)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
 ORDER BY r.id
"""

_EXCUSED = """
SELECT r.spans
  FROM shutdown_leave AS l
  JOIN leave_request AS r ON r.id = l.request_id
 WHERE l.shutdown_id = %(shutdown_id)s AND r.employee_id = %(employee_id)s
   AND r.state IN ('withdrawn', 'cancelled', 'rejected', 'superseded')
 ORDER BY r.id
"""

_CHARGED = """
INSERT INTO shutdown_person (company_id, shutdown_id, employee_id, missing, charged_at)
VALUES (%(company_id)s, %(shutdown_id)s, %(employee_id)s, %(missing)s, %(now)s)
    ON CONFLICT (company_id, shutdown_id, employee_id) DO NOTHING
"""

_LOOK_AGAIN = """
DELETE FROM shutdown_person AS p
 USING shutdown AS s
 WHERE s.id = p.shutdown_id AND p.employee_id = %(employee_id)s AND s.called_off_at IS NULL
   AND s.first_day <= %(last)s AND s.last_day >= %(first)s
RETURNING p.shutdown_id
"""

_LOOK_AGAIN_AT_SHORT = """
DELETE FROM shutdown_person WHERE shutdown_id = %(shutdown_id)s AND missing > 0
"""

_INHERIT = """
INSERT INTO shutdown_leave (company_id, request_id, shutdown_id)
SELECT company_id, %(by)s, shutdown_id FROM shutdown_leave WHERE request_id = %(request_id)s
"""

_MADE = """
INSERT INTO shutdown_leave (company_id, request_id, shutdown_id)
VALUES (%(company_id)s, %(request_id)s, %(shutdown_id)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Somebody whom a shutdown concerns and who has not been charged for it."""

    id: int
    full_name: str


def to_charge(
    tx: Transaction, terms: ShutdownTerms, *, shutdown_id: int | None, today: date
) -> tuple[Concerned, ...]:
    """Return who has yet to be charged, by name; without an id nobody has been."""
    rows = tx.rows(
        _CONCERNED,
        shutdown_id=shutdown_id,
        first_day=terms.first_day,
        last_day=terms.last_day,
        site_id=terms.site_id,
        department_id=terms.department_id,
        today=today,
    )
    return tuple(Concerned(**row._asdict()) for row in rows)


def excused(tx: Transaction, shutdown_id: int | None, employee_id: int) -> tuple[Span, ...]:
    """Return the time for which the office let the person off again, by taking the leave back."""
    rows = tx.rows(_EXCUSED, shutdown_id=shutdown_id, employee_id=employee_id)
    return tuple(span for row in rows for span in value_of(row.spans, tuple[Span, ...]))


def charged(tx: Transaction, shutdown_id: int, employee_id: int, *, missing: Decimal) -> None:
    """Note that the person has been charged, and how much there was no leave for."""
    tx.run(
        _CHARGED,
        company_id=tx.company.id,
        shutdown_id=shutdown_id,
        employee_id=employee_id,
        missing=missing,
        now=tx.now,
    )


def made(tx: Transaction, request_id: int, *, shutdown_id: int) -> None:
    """Note that the shutdown made the request."""
    tx.run(_MADE, company_id=tx.company.id, request_id=request_id, shutdown_id=shutdown_id)


def inherit(tx: Transaction, request_id: int, *, by: int) -> None:
    """Note that a request which takes the place of a shutdown's leave is the shutdown's too."""
    tx.run(_INHERIT, request_id=request_id, by=by)


def look_again(tx: Transaction, employee_id: int, *, first: date, last: date) -> bool:
    """Have the shutdowns on the days look at the person again; return whether there are any."""
    return bool(tx.rows(_LOOK_AGAIN, employee_id=employee_id, first=first, last=last))


def look_again_at_short(tx: Transaction, shutdown_id: int) -> None:
    """Have the shutdown look again at everybody whose leave was not enough."""
    tx.run(_LOOK_AGAIN_AT_SHORT, shutdown_id=shutdown_id)


def to_take_back_from(tx: Transaction) -> Sequence[int]:
    """Return the people with leave of a shutdown that does not concern them any more."""
    return [row.employee_id for row in tx.rows(_TO_TAKE_BACK)]


def leave_to_take_back(tx: Transaction, employee_id: int) -> Sequence[int]:
    """Return the person's leave of shutdowns that do not concern them any more."""
    return [row.id for row in tx.rows(_LEAVE_TO_TAKE_BACK, employee_id=employee_id)]
