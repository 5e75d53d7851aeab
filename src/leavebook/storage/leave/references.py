"""What a uuid that comes from outside refers to in this company."""

from uuid import UUID

from leavebook.storage.transaction import Transaction


def department(tx: Transaction, uuid: UUID) -> int | None:
    """Return the id of the department, or None when this company has none such."""
    found: int | None = tx.value("SELECT id FROM department WHERE uuid = %(uuid)s", uuid=uuid)
    return found


def user(tx: Transaction, uuid: UUID) -> int | None:
    """Return the id of the user, or None when this company has none such."""
    found: int | None = tx.value("SELECT id FROM user_account WHERE uuid = %(uuid)s", uuid=uuid)
    return found


def employee(tx: Transaction, uuid: UUID) -> int | None:
    """Return the id of the employee who logs in as this user, or who has the uuid as a person."""
    found: int | None = tx.value(
        """
        SELECT e.id
          FROM employee AS e
          LEFT JOIN user_account AS u ON u.id = e.user_id
         WHERE coalesce(u.uuid, e.uuid) = %(uuid)s
        """,
        uuid=uuid,
    )
    return found
