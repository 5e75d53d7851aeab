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
