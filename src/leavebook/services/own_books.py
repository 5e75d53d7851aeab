"""Leavebook's own books as the provider of leave types and balances."""

from uuid import NAMESPACE_URL, uuid5

from leavebook.queries.hours_left import books_version, hours_left, types_version
from leavebook.services.leave_provider import ProvidedBalance, ProvidedType
from leavebook.storage import leave_types
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction


class OwnBooks:
    """The provider of a company that has connected no payroll."""

    name = "internal"
    title = "Leavebook"
    needs_mapping = False

    def types_version(self, tx: Transaction) -> str:
        """Return a word that changes with the company's leave types."""
        return types_version(tx)

    def leave_types(self, tx: Transaction) -> tuple[ProvidedType, ...]:
        """Return the leave types in use, in the order they were made."""
        return tuple(
            ProvidedType(id=str(each.uuid), name=each.name, paid=each.paid)
            for each in leave_types.all_of_company(tx)
            if each.active
        )

    def balances_version(self, tx: Transaction, person: Employee) -> str:
        """Return a word that changes with the person's ledger, with every day, with the types."""
        return books_version(tx, person)

    def balances(
        self, tx: Transaction, person: Employee, external_id: str | None
    ) -> tuple[ProvidedBalance, ...]:
        """Return what the person may still ask for, in hours."""
        return tuple(
            ProvidedBalance(
                uuid=uuid5(NAMESPACE_URL, f"{external_id or person.uuid}/{left.leave_type}"),
                type_id=str(left.leave_type),
                type_name=left.name,
                hours=left.hours,
            )
            for left in hours_left(tx, person)
        )
