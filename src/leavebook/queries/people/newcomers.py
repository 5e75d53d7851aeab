"""Those who cannot sign in yet: their login has no password."""

from dataclasses import dataclass
from datetime import datetime

from leavebook.services.people.people import assert_may_manage
from leavebook.storage.transaction import Transaction

_WITHOUT = """
SELECT e.id, e.full_name, u.email,
       (SELECT max(v.at) FROM event AS v
         WHERE v.employee_id = e.id AND v.name = 'login.invited') AS invited_at
  FROM employee AS e
  JOIN user_account AS u ON u.id = e.user_id
 WHERE u.active AND u.password_hash IS NULL
   AND (e.left_on IS NULL OR e.left_on > %(now)s::date)
 ORDER BY e.full_name, e.id
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutPassword:
    """Somebody who has not come in yet, and when they were invited last."""

    id: int
    full_name: str
    email: str
    invited_at: datetime | None


def without_password(tx: Transaction, *, limit: int) -> tuple[WithoutPassword, ...]:
    """Return who still has to choose a password, by name."""
    assert_may_manage(tx)
    rows = tx.rows(_WITHOUT, now=tx.now, limit=limit)
    return tuple(WithoutPassword(**row._asdict()) for row in rows)
