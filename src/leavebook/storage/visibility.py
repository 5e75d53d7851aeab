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

# Requests that nobody nearer decided on in time come to the manager's manager: the present one.
CAME_UP = """
      SELECT q.id
        FROM decision_turn AS t
        JOIN leave_request AS q
          ON q.id = t.request_id AND q.state IN ('pending', 'cancel_requested')
         AND q.stage IS DISTINCT FROM 'executive'
        JOIN employee AS own ON own.id = q.employee_id AND own.id <> %(viewer)s
        LEFT JOIN department AS d ON d.id = own.department_id
        JOIN employee AS boss
          ON boss.id = CASE WHEN own.manager_id IS NULL THEN d.lead_id ELSE own.manager_id END
       WHERE t.rung IN ('next_manager', 'office') AND boss.manager_id = %(viewer)s
"""
_CAME_UP = f"r.id = ANY (ARRAY({CAME_UP}))"
_THEIRS = f"e.id IN (SELECT employee_id FROM leave_request WHERE id = ANY (ARRAY({CAME_UP})))"  # noqa: S608  constant text

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


def visible_requests(actor: Actor) -> str:
    """Return the condition on `leave_request AS r` of `employee AS e`: which the actor may open.

    Those of visible people, and whatever came to the actor to be decided.
    """
    if may_see_everybody(actor):
        return "true"
    return f"({visible_people(actor)} OR {_CAME_UP})"


def decided_people(actor: Actor) -> str:
    """Return the condition on `employee AS e`: whose requests the actor may decide on at all."""
    if actor.user_id is None:
        return "false"
    return "true" if decides_for_everybody(actor) else f"({_REPORTS} OR {_THEIRS})"


def people_to_plan(actor: Actor) -> str:
    """Return the condition on `employee AS e`: for whom the actor may enter leave and shifts.

    The rule itself is `may_file_for`, but for oneself: a request that came up by waiting makes
    nobody responsible for the person.
    """
    return "true" if decides_for_everybody(actor) else _REPORTS


def answered_requests(actor: Actor) -> str:
    """Return the condition on `leave_request AS r`: for which of them the actor answers."""
    if decides_for_everybody(actor):
        return "true"
    return f"(r.employee_id = ANY (ARRAY({_IDS_OF_REPORTS})) OR {_CAME_UP})"


def decided_requests(actor: Actor) -> str:
    """Return the condition on `leave_request AS r`: which pending ones wait for such an actor.

    Together with `decided_people` it leaves exactly what the actor may approve now.
    """
    others = "r.state = 'pending' AND r.employee_id <> %(viewer)s"
    if decides_for_everybody(actor):
        return others
    return f"{others} AND r.stage = 'manager' AND {answered_requests(actor)}"


def viewer_of(actor: Actor) -> int:
    """Return the employee id behind the condition; 0, which nobody has, for who is none."""
    return actor.employee_id or 0
