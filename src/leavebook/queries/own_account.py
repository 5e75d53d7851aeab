"""Who is calling, by the name that the outside knows."""

from collections.abc import Callable
from uuid import UUID

from leavebook.storage.transaction import Transaction


def own_uuid(tx: Transaction) -> Callable[[], UUID | None]:
    """Ask for the caller's uuid and return how to learn it, so that the question travels along.

    For a machine it is the person who answers for its key; the house itself has none.
    """
    asked = tx.ask("SELECT uuid FROM user_account WHERE id = %(id)s", id=tx.actor.user_id)

    def answered() -> UUID | None:
        row = asked.fetchone()
        return None if row is None else row.uuid

    return answered
