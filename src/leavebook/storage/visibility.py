"""The one definition of whose leave an actor sees in detail and decides on, as conditions.

The rules themselves are `may_see_details` and `may_decide_…` of `domain.people.permissions`; these
are the same rules asked of many people at once, and a test holds them against each other.
"""

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import Role
from leavebook.domain.people.permissions import decides_for_everybody, may_see_everybody

# Collected first, not chained by OR: whoever answers for five people finds them by five
# lookups, however many work in the company. An array, because the planner takes it for few.
_IDS_OF_REPORTS = """
      SELECT id FROM employee WHERE manager_id = %(viewer)s
       UNION
      SELECT id FROM employee WHERE department_id IN (
             WITH RECURSIVE led AS (
                 SELECT id FROM department WHERE lead_id = %(viewer)s OR deputy_id = %(viewer)s
                  UNION
                 SELECT d.id FROM department AS d JOIN led ON d.parent_id = led.id)
             SELECT id FROM led)
       UNION
      SELECT theirs.employee_id
        FROM squad_member AS mine
        JOIN squad_member AS theirs ON theirs.squad_id = mine.squad_id
       WHERE mine.employee_id = %(viewer)s AND mine.is_manager
"""
_REPORTS = f"e.id = ANY (ARRAY({_IDS_OF_REPORTS}))"
_OWN_AND_REPORTS = f"e.id = ANY (ARRAY(SELECT %(viewer)s::bigint UNION {_IDS_OF_REPORTS}))"

# A company may let its managers see everybody; what they may do stays with their own people.
_EVERYBODY_IF_OPEN = """
e.id = ANY (ARRAY(
      SELECT id FROM employee
       WHERE EXISTS (SELECT 1 FROM company AS c
                      WHERE c.settings -> 'managers_see_everyone' = 'true')
       UNION
      SELECT %(viewer)s::bigint
       UNION """


def visible_people(actor: Actor) -> str:
    """Return the condition on `employee AS e`; its value `viewer` is `viewer_of(actor)`."""
    if may_see_everybody(actor):
        return "true"
    if actor.role is Role.MANAGER:
        return f"{_EVERYBODY_IF_OPEN}{_IDS_OF_REPORTS}))"
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
