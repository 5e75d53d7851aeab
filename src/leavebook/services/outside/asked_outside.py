"""Leave types and balances from a payroll outside: remembered for an hour, asked for by one.

Whoever comes while somebody is asking the same waits for that answer, with no transaction open.
Only so many wait in one process, so that a slow payroll leaves the others their turn; and the
company's calls count together with those that tell of leave.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, Final

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.outside.balances_in_hours import balances_in_hours
from leavebook.services.outside.leave_provider import (
    Asking,
    Balances,
    ProvidedType,
    ProviderAway,
)
from leavebook.services.outside.leave_type_matching import kept_by, types_behind
from leavebook.services.outside.remote_accounts import Account
from leavebook.services.outside.remote_books import RemoteBalance, RemoteBooks, RemoteType
from leavebook.services.outside.remote_outcomes import note_fault, note_success
from leavebook.services.outside.remote_systems import (
    Connected,
    Permanent,
    Systems,
    Temporary,
    Uncertain,
)
from leavebook.storage.outside import (
    external_ids,
    integration_connections,
    integration_gates,
    provider_cache,
)
from leavebook.storage.outside.provider_cache import LIFE, Kept
from leavebook.storage.people.people import Employee
from leavebook.storage.policies.stored import value_of
from leavebook.storage.transaction import Transaction

LEAST: Final = timedelta(minutes=1)
"""How long even a forced question is answered with what was just heard."""

LEAST_FOR_STRANGERS: Final = timedelta(minutes=10)
"""The same for somebody whom the payroll did not know: looking for them reads all its people."""

_PATIENCE: Final = 12.0
_LOOKING_AGAIN: Final = 0.15
_AT_ONCE: Final = 3
_waiting: Final = BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The payroll that keeps a company's leave types and balances, as it is connected now."""

    provider: Provider
    connected: Connected
    place: str
    """Another word for another account: what was heard there does not count here."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a payroll said, and who and where it was said about."""

    seen: str
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked, and which remembered answer would do."""

    employee_id: int | None
    seen: str
    ask: Callable[[RemoteBooks, Account], _Answer]
    forced: bool = False


def outside_of(tx: Transaction, systems: Systems) -> Outside | None:
    """Return the payroll that keeps the company's books; None when Leavebook does."""
    provider = kept_by(tx)
    connected = None if provider is None else systems.get((provider, Mode.LIVE))
    if provider is None or connected is None or connected.books is None:
        return None
    known = integration_connections.find(tx, provider)
    settings = {} if known is None else known.settings
    place = sorted((name, value) for name, value in settings.items() if "." not in name)
    digest = sha256(repr(place).encode()).hexdigest()[:16]
    return Outside(provider=provider, connected=connected, place=digest)


def types(asking: Asking, outside: Outside) -> tuple[ProvidedType, ...]:
    """Return the payroll's leave types that one of ours stands for."""

    def ask(books: RemoteBooks, _: Account) -> _Answer:
        return _Answer(outside.place, tuple(books.leave_types()))

    question = _Question(employee_id=None, seen=outside.place, ask=ask)
    answer = _answered(asking, outside, question)
    with asking.open_transaction() as tx:
        ours = types_behind(tx, outside.provider)
    return tuple(
        ProvidedType(id=each.id, name=each.name, paid=each.paid)
        for each in value_of(answer.body, tuple[RemoteType, ...])
        if each.id.casefold() in ours
    )


def balances(asking: Asking, outside: Outside, person: Employee, *, forced: bool) -> Balances:
    """Return what the payroll says that the person has left, in hours."""
    with asking.open_transaction() as tx:
        known = None
        if person.user_id is not None:
            known = external_ids.of_user(tx, person.user_id, outside.provider)

    def ask(books: RemoteBooks, account: Account) -> _Answer:
        there = known
        if there is None and person.email is not None:
            everybody = books.people()
            account.remember_people(everybody)
            there = everybody.get(person.email.casefold())
        body = None if there is None else tuple(books.balances(there))
        return _Answer(f"{outside.place}/{there}", body)

    question = _Question(
        employee_id=person.id, seen=f"{outside.place}/{known}", ask=ask, forced=forced
    )
    answer = _answered(asking, outside, question)
    if answer.body is None:
        facts = {"field": "external_id", "provider": outside.connected.title}
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, facts))
    with asking.open_transaction() as tx:
        rows = value_of(answer.body, tuple[RemoteBalance, ...])
        in_hours = balances_in_hours(tx, person, rows)
    return Balances(fetched_at=answer.fetched_at, rows=in_hours)


def _answered(asking: Asking, outside: Outside, question: _Question) -> Kept:
    """Return an answer that counts: remembered, somebody else's of just now, or our own."""
    with asking.open_transaction() as tx:
        kept = _remembered(tx, outside, question)
        if kept is not None and _counts(tx, kept, question):
            return kept
    if not _waiting.acquire(blocking=False):
        return _or_away(kept)
    try:
        return _asked(asking, outside, question)
    finally:
        _waiting.release()


def _asked(asking: Asking, outside: Outside, question: _Question) -> Kept:
    until = time.monotonic() + _PATIENCE
    while True:
        with asking.open_transaction() as tx:
            kept = _remembered(tx, outside, question)
            if kept is not None and _counts(tx, kept, question):
                return kept
            turn = provider_cache.take_turn(tx, outside.provider, question.employee_id)
            wait = None
            if turn is not None:
                pace = outside.connected.pace
                wait = integration_gates.pass_through(tx, outside.provider, pace)
                if wait is not None:
                    provider_cache.end_turn(tx, turn)
        if turn is not None and wait is None:
            return _heard(asking, outside, question, turn=turn, until=until) or _or_away(kept)
        pause = _LOOKING_AGAIN if wait is None else wait.total_seconds()
        if time.monotonic() + pause > until:
            return _or_away(kept)
        time.sleep(pause)


def _heard(
    asking: Asking,
    outside: Outside,
    question: _Question,
    *,
    turn: provider_cache.Turn,
    until: float,
) -> Kept | None:
    """Return what the payroll says now, which is remembered; None when it cannot be asked."""
    account = Account(
        provider=outside.provider,
        open_transaction=asking.open_transaction,
        keyring=asking.keyring,
        send_before=until,
    )
    if outside.connected.books is None:
        raise LookupError("a payroll without books was asked for them")
    try:
        answer = question.ask(outside.connected.books(account), account)
    except (Temporary, Uncertain, Permanent) as fault:
        with asking.open_transaction() as tx:
            provider_cache.end_turn(tx, turn)
            note_fault(tx, outside.provider, fault)
        return None
    except BaseException:
        with asking.open_transaction() as tx:
            provider_cache.end_turn(tx, turn)
        raise
    with asking.open_transaction() as tx:
        note_success(tx, outside.provider)
        return provider_cache.answer(tx, turn, seen=answer.seen, body=answer.body)


def _remembered(tx: Transaction, outside: Outside, question: _Question) -> Kept | None:
    """Return the last answer about the same account and the same person there."""
    kept = provider_cache.read(tx, outside.provider, question.employee_id)
    return kept if kept is not None and kept.seen == question.seen else None


def _counts(tx: Transaction, kept: Kept, question: _Question) -> bool:
    least = LEAST_FOR_STRANGERS if kept.body is None else LEAST
    return tx.now - kept.fetched_at < (least if question.forced else LIFE)


def _or_away(kept: Kept | None) -> Kept:
    if kept is None:
        raise ProviderAway
    return kept
