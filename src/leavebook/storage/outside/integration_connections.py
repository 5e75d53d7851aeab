"""Which systems a company keeps informed, and how it gets into them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from leavebook.domain.integrations import Mode, Provider
from leavebook.storage.policies.stored import document
from leavebook.storage.transaction import Transaction

RENEWAL: Final = timedelta(seconds=30)
"""How long renewing a company's access may take before another worker may try."""

_KEEP = """
INSERT INTO integration_connection (company_id, provider, mode, changed_at, changed_by)
VALUES (%(company_id)s, %(provider)s, %(mode)s, %(now)s, %(changed_by)s)
    ON CONFLICT (company_id, provider)
    DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at,
                  changed_by = excluded.changed_by, failures = 0, closed_until = NULL,
                  trouble = NULL
"""

_SET_UP = """
UPDATE integration_connection
   SET settings = %(settings)s, secrets = %(secrets)s, secrets_key_id = %(key_id)s,
       secrets_version = secrets_version + 1, renewing_until = NULL
 WHERE provider = %(provider)s
"""

_SET_SETTINGS = """
UPDATE integration_connection SET settings = %(settings)s WHERE provider = %(provider)s
"""

_COLUMNS = """
       provider, mode, settings, secrets, secrets_key_id, secrets_version, failures,
       closed_until > statement_timestamp() AS resting, trouble
"""

_FIND = f"SELECT {_COLUMNS} FROM integration_connection WHERE provider = %(provider)s"  # noqa: S608  constant text
_ALL = f"SELECT {_COLUMNS} FROM integration_connection ORDER BY provider"  # noqa: S608  constant text

_START_RENEWING = """
UPDATE integration_connection
   SET renewing_until = statement_timestamp() + %(lease)s
 WHERE provider = %(provider)s AND secrets_version = %(version)s
   AND (renewing_until IS NULL OR renewing_until <= statement_timestamp())
RETURNING provider
"""

_RENEWED = """
UPDATE integration_connection
   SET secrets = %(secrets)s, secrets_key_id = %(key_id)s, renewing_until = NULL,
       secrets_version = secrets_version + 1
 WHERE provider = %(provider)s AND secrets_version = %(version)s
RETURNING secrets_version
"""

_STOP_RENEWING = """
UPDATE integration_connection SET renewing_until = NULL
 WHERE provider = %(provider)s AND secrets_version = %(version)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How a company is connected to a system; the secrets are sealed."""

    provider: Provider
    mode: Mode
    settings: Mapping[str, str]
    secrets: bytes | None = field(repr=False)
    secrets_key_id: str | None
    secrets_version: int
    failures: int
    resting: bool | None
    trouble: str | None


def connected(tx: Transaction) -> dict[Provider, Mode]:
    """Return the systems that are switched on, with how."""
    rows = tx.rows(
        "SELECT provider, mode FROM integration_connection WHERE mode <> 'off' ORDER BY provider"
    )
    return {Provider(row.provider): Mode(row.mode) for row in rows}


def find(tx: Transaction, provider: Provider) -> Connection | None:
    """Return how the company is connected to the system; None when it never was."""
    rows = tx.rows(_FIND, provider=provider)
    return _connection(rows[0]) if rows else None


def all_of_company(tx: Transaction) -> tuple[Connection, ...]:
    """Return every system that the company is or was connected to."""
    return tuple(_connection(row) for row in tx.rows(_ALL))


def keep(tx: Transaction, provider: Provider, mode: Mode) -> None:
    """Write down how the company is connected to the system from now on."""
    tx.run(
        _KEEP,
        company_id=tx.company.id,
        provider=provider,
        mode=mode,
        now=tx.now,
        changed_by=tx.actor.user_id,
    )


def set_up(
    tx: Transaction,
    provider: Provider,
    *,
    settings: Mapping[str, str],
    secrets: bytes | None,
    key_id: str | None,
) -> None:
    """Replace what the company's account needs."""
    tx.run(
        _SET_UP,
        provider=provider,
        settings=document(dict(settings)),
        secrets=secrets,
        key_id=key_id,
    )


def set_settings(tx: Transaction, provider: Provider, settings: Mapping[str, str]) -> None:
    """Replace the settings of the company's account; its secrets stay."""
    tx.run(_SET_SETTINGS, provider=provider, settings=document(dict(settings)))


def start_renewing(tx: Transaction, provider: Provider, *, version: int) -> bool:
    """Return whether the caller is the one who may renew these secrets now."""
    started = tx.value(_START_RENEWING, provider=provider, version=version, lease=RENEWAL)
    return started is not None


def renewed(
    tx: Transaction, provider: Provider, *, version: int, secrets: bytes, key_id: str
) -> bool:
    """Replace the secrets; return False when somebody else has replaced these since."""
    new = tx.value(_RENEWED, provider=provider, version=version, secrets=secrets, key_id=key_id)
    return new is not None


def stop_renewing(tx: Transaction, provider: Provider, *, version: int) -> None:
    """Let others try to renew the secrets, which the caller could not."""
    tx.run(_STOP_RENEWING, provider=provider, version=version)


def _connection(row: object) -> Connection:
    values = row._asdict()  # type: ignore[attr-defined]  # a named row of the driver
    return Connection(
        **{**values, "provider": Provider(values["provider"]), "mode": Mode(values["mode"])}
    )
