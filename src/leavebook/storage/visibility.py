"""The one definition of whose leave an actor sees in detail, as a condition for queries.

The rule itself is `domain.permissions.may_see_details`; this is the same rule asked of many
people at once, and a test holds the two against each other.
"""

from leavebook.domain.actors import Actor
from leavebook.domain.permissions import may_see_everybody

_OWN_AND_REPORTS = """
(e.id = %(viewer)s
 OR e.manager_id = %(viewer)s
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


def visible_people(actor: Actor) -> str:
    """Return the condition on `employee AS e`; its value `viewer` is `viewer_of(actor)`."""
    return "true" if may_see_everybody(actor) else _OWN_AND_REPORTS


def viewer_of(actor: Actor) -> int:
    """Return the employee id behind the condition; 0, which nobody has, for who is none."""
    return actor.employee_id or 0
