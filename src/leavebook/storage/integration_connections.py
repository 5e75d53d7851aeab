"""Which systems a company keeps informed, and how."""

from leavebook.domain.integrations import Mode, Provider
from leavebook.storage.transaction import Transaction

_KEEP = """
INSERT INTO integration_connection (company_id, provider, mode, changed_at, changed_by)
VALUES (%(company_id)s, %(provider)s, %(mode)s, %(now)s, %(changed_by)s)
    ON CONFLICT (company_id, provider)
    DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at,
                  changed_by = excluded.changed_by
"""


def connected(tx: Transaction) -> dict[Provider, Mode]:
    """Return the systems that are switched on, with how."""
    rows = tx.rows(
        "SELECT provider, mode FROM integration_connection WHERE mode <> 'off' ORDER BY provider"
    )
    return {Provider(row.provider): Mode(row.mode) for row in rows}


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
