"""Brings all the books of one person up to date, when it is the person that has changed."""

from leavebook.services.books import leave_accounts
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.books.posting import post_all
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction


def bring_up_to_date(tx: Transaction, employee_id: int, *, cause: str) -> Employee:
    """Post every leave type of the person as the facts are now, and return the person.

    Leave types that are no longer offered are posted as well: what was granted under them
    follows the employment like everything else.
    """
    person = lock_person(tx, employee_id)
    for leave_type in leave_types.all_of_company(tx):
        post_all(tx, leave_accounts.read(tx, leave_type, [person.id]), cause=cause)
    return person


def post_other_types(tx: Transaction, person: Employee, leave_type_id: int, *, cause: str) -> None:
    """Post every leave type of the person but one; the person is locked already."""
    for leave_type in leave_types.all_of_company(tx):
        if leave_type.id != leave_type_id:
            post_all(tx, leave_accounts.read(tx, leave_type, [person.id]), cause=cause)
