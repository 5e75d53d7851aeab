"""Finds the one person that an operator means."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.transaction import Transaction

_CALLED = """
SELECT e.id
  FROM employee AS e
  LEFT JOIN user_account AS u ON u.id = e.user_id
 WHERE %(called)s IN (e.id::text, lower(e.employee_number), lower(e.full_name), lower(u.email),
                      lower(split_part(u.email, '@', 1)))
 ORDER BY e.id
 LIMIT 2
"""


def person_called(tx: Transaction, called: str) -> int:
    """Return the id of the person with this number, name, e-mail address or id.

    The part of the address before the @ will do. Raises Refused when nobody or more than one
    is called so.
    """
    rows = tx.rows(_CALLED, called=called.strip().lower())
    if len(rows) != 1:
        problem = "unknown" if not rows else "several"
        raise Refused(Problem(Code.INVALID, {"field": "person", "problem": problem}))
    found: int = rows[0].id
    return found
