"""Who reads the reason of leave that stays inside, such as sickness, as a part of queries.

Whoever sees a request sees its dates; why somebody is ill is for themselves and for the office
alone, and so is why somebody takes leave of whose type the office alone knows.
"""

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import OFFICE
from leavebook.storage.policies.type_visibility import STAYS_INSIDE


def readable(column: str, actor: Actor) -> str:
    """Return the column of `leave_request AS r`, or NULL where the actor may not read it.

    The query joins `leave_type AS t` and has the value `viewer` of the visibility.
    """
    if actor.role in OFFICE:
        return column
    return f"CASE WHEN {STAYS_INSIDE} AND r.employee_id <> %(viewer)s THEN NULL ELSE {column} END"


def readable_comment(actor: Actor) -> str:
    """Return the comment of `event AS v`, or NULL where it is the owner's own word on such leave.

    The query has `employee AS e` besides. What others said of it, such as why it was rejected,
    stays for everybody who sees the request.
    """
    own = f"v.actor_id = e.user_id AND {readable('true', actor)} IS NULL"
    return f"CASE WHEN {own} THEN NULL ELSE v.comment END"
