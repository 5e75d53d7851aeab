"""Leave types and balances as the company's provider tells them, remembered for an hour.

Whoever comes while somebody else is asking the same waits for that answer. An answer is also
given up early when the provider can tell that it has changed since, as our own books can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.leave_provider import (
    LeaveProvider,
    ProvidedBalance,
    ProvidedType,
    ProviderAway,
)
from leavebook.services.own_books import OwnBooks
from leavebook.storage import external_ids, leave_types, people, provider_cache
from leavebook.storage.people import Employee
from leavebook.storage.provider_cache import Kept
from leavebook.storage.stored import value_of
from leavebook.storage.transaction import Transaction

LIFE: Final = timedelta(hours=1)
"""How long an answer counts."""

OWN_BOOKS: Final = OwnBooks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """Somebody's balances and the moment they are from."""

    fetched_at: datetime
    rows: tuple[ProvidedBalance, ...]


def provided_types(
    tx: Transaction, *, provider: LeaveProvider = OWN_BOOKS
) -> tuple[ProvidedType, ...]:
    """Return the leave types that people can ask for; raises ProviderAway when nobody knows."""
    answer = _answer(
        tx,
        provider,
        None,
        version=provider.types_version(tx),
        ask=lambda: provider.leave_types(tx),
        forced=False,
    )
    return value_of(answer.body, tuple[ProvidedType, ...])


def provided_balances(
    tx: Transaction, *, forced: bool = False, provider: LeaveProvider = OWN_BOOKS
) -> Balances:
    """Return the actor's own balances, none for who is no employee.

    `forced` asks the provider whatever is remembered. Raises Refused for somebody whom the
    provider does not know, ProviderAway when it does not answer and nothing is remembered.
    """
    person = _person(tx)
    if person is None:
        return Balances(fetched_at=tx.now, rows=())
    external_id = _known_as(tx, person, provider)
    answer = _answer(
        tx,
        provider,
        person.id,
        version=provider.balances_version(tx, person),
        ask=lambda: provider.balances(tx, person, external_id),
        forced=forced,
    )
    return Balances(
        fetched_at=answer.fetched_at, rows=value_of(answer.body, tuple[ProvidedBalance, ...])
    )


def leave_type_behind(tx: Transaction, type_id: str) -> int:
    """Return our leave type behind a provider's id; raises Refused when there is none."""
    for leave_type in leave_types.all_of_company(tx):
        if str(leave_type.uuid) == type_id.lower():
            return leave_type.id
    raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))


def _answer(
    tx: Transaction,
    provider: LeaveProvider,
    employee_id: int | None,
    *,
    version: str,
    ask: Callable[[], Any],
    forced: bool,
) -> Kept:
    before = provider_cache.read(tx, provider.name, employee_id)
    if before is not None and not forced and _counts(tx, before, version):
        return before
    held = provider_cache.hold(tx, provider.name, employee_id)
    came_meanwhile = held is not None and (before is None or held.fetched_at != before.fetched_at)
    if held is not None and came_meanwhile and _counts(tx, held, version):
        return held
    try:
        body = ask()
    except ProviderAway:
        if held is None:
            raise
        return held
    provider_cache.keep(tx, provider.name, employee_id, seen=version, body=body)
    kept = provider_cache.read(tx, provider.name, employee_id)
    if kept is None:
        raise LookupError("an answer is gone although its row is held")
    return kept


def _counts(tx: Transaction, kept: Kept, version: str) -> bool:
    return kept.seen == version and tx.now - kept.fetched_at < LIFE


def _person(tx: Transaction) -> Employee | None:
    if tx.actor.employee_id is None:
        return None
    return people.find(tx, tx.actor.employee_id, today=today.of_company(tx))


def _known_as(tx: Transaction, person: Employee, provider: LeaveProvider) -> str | None:
    if not provider.needs_mapping:
        return None
    known = (
        None if person.user_id is None else external_ids.of_user(tx, person.user_id, provider.name)
    )
    if known is None:
        raise Refused(
            Problem(Code.UNKNOWN_REFERENCE, {"field": "external_id", "provider": provider.title})
        )
    return known
