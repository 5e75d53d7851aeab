"""Answers kept by the key that a caller gave the call, written in the call's own transaction.

So a key is known if and only if what the call did is: a crash leaves both or neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import psycopg
from psycopg.types.json import Jsonb

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction, TryAgain

KEPT_FOR: Final = timedelta(hours=24)

# A key that another call is using at this moment makes this statement wait for that call's end.
_CLAIM = """
INSERT INTO idempotency_key (company_id, credential_id, route, key, fingerprint, made_at)
VALUES (%(company_id)s, %(credential_id)s, %(route)s, %(key)s, %(fingerprint)s, %(now)s)
    ON CONFLICT (company_id, credential_id, route, key) DO UPDATE
   SET fingerprint = excluded.fingerprint, status = NULL, headers = NULL, media_type = NULL,
       body = NULL, made_at = excluded.made_at
 WHERE idempotency_key.made_at <= %(expired)s
RETURNING true AS claimed
"""

_FIND = """
SELECT fingerprint, status, headers, media_type, body
  FROM idempotency_key
 WHERE credential_id = %(credential_id)s AND route = %(route)s AND key = %(key)s
"""

_KEEP = """
UPDATE idempotency_key
   SET status = %(status)s, headers = %(headers)s, media_type = %(media_type)s, body = %(body)s
 WHERE credential_id = %(credential_id)s AND route = %(route)s AND key = %(key)s
"""

# Every new key takes some old ones away, so the table never holds much more than a day's.
_FORGET = """
DELETE FROM idempotency_key
 WHERE (company_id, credential_id, route, key) IN (
       SELECT company_id, credential_id, route, key FROM idempotency_key
        WHERE made_at <= %(expired)s
        ORDER BY made_at
        LIMIT 20
          FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True, slots=True)
class Keyed:
    """One call as its key names it; `fingerprint` is a digest of everything that was asked."""

    route: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered the first time, byte for byte."""

    status: int
    headers: Mapping[str, str]
    media_type: str
    body: bytes


def claim(tx: Transaction, keyed: Keyed) -> KeptAnswer | None:
    """Return what the first call with this key was answered, or None: then this is the first.

    Raises Refused when the key was used for something else, and when the first call with it
    takes longer than a call waits for a lock.
    """
    expired = tx.now - KEPT_FOR
    try:
        claimed = tx.row(
            _CLAIM,
            **_named(tx, keyed),
            company_id=tx.company.id,
            fingerprint=keyed.fingerprint,
            now=tx.now,
            expired=expired,
        )
    except psycopg.errors.LockNotAvailable as error:
        raise Refused(Problem(Code.KEY_IN_FLIGHT)) from error
    if claimed is not None:
        tx.run(_FORGET, expired=expired)
        return None
    return _kept(tx.row(_FIND, **_named(tx, keyed)), keyed)


def keep(tx: Transaction, keyed: Keyed, answer: KeptAnswer) -> None:
    """Keep the answer for whoever sends the same call again; the key is claimed already."""
    tx.run(
        _KEEP,
        **_named(tx, keyed),
        status=answer.status,
        headers=Jsonb(dict(answer.headers)),
        media_type=answer.media_type,
        body=answer.body,
    )


def _named(tx: Transaction, keyed: Keyed) -> dict[str, object]:
    return {"credential_id": tx.credential_id, "route": keyed.route, "key": keyed.key}


def _kept(row: Row | None, keyed: Keyed) -> KeptAnswer:
    if row is None:
        raise TryAgain  # it was forgotten between the two statements
    if row.fingerprint != keyed.fingerprint:
        raise Refused(Problem(Code.KEY_REUSED))
    return KeptAnswer(
        status=row.status, headers=row.headers, media_type=row.media_type, body=row.body
    )
