"""Who people are in other systems."""

from collections.abc import Mapping

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


def remember_all(tx: Transaction, provider: str, ids: Mapping[str, str]) -> None:
    """Keep the ids of everybody by e-mail address; what somebody has said before stays."""
    tx.run(
        """
        INSERT INTO user_external_id (company_id, user_id, provider, external_id)
        SELECT %(company_id)s, u.id, %(provider)s, there.external_id
          FROM unnest(%(addresses)s::text[], %(external_ids)s::text[])
               AS there (email_key, external_id)
          JOIN user_account AS u ON u.email_key = there.email_key
         ORDER BY u.id
            ON CONFLICT DO NOTHING
        """,
        company_id=tx.company.id,
        provider=provider,
        addresses=list(ids),
        external_ids=list(ids.values()),
    )


def say(tx: Transaction, email_key: str, provider: str, external_id: str) -> bool:
    """Replace the id of whoever has the address, or forget it; return False when nobody has."""
    user_id = tx.value(
        "SELECT id FROM user_account WHERE email_key = %(email_key)s", email_key=email_key
    )
    if user_id is None:
        return False
    tx.run(
        """
        DELETE FROM user_external_id
         WHERE provider = %(provider)s
           AND (user_id = %(user_id)s OR external_id = %(external_id)s)
        """,
        provider=provider,
        user_id=user_id,
        external_id=external_id,
    )
    if external_id:
        remember(tx, user_id, provider, external_id)
    return True


def forget_all(tx: Transaction, provider: str) -> None:
    """Forget who anybody is in the system: the company has another account there now."""
    tx.run("DELETE FROM user_external_id WHERE provider = %(provider)s", provider=provider)


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
