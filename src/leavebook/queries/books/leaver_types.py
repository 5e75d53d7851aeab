"""Of which leave types a rest is the leaver's own."""

from leavebook.domain.policy.policy import LeaverRest
from leavebook.storage.transaction import Transaction

# Versions of the past and to come count as well: an exit may lie in any of them.
_TYPES = """
SELECT t.name
  FROM leave_type AS t
 WHERE t.active
   AND EXISTS (SELECT 1 FROM policy_version AS v
                WHERE v.leave_type_id = t.id AND v.superseded_at IS NULL
                  AND v.terms ->> 'leaver_rest' = %(theirs)s)
 ORDER BY t.name
"""


def leaver_types(tx: Transaction) -> tuple[str, ...]:
    """Return the names of the leave types of which a rest is paid or taken when somebody leaves."""
    return tuple(row.name for row in tx.rows(_TYPES, theirs=LeaverRest.THEIRS))
