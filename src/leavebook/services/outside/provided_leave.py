"""Leave types and balances as the company's provider tells them: our own books, or a payroll."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.outside import asked_outside
from leavebook.services.outside.leave_provider import Asking, Balances, ProvidedType
from leavebook.services.outside.leave_type_matching import kept_by, types_behind
from leavebook.services.outside.own_books import own_balances, own_types
from leavebook.storage.people import people
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

__all__ = ["Balances", "leave_type_behind", "provided_balances", "provided_types"]


def provided_types(asking: Asking) -> tuple[ProvidedType, ...]:
    """Return the leave types that people can ask for; raises ProviderAway when nobody knows."""
    with asking.open_transaction() as tx:
        outside = asked_outside.outside_of(tx, asking.systems)
        if outside is None:
            return own_types(tx)
    return asked_outside.types(asking, outside)


def provided_balances(asking: Asking, *, forced: bool = False) -> Balances:
    """Return the actor's own balances, none for who is no employee.

    `forced` asks the provider whatever is remembered, but a payroll outside no more than once a
    minute. Raises Refused for somebody whom the provider does not know, ProviderAway when it does
    not answer and nothing is remembered.
    """
    with asking.open_transaction() as tx:
        person = _person(tx)
        if person is None:
            return Balances(fetched_at=tx.now, rows=())
        outside = asked_outside.outside_of(tx, asking.systems)
        if outside is None:
            return own_balances(tx, person, forced=forced)
    return asked_outside.balances(asking, outside, person, forced=forced)


def leave_type_behind(tx: Transaction, type_id: str) -> int:
    """Return our leave type behind a provider's id, or our own; raises Refused for neither."""
    for leave_type in leave_types.all_of_company(tx):
        if str(leave_type.uuid) == type_id.lower():
            return leave_type.id
    provider = kept_by(tx)
    found = None if provider is None else types_behind(tx, provider).get(type_id.casefold())
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))
    return found.id


def _person(tx: Transaction) -> Employee | None:
    if tx.actor.employee_id is None:
        return None
    return people.find(tx, tx.actor.employee_id, today=today.of_company(tx))
