"""Somebody reads what they should know."""

from leavebook.storage.telling import notifications
from leavebook.storage.transaction import Transaction


def read(tx: Transaction, notification_id: int) -> None:
    """Keep that the actor has read it; one of somebody else's stays as it is."""
    if tx.actor.user_id is not None:
        notifications.read(tx, tx.actor.user_id, notification_id)


def read_all(tx: Transaction) -> None:
    """Keep that the actor has read everything there is by now."""
    if tx.actor.user_id is not None:
        notifications.read_all(tx, tx.actor.user_id)
