"""Who answers for whom, read in the transaction that acts on it."""

from dataclasses import replace

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import DepartmentId, EmployeeId, SquadId
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import CAME_UP

# A department's lead answers for the departments below it as well.
_TOWARDS = f"""
WITH RECURSIVE above AS (
    SELECT id, parent_id, lead_id, deputy_id FROM department WHERE id = %(department_id)s
     UNION
    SELECT d.id, d.parent_id, d.lead_id, d.deputy_id
      FROM department AS d JOIN above AS a ON d.id = a.parent_id
)
SELECT coalesce(bool_or(lead_id = %(actor)s), false) AS leads,
       coalesce(bool_or(deputy_id = %(actor)s), false) AS deputises,
       ARRAY(SELECT squad_id FROM squad_member
              WHERE employee_id = %(actor)s AND is_manager) AS squads,
       EXISTS (SELECT 1 FROM company
                WHERE settings -> 'managers_see_everyone' = 'true') AS sees_everybody,
       %(request_id)s::bigint IN ({CAME_UP}) AS came_up,
       EXISTS (SELECT 1 FROM employee
                WHERE id = %(actor)s AND department_id = %(department_id)s)
       OR EXISTS (SELECT 1 FROM squad_member
                   WHERE employee_id = %(actor)s AND squad_id = ANY (%(of_squads)s)) AS is_teammate
  FROM above
"""  # noqa: S608  constant text


def towards(tx: Transaction, person: Employee, *, request_id: int | None = None) -> Actor:
    """Return the actor with everything that makes them responsible for this person.

    A request of the person's may have come to them because nobody else decided on it.
    """
    actor = tx.actor
    if actor.employee_id is None:
        return actor
    row = tx.row(
        _TOWARDS,
        department_id=person.department_id,
        actor=actor.employee_id,
        viewer=actor.employee_id,
        request_id=request_id,
        of_squads=list(person.subject.squad_ids),
    )
    department = (
        frozenset[DepartmentId]()
        if person.department_id is None
        else frozenset({DepartmentId(person.department_id)})
    )
    reports = (
        frozenset({EmployeeId(person.id)})
        if person.manager_id == actor.employee_id
        else frozenset()
    )
    if row is None:
        return replace(actor, reports=reports)
    return replace(
        actor,
        reports=reports,
        leads=department if row.leads else frozenset(),
        deputises=department if row.deputises else frozenset(),
        came_up=frozenset({EmployeeId(person.id)}) if row.came_up else frozenset(),
        teammates=frozenset({EmployeeId(person.id)}) if row.is_teammate else frozenset(),
        squads=frozenset(SquadId(squad) for squad in row.squads),
        sees_everybody=row.sees_everybody,
    )
