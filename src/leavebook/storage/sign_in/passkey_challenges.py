"""What authenticators are to sign: kept by its digest before any company is known, good once."""

from datetime import datetime

from leavebook.storage.database import Database
from leavebook.storage.transaction import ask, open_transaction

_KEEP = """
WITH forgotten AS (DELETE FROM gate.passkey_challenges WHERE until < %(now)s)
INSERT INTO gate.passkey_challenges (digest, until) VALUES (%(digest)s, %(until)s)
RETURNING digest
"""

_USE_UP = """
DELETE FROM gate.passkey_challenges WHERE digest = %(digest)s
RETURNING until > %(now)s AS counts
"""


def keep(database: Database, digest: bytes, *, now: datetime, until: datetime) -> None:
    """Keep a challenge until a moment, and forget those whose moment has passed."""
    with open_transaction(database) as connection:
        ask(connection, _KEEP, digest=digest, now=now, until=until)


def use_up(database: Database, digest: bytes, *, now: datetime) -> bool:
    """Return whether the challenge was kept and still counts; it does not any more."""
    with open_transaction(database) as connection:
        rows = ask(connection, _USE_UP, digest=digest, now=now)
    return bool(rows and rows[0].counts)
