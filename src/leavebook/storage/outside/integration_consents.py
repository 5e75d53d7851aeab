"""Consents that are under way: somebody was sent to a system outside to let Leavebook in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from leavebook.domain.integrations import Provider
from leavebook.storage.transaction import Transaction

LIFE: Final = timedelta(minutes=30)
"""How long a person may take."""

_KEEP = """
INSERT INTO integration_consent (company_id, provider, user_id, secrets, secrets_key_id,
                                 expires_at)
VALUES (%(company_id)s, %(provider)s, %(user_id)s, %(secrets)s, %(key_id)s,
        statement_timestamp() + %(life)s)
    ON CONFLICT (company_id, provider)
    DO UPDATE SET user_id = excluded.user_id, secrets = excluded.secrets,
                  secrets_key_id = excluded.secrets_key_id, expires_at = excluded.expires_at
"""

# Held, so that of two who come back with the same answer only one is first.
_FIND = """
SELECT secrets, secrets_key_id AS key_id
  FROM integration_consent
 WHERE provider = %(provider)s AND user_id IS NOT DISTINCT FROM %(user_id)s
   AND expires_at > statement_timestamp()
   FOR UPDATE
"""

_FORGET_OLD = "DELETE FROM integration_consent WHERE expires_at <= statement_timestamp()"

_FORGET = "DELETE FROM integration_consent WHERE provider = %(provider)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """What is remembered of a consent, sealed."""

    secrets: bytes = field(repr=False)
    key_id: str


def keep(tx: Transaction, provider: Provider, *, secrets: bytes, key_id: str) -> None:
    """Remember the actor's consent, and no other one of the company for this system."""
    tx.run(
        _KEEP,
        company_id=tx.company.id,
        provider=provider,
        user_id=tx.actor.user_id,
        secrets=secrets,
        key_id=key_id,
        life=LIFE,
    )


def find(tx: Transaction, provider: Provider) -> UnderWay | None:
    """Return the actor's own consent, held for this transaction; None when it took too long."""
    row = tx.row(_FIND, provider=provider, user_id=tx.actor.user_id)
    return None if row is None else UnderWay(**row._asdict())


def forget(tx: Transaction, provider: Provider) -> None:
    """Forget what was remembered of a consent."""
    tx.run(_FORGET, provider=provider)


def forget_old(tx: Transaction) -> None:
    """Forget what took too long."""
    tx.run(_FORGET_OLD)
