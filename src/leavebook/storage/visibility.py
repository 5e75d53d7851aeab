"""The one definition of whose leave an actor sees in detail and decides on, as conditions.

The rules themselves are `domain.permissions.may_see_details` and `may_decide_…`; these are the
same rules asked of many people at once, and a test holds them against each other.
"""

from leavebook.domain.actors import Actor
from leavebook.domain.people import Role
from leavebook.domain.permissions import decides_for_everybody, may_see_everybody

_REPORTS = """
(e.manager_id = %(viewer)s
 OR e.department_id IN (
      WITH RECURSIVE led AS (
          SELECT id FROM department WHERE lead_id = %(viewer)s OR deputy_id = %(viewer)s
           UNION
          SELECT d.id FROM department AS d JOIN led ON d.parent_id = led.id)
      SELECT id FROM led)
 OR e.id IN (
      SELECT theirs.employee_id
        FROM squad_member AS mine
        JOIN squad_member AS theirs ON theirs.squad_id = mine.squad_id
       WHERE mine.employee_id = %(viewer)s AND mine.is_manager))
"""
_OWN_AND_REPORTS = f"(e.id = %(viewer)s OR {_REPORTS})"


# A company may let its managers see everybody; what they may do stays with their own people.
_EVERYBODY_IF_OPEN = """
(EXISTS (SELECT 1 FROM company AS c WHERE c.settings -> 'managers_see_everyone' = 'true')
 OR """


def visible_people(actor: Actor) -> str:
    """Return the condition on `employee AS e`; its value `viewer` is `viewer_of(actor)`."""
    if may_see_everybody(actor):
        return "true"
    if actor.role is Role.MANAGER:
        return f"{_EVERYBODY_IF_OPEN}{_OWN_AND_REPORTS})"
    return _OWN_AND_REPORTS


def decided_people(actor: Actor) -> str:
    """Return the condition on `employee AS e`: whose requests the actor may decide on at all."""
    if actor.user_id is None:
        return "false"
    return "true" if decides_for_everybody(actor) else _REPORTS


def decided_requests(actor: Actor) -> str:
    """Return the condition on `leave_request AS r`: which pending ones wait for such an actor.

    Together with `decided_people` it leaves exactly what the actor may approve now.
    """
    others = "r.state = 'pending' AND r.employee_id <> %(viewer)s"
    return others if decides_for_everybody(actor) else f"{others} AND r.stage = 'manager'"


def viewer_of(actor: Actor) -> int:
    """Return the employee id behind the condition; 0, which nobody has, for who is none."""
    return actor.employee_id or 0
