"""Secrets that people and machines act with; only digests are kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_ADD = """
WITH added AS (
    INSERT INTO credential (company_id, kind, name, user_id, digest, last_four, scopes, created_at,
                            expires_at)
    VALUES (%(company_id)s, %(kind)s, %(name)s, %(user_id)s, %(digest)s, %(last_four)s,
            %(scopes)s, %(now)s, %(expires_at)s)
    RETURNING company_id, id
), unused AS (
    INSERT INTO credential_use (company_id, credential_id, last_used_at)
    SELECT company_id, id, 'epoch' FROM added
)
SELECT id FROM added
"""

_COLUMNS = """
SELECT c.id, c.kind, c.name, c.user_id, u.name AS user_name, c.last_four, c.scopes,
       c.created_at, c.expires_at, c.revoked_at,
       CASE WHEN use.last_used_at > 'epoch' THEN use.last_used_at END AS last_used_at
  FROM credential AS c
  JOIN user_account AS u ON u.id = c.user_id
  LEFT JOIN credential_use AS use ON use.credential_id = c.id
"""
_FIND = f"{_COLUMNS} WHERE c.id = %(id)s"
_LIST = f"{_COLUMNS} ORDER BY c.id"


class CredentialKind(StrEnum):
    """Whom a credential stands for."""

    COMPANY_TOKEN = "company_token"  # noqa: S105  the name of a kind
    USER_TOKEN = "user_token"  # noqa: S105  the name of a kind
    ORGANISATION_KEY = "organisation_key"
    USER_KEY = "user_key"
    WEB_SESSION = "web_session"
    INVITATION = "invitation"
    SECOND_STEP = "second_step"
    PASSWORD_RESET = "password_reset"  # noqa: S105  the name of a kind
    OWN_CALENDAR = "own_calendar"
    TEAM_CALENDAR = "team_calendar"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What may be known of a credential after it was shown once."""

    id: int
    kind: CredentialKind
    name: str
    user_id: int
    user_name: str
    last_four: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    def state(self, now: datetime) -> str:
        """Return in one word whether the credential counts: Active, Revoked or Expired."""
        if self.revoked_at is not None:
            return "Revoked"
        return "Expired" if self.expires_at is not None and self.expires_at <= now else "Active"


def add(
    tx: Transaction,
    *,
    kind: CredentialKind,
    name: str,
    user_id: int,
    digest: bytes,
    last_four: str,
    scopes: tuple[str, ...],
    expires_at: datetime | None,
) -> int:
    """Keep a credential by its digest and return the id."""
    credential_id: int = tx.value(
        _ADD,
        company_id=tx.company.id,
        kind=kind,
        name=name,
        user_id=user_id,
        digest=digest,
        last_four=last_four,
        scopes=list(scopes),
        now=tx.now,
        expires_at=expires_at,
    )
    return credential_id


def all_of_company(tx: Transaction) -> tuple[Credential, ...]:
    """Return every credential of the company, oldest first."""
    return tuple(_credential(row) for row in tx.rows(_LIST))


def find(tx: Transaction, credential_id: int) -> Credential | None:
    """Return the credential, or None when this company has none with the id."""
    row = tx.row(_FIND, id=credential_id)
    return None if row is None else _credential(row)


def has_user(tx: Transaction, user_id: int) -> bool:
    """Return whether the company has this user, whom a credential could stand for."""
    return bool(
        tx.value("SELECT EXISTS (SELECT 1 FROM user_account WHERE id = %(id)s)", id=user_id)
    )


def revoke(tx: Transaction, credential_id: int) -> bool:
    """Revoke a credential for good; return whether there was one to revoke."""
    found = tx.value(
        """
        UPDATE credential SET revoked_at = %(now)s
         WHERE id = %(id)s AND revoked_at IS NULL
        RETURNING id
        """,
        id=credential_id,
        now=tx.now,
    )
    return found is not None


def revoke_all(
    tx: Transaction,
    user_id: int,
    *,
    kinds: tuple[CredentialKind, ...],
    except_id: int | None = None,
) -> None:
    """Revoke everything of these kinds that stands for the user, but for one."""
    tx.run(
        """
        UPDATE credential SET revoked_at = %(now)s
         WHERE user_id = %(user_id)s AND kind = ANY(%(kinds)s) AND revoked_at IS NULL
           AND id IS DISTINCT FROM %(except_id)s
        """,
        user_id=user_id,
        kinds=list(kinds),
        except_id=except_id,
        now=tx.now,
    )


def _credential(row: Row) -> Credential:
    stored = row._asdict()
    return Credential(**{**stored, "kind": CredentialKind(row.kind), "scopes": tuple(row.scopes)})


def revoke_all_of(tx: Transaction, user_id: int) -> None:
    """Revoke whatever stands for the person; a company's own credentials stay."""
    tx.run(
        """
        UPDATE credential SET revoked_at = %(now)s
         WHERE user_id = %(user_id)s AND revoked_at IS NULL
           AND kind NOT IN ('company_token', 'organisation_key')
        """,
        user_id=user_id,
        now=tx.now,
    )
