"""Second factors: the sealed secret shared with somebody's app, and their backup codes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = "SELECT user_id, secret, secret_key_id, confirmed_at FROM second_factor"
_FIND = f"{_COLUMNS} WHERE user_id = %(user_id)s"
_ALL = f"{_COLUMNS} ORDER BY user_id"

_BEGIN = """
INSERT INTO second_factor (company_id, user_id, secret, secret_key_id, made_at)
VALUES (%(company_id)s, %(user_id)s, %(secret)s, %(key_id)s, %(now)s)
    ON CONFLICT (company_id, user_id)
    DO UPDATE SET secret = excluded.secret, secret_key_id = excluded.secret_key_id,
                  made_at = excluded.made_at, last_step = 0
     WHERE second_factor.confirmed_at IS NULL
"""

_USE_STEP = """
UPDATE second_factor
   SET last_step = %(step)s, confirmed_at = coalesce(confirmed_at, %(now)s)
 WHERE user_id = %(user_id)s AND last_step < %(step)s
RETURNING user_id
"""

_SEAL = """
UPDATE second_factor SET secret = %(secret)s, secret_key_id = %(key_id)s
 WHERE user_id = %(user_id)s AND secret = %(before)s
"""

_USE_CODE = """
UPDATE backup_code SET used_at = %(now)s
 WHERE user_id = %(user_id)s AND digest = %(digest)s AND used_at IS NULL
RETURNING user_id
"""

_ADD_CODE = """
INSERT INTO backup_code (company_id, user_id, digest)
VALUES (%(company_id)s, %(user_id)s, %(digest)s)
"""

_LEFT = "SELECT count(*) FROM backup_code WHERE user_id = %(user_id)s AND used_at IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """The secret of somebody's app, sealed; it counts once it is confirmed."""

    user_id: int
    secret: bytes = field(repr=False)
    secret_key_id: str
    confirmed_at: datetime | None


def find(tx: Transaction, user_id: int) -> SecondFactor | None:
    """Return the second factor, confirmed or only begun; None when there is neither."""
    row = tx.row(_FIND, user_id=user_id)
    return None if row is None else _second_factor(row)


def all_of_company(tx: Transaction) -> tuple[SecondFactor, ...]:
    """Return the second factor of everybody who has one."""
    return tuple(_second_factor(row) for row in tx.rows(_ALL))


def begin(tx: Transaction, user_id: int, *, secret: bytes, key_id: str) -> None:
    """Keep a secret that is yet to be confirmed; one that is confirmed stays as it is."""
    tx.run(
        _BEGIN,
        company_id=tx.company.id,
        user_id=user_id,
        secret=secret,
        key_id=key_id,
        now=tx.now,
    )


def use_step(tx: Transaction, user_id: int, step: int) -> bool:
    """Use the code of this step of time up, which confirms the secret; False when it was before."""
    return tx.value(_USE_STEP, user_id=user_id, step=step, now=tx.now) is not None


def seal(tx: Transaction, user_id: int, *, before: bytes, secret: bytes, key_id: str) -> None:
    """Replace the sealed secret by the same one under another key, unless it has changed."""
    tx.run(_SEAL, user_id=user_id, before=before, secret=secret, key_id=key_id)


def remove(tx: Transaction, user_id: int) -> bool:
    """Forget the second factor with its backup codes; return whether there was one."""
    tx.run("DELETE FROM backup_code WHERE user_id = %(user_id)s", user_id=user_id)
    gone = tx.value(
        "DELETE FROM second_factor WHERE user_id = %(user_id)s RETURNING user_id", user_id=user_id
    )
    return gone is not None


def replace_codes(tx: Transaction, user_id: int, digests: Iterable[bytes]) -> None:
    """Keep these backup codes, and none of the earlier ones."""
    tx.run("DELETE FROM backup_code WHERE user_id = %(user_id)s", user_id=user_id)
    for digest in digests:
        tx.run(_ADD_CODE, company_id=tx.company.id, user_id=user_id, digest=digest)


def use_code(tx: Transaction, user_id: int, digest: bytes) -> bool:
    """Use a backup code up; return False when there is none such, or it was used before."""
    return tx.value(_USE_CODE, user_id=user_id, digest=digest, now=tx.now) is not None


def codes_left(tx: Transaction, user_id: int) -> int:
    """Return how many backup codes are still good."""
    left: int = tx.value(_LEFT, user_id=user_id)
    return left


def _second_factor(row: Row) -> SecondFactor:
    return SecondFactor(
        user_id=row.user_id,
        secret=bytes(row.secret),
        secret_key_id=row.secret_key_id,
        confirmed_at=row.confirmed_at,
    )
