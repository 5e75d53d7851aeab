"""Leavebook's own books as the provider of leave types and balances.

An answer is remembered for an hour, and given up early when it has changed since, as our own
books can tell.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from leavebook.queries.books.hours_left import books_version, hours_left, types_version
from leavebook.services.outside.leave_provider import Balances, ProvidedBalance, ProvidedType
from leavebook.storage.outside import provider_cache
from leavebook.storage.outside.provider_cache import LIFE, Kept
from leavebook.storage.people.people import Employee
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

_NAME: Final = "internal"


def own_types(tx: Transaction) -> tuple[ProvidedType, ...]:
    """Return the leave types in use, in the order they were made."""
    answer = _answer(tx, None, version=types_version(tx), work_out=lambda: _types(tx), forced=False)
    return value_of(answer.body, tuple[ProvidedType, ...])


def own_balances(tx: Transaction, person: Employee, *, forced: bool) -> Balances:
    """Return what the person may still ask for, in hours; `forced` works it out anew."""
    answer = _answer(
        tx,
        person.id,
        version=books_version(tx, person),
        work_out=lambda: _balances(tx, person),
        forced=forced,
    )
    rows = value_of(answer.body, tuple[ProvidedBalance, ...])
    return Balances(fetched_at=answer.fetched_at, rows=rows)


def _types(tx: Transaction) -> tuple[ProvidedType, ...]:
    return tuple(
        ProvidedType(id=str(each.uuid), name=each.name, paid=each.paid)
        for each in leave_types.all_of_company(tx)
        if each.active
    )


def _balances(tx: Transaction, person: Employee) -> tuple[ProvidedBalance, ...]:
    return tuple(
        ProvidedBalance(
            uuid=uuid5(NAMESPACE_URL, f"{person.uuid}/{left.leave_type}"),
            type_id=str(left.leave_type),
            type_name=left.name,
            hours=left.hours,
        )
        for left in hours_left(tx, person)
    )


def _answer(
    tx: Transaction,
    employee_id: int | None,
    *,
    version: str,
    work_out: Callable[[], Any],
    forced: bool,
) -> Kept:
    before = provider_cache.read(tx, _NAME, employee_id)
    if before is not None and not forced and _counts(tx, before, version):
        return before
    held = provider_cache.hold(tx, _NAME, employee_id)
    came_meanwhile = held is not None and (before is None or held.fetched_at != before.fetched_at)
    if held is not None and came_meanwhile and _counts(tx, held, version):
        return held
    return provider_cache.keep(tx, _NAME, employee_id, seen=version, body=work_out())


def _counts(tx: Transaction, kept: Kept, version: str) -> bool:
    return kept.seen == version and tx.now - kept.fetched_at < LIFE
