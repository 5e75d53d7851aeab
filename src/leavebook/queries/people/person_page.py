"""One person as the actor may know them."""

from dataclasses import dataclass
from datetime import date

from leavebook.domain.people.permissions import may_administer, may_manage_people
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_PERSON = """
SELECT e.id, e.full_name, u.email, d.name AS department, s.name AS site, s.id AS site_id,
       m.id AS manager_id, m.full_name AS manager, {visible} AS detailed,
       CASE WHEN {visible} THEN e.employee_number END AS employee_number,
       CASE WHEN {visible} THEN e.joined_on END AS joined_on,
       CASE WHEN {visible} THEN e.left_on END AS left_on,
       CASE WHEN {visible} THEN t.weekly_minutes END AS weekly_minutes,
       (SELECT max(r.last_day) FROM leave_request AS r
         WHERE r.employee_id = e.id AND r.state IN ('recorded', 'approved', 'cancel_requested')
           AND %(today)s BETWEEN r.first_day AND r.last_day) AS away_until,
       %(administers)s AND EXISTS (SELECT 1 FROM second_factor AS f
                                    WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
       AS has_second_factor, e.anonymised_at IS NOT NULL AS is_anonymised,
       CASE WHEN %(manages)s AND u.active THEN u.password_hash IS NOT NULL END AS has_password,
       e.department_id, CASE WHEN %(manages)s AND u.active THEN u.role END AS role
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
  LEFT JOIN department AS d ON d.id = e.department_id
  LEFT JOIN employee AS m ON m.id = e.manager_id
  LEFT JOIN user_account AS u ON u.id = e.user_id
  LEFT JOIN LATERAL (
       SELECT weekly_minutes FROM employment_terms
        WHERE employee_id = e.id AND valid_from <= greatest(%(today)s, e.joined_on)
        ORDER BY valid_from DESC LIMIT 1) AS t ON true
 WHERE e.id = %(employee_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """A person; what only those responsible may know is None for everybody else."""

    id: int
    full_name: str
    email: str | None
    department: str | None
    site: str
    site_id: int
    manager_id: int | None
    manager: str | None
    detailed: bool
    employee_number: str | None
    joined_on: date | None
    left_on: date | None
    weekly_minutes: int | None
    away_until: date | None
    has_second_factor: bool
    """Told to administrators alone, who may take it away."""
    is_anonymised: bool
    """Who it was is not known any more, and nothing of theirs changes."""
    has_password: bool | None
    """Told to who looks after people; None where there is no login that could have one."""
    department_id: int | None
    role: str | None
    """Told to who looks after people, as long as there is a login that acts in it."""


def person_page(tx: Transaction, employee_id: int, *, today: date) -> PersonPage:
    """Return the person; raises Refused when this company has none with the id."""
    row = tx.row(
        _PERSON.format(visible=visible_people(tx.actor)),
        employee_id=employee_id,
        today=today,
        viewer=viewer_of(tx.actor),
        administers=may_administer(tx.actor),
        manages=may_manage_people(tx.actor),
    )
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    return PersonPage(**row._asdict())
