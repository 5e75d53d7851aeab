"""Who people are in other systems."""

from leavebook.storage.transaction import Transaction


def of_user(tx: Transaction, user_id: int, provider: str) -> str | None:
    """Return the user's id in the system, or None when nobody has said it yet."""
    found: str | None = tx.value(
        """
        SELECT external_id FROM user_external_id
         WHERE user_id = %(user_id)s AND provider = %(provider)s
        """,
        user_id=user_id,
        provider=provider,
    )
    return found


def remember(tx: Transaction, user_id: int, provider: str, external_id: str) -> None:
    """Keep the user's id in the system; one that somebody has said before stays."""
    tx.run(
        """
        INSERT INTO user_external_id (company_id, user_id, provider, external_id)
        VALUES (%(company_id)s, %(user_id)s, %(provider)s, %(external_id)s)
            ON CONFLICT DO NOTHING
        """,
        company_id=tx.company.id,
        user_id=user_id,
        provider=provider,
        external_id=external_id,
    )
