"""Who looks at a page, and what every page says beside its own matter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.shifts import may_plan_shifts
from leavebook.domain.people.people import Role
from leavebook.domain.people.permissions import (
    may_administer,
    may_configure_leave,
    may_manage_people,
    may_see_everybody,
)
from leavebook.queries.people.own_notifications import number_unread
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

_LATELY: Final = timedelta(days=30)

_VISITOR = """
SELECT u.id, u.name, u.email, u.role, c.name AS company, c.timezone AS company_zone,
       e.id AS employee_id, s.timezone, s.id AS site_id, e.department_id,
       EXISTS (SELECT 1 FROM employee AS r WHERE r.manager_id = e.id)
       OR EXISTS (SELECT 1 FROM department AS d WHERE d.lead_id = e.id OR d.deputy_id = e.id)
       OR EXISTS (SELECT 1 FROM squad_member AS m WHERE m.employee_id = e.id AND m.is_manager)
       AS leads,
       EXISTS (SELECT 1 FROM shift_assignment AS a WHERE a.employee_id = e.id AND a.active)
       AS works,
       (SELECT expires_at FROM credential WHERE id = %(credential_id)s) AS session_ends,
       ({unread}) AS unread
  FROM user_account AS u
  JOIN company AS c ON c.company_id = u.company_id
  LEFT JOIN employee AS e ON e.user_id = u.id
  LEFT JOIN site AS s ON s.id = e.site_id
 WHERE u.id = %(user_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The person behind the session; without an employee record they have no leave of their own.

    `today` is the day where the person works.
    """

    user_id: int
    name: str
    email: str
    role: Role
    company: str
    employee_id: int | None
    site_id: int | None
    department_id: int | None
    today: date
    zone: str
    decides: bool
    sees_everybody: bool
    manages_people: bool
    configures_leave: bool
    administers: bool
    has_shifts: bool
    session_ends: datetime | None
    unread: int
    """Notifications of the last thirty days; from a hundred on nobody counts."""


def visitor(tx: Transaction) -> Visitor:
    """Return who looks at the page."""
    row = tx.row(
        _VISITOR.format(unread=number_unread(tx.actor)),
        user_id=tx.actor.user_id,
        viewer=viewer_of(tx.actor),
        credential_id=tx.credential_id,
        lately=tx.now - _LATELY,
    )
    if row is None:
        raise LookupError("a session without its user")
    return Visitor(
        user_id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        company=row.company,
        employee_id=row.employee_id,
        site_id=row.site_id,
        department_id=row.department_id,
        today=tx.now.astimezone(ZoneInfo(row.timezone or row.company_zone)).date(),
        zone=row.timezone or row.company_zone,
        decides=row.leads or may_see_everybody(tx.actor),
        sees_everybody=may_see_everybody(tx.actor),
        manages_people=may_manage_people(tx.actor),
        configures_leave=may_configure_leave(tx.actor),
        administers=may_administer(tx.actor),
        has_shifts=row.works or may_plan_shifts(tx.actor),
        session_ends=row.session_ends,
        unread=row.unread,
    )
