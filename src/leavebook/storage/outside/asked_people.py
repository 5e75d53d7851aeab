"""Who is asked for a decision in a system outside, and who has decided."""

from dataclasses import dataclass

from leavebook.storage.transaction import Transaction

_ASKED = """
SELECT u.id AS user_id, u.email, x.external_id AS there
  FROM user_account AS u
  LEFT JOIN user_external_id AS x ON x.user_id = u.id AND x.provider = %(provider)s
 WHERE u.id = %(user_id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A user as a system outside may know them."""

    user_id: int
    email: str | None
    there: str | None


def asked(tx: Transaction, user_id: int, provider: str) -> Asked:
    """Return who is asked."""
    row = tx.row(_ASKED, user_id=user_id, provider=provider)
    if row is None:
        raise LookupError("a question was put to nobody")
    return Asked(**row._asdict())


def name_of(tx: Transaction, user_id: int | None) -> str | None:
    """Return what the user is called; None for nobody."""
    if user_id is None:
        return None
    name: str | None = tx.value("SELECT name FROM user_account WHERE id = %(id)s", id=user_id)
    return name
