"""Passkeys: public keys of people's authenticators, each beside the credential that it is."""

from dataclasses import dataclass, field
from datetime import datetime

from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT p.credential_id, c.user_id, c.name, c.created_at, p.key_id, p.public_key, p.sign_count,
       CASE WHEN use.last_used_at > 'epoch' THEN use.last_used_at END AS last_used_at
  FROM passkey AS p
  JOIN credential AS c ON c.id = p.credential_id AND c.revoked_at IS NULL
  LEFT JOIN credential_use AS use ON use.credential_id = c.id
"""
_FIND = f"{_COLUMNS} WHERE p.credential_id = %(credential_id)s"
_OF_USER = f"{_COLUMNS} WHERE c.user_id = %(user_id)s ORDER BY p.credential_id"

_ADD = """
INSERT INTO passkey (company_id, credential_id, key_id, public_key, sign_count)
VALUES (%(company_id)s, %(credential_id)s, %(key_id)s, %(public_key)s, %(sign_count)s)
"""

# An authenticator that counts has counted on; one that does not count says nothing.
_COUNT = """
UPDATE passkey SET sign_count = %(sign_count)s
 WHERE credential_id = %(credential_id)s
   AND (sign_count < %(sign_count)s OR (sign_count = 0 AND %(sign_count)s = 0))
RETURNING credential_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey that counts; whose it is, and how often it says that it has signed."""

    credential_id: int
    user_id: int
    name: str
    created_at: datetime
    key_id: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    sign_count: int
    last_used_at: datetime | None


def find(tx: Transaction, credential_id: int) -> Passkey | None:
    """Return the passkey of the credential; None when it is none, or revoked."""
    row = tx.row(_FIND, credential_id=credential_id)
    return None if row is None else _passkey(row)


def of_user(tx: Transaction, user_id: int) -> tuple[Passkey, ...]:
    """Return the passkeys with which the user may come in, oldest first."""
    return tuple(_passkey(row) for row in tx.rows(_OF_USER, user_id=user_id))


def add(
    tx: Transaction, credential_id: int, *, key_id: bytes, public_key: bytes, sign_count: int
) -> None:
    """Keep the public key of a credential."""
    tx.run(
        _ADD,
        company_id=tx.company.id,
        credential_id=credential_id,
        key_id=key_id,
        public_key=public_key,
        sign_count=sign_count,
    )


def count_on(tx: Transaction, credential_id: int, sign_count: int) -> bool:
    """Keep how often the key has signed; False when that is not more than before."""
    return tx.value(_COUNT, credential_id=credential_id, sign_count=sign_count) is not None


def _passkey(row: Row) -> Passkey:
    stored = row._asdict()
    return Passkey(**{**stored, "key_id": bytes(row.key_id), "public_key": bytes(row.public_key)})
