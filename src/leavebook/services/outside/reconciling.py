"""Makes a system outside match what we intend: claim, call, record.

Each of the three is separate: no transaction is open while the system is called, and only
whoever claimed last may record what came of it.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec
import structlog

from leavebook.domain.integrations import ErrorKind, Observed, Presence, Provider
from leavebook.domain.retrying import Draw, wait_after
from leavebook.services.outside.remote_accounts import Account, Open
from leavebook.services.outside.remote_outcomes import Fault, note_fault, note_success
from leavebook.services.outside.remote_places import told_place
from leavebook.services.outside.remote_systems import (
    Busy,
    HalfDone,
    Held,
    Pace,
    Permanent,
    RemoteLeave,
    RemoteSystem,
    Systems,
    Temporary,
    Uncertain,
)
from leavebook.services.outside.sealing import Keyring
from leavebook.services.outside.told_leave import leave_of
from leavebook.storage.outside import integration_claims, integration_gates
from leavebook.storage.outside.integration_claims import LEASE
from leavebook.storage.outside.integration_links import Link
from leavebook.storage.transaction import Transaction

_log = structlog.get_logger()

_LAST_CALL: Final = timedelta(seconds=12)
"""How long the last call of a lease may take until its answer is written down."""

_UNKNOWN: Final = Pace(per_second=1, burst=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciler:
    """Everything that making systems match needs, for one company."""

    open_transaction: Open
    systems: Systems
    keyring: Keyring
    draw: Draw = secrets.randbelow


def reconcile(reconciler: Reconciler, request_id: int, provider: Provider) -> None:
    """Bring everything of one request in one system to where it should be, as far as now possible.

    What could not be done now is due later; what never can be waits for a person.
    """
    while (claimed := _claim(reconciler, request_id, provider)) is not None:
        _settle(reconciler, claimed)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A link that nobody else works on, up to a moment of `time.monotonic`."""

    link: Link
    leave: RemoteLeave
    until: float


def _claim(reconciler: Reconciler, request_id: int, provider: Provider) -> _Claimed | None:
    started = time.monotonic()
    with reconciler.open_transaction() as tx:
        link = integration_claims.next_to_settle(tx, request_id, provider)
        if link is None:
            return None
        connected = reconciler.systems.get((provider, link.mode))
        pace = _UNKNOWN if connected is None else connected.pace
        wait = integration_gates.pass_through(tx, provider, pace)
        if wait is not None:
            integration_claims.postpone(tx, link, wait + _spread(reconciler))
            return None
        try:
            leave = leave_of(tx, link)
        except (LookupError, msgspec.DecodeError):
            _leave_to_a_person(tx, link)
            return None
        mine = integration_claims.claim(tx, link, place=told_place(tx, provider))
        return _Claimed(mine, leave, started + LEASE.total_seconds())


def _leave_to_a_person(tx: Transaction, link: Link) -> None:
    """Write down that nobody can tell any more what the system was to be told."""
    _log.error("what a system should hold cannot be read", link=link.id, provider=link.provider)
    integration_claims.failed(
        tx,
        link,
        link.observed,
        kind=ErrorKind.PERMANENT,
        error="Leavebook cannot read any more what was to be told",
        wait=timedelta(0),
    )


def _spread(reconciler: Reconciler) -> timedelta:
    """Return a moment more, so that those who wait for the same do not come at once."""
    return timedelta(milliseconds=100 + reconciler.draw(5000))


def _settle(reconciler: Reconciler, claimed: _Claimed) -> None:
    try:
        external_id, follow_up = _make_it_so(_system(reconciler, claimed), claimed)
    except HalfDone as half:
        _note(reconciler, claimed.link, half.fault, is_half_done=True)
        return
    except (Temporary, Uncertain, Permanent) as fault:
        _note(reconciler, claimed.link, fault)
        return
    except Exception as error:  # noqa: BLE001  a bug in one system must not keep its job running for ever
        # Neither the message nor the traceback: both may quote what the system was told.
        _log.error(
            "integration crashed", provider=claimed.link.provider, error=type(error).__name__
        )
        _note(reconciler, claimed.link, Uncertain(f"Leavebook failed: {type(error).__name__}"))
        return
    with reconciler.open_transaction() as tx:
        integration_claims.settled(tx, claimed.link, external_id=external_id, follow_up=follow_up)
        note_success(tx, claimed.link.provider)


def _system(reconciler: Reconciler, claimed: _Claimed) -> RemoteSystem:
    link = claimed.link
    connected = reconciler.systems.get((link.provider, link.mode))
    if connected is None:
        raise Permanent(f"{link.provider} is not connected")
    return connected.reach(
        Account(
            provider=link.provider,
            open_transaction=reconciler.open_transaction,
            keyring=reconciler.keyring,
            send_before=claimed.until - _LAST_CALL.total_seconds(),
            is_ours=lambda tx: integration_claims.is_mine(tx, link, left=_LAST_CALL),
            place=link.place,
        )
    )


def _make_it_so(system: RemoteSystem, claimed: _Claimed) -> tuple[str | None, str | None]:
    """Return the system's id for what it holds now, and what a person must still do."""
    link, leave = claimed.link, claimed.leave
    is_known = link.observed is not Observed.UNCERTAIN
    if link.intended is Presence.PRESENT:
        held = () if is_known else system.find(leave)
        _remove_all(system, leave, held[1:])
        now = _held(held[0]) if held else None
        if now is None or not now.is_whole:
            now = _held(system.create(leave))
        return now.external_id, now.by_hand
    if is_known:
        return None, system.remove(leave, link.external_id or "")
    return None, _remove_all(system, leave, system.find(leave))


def _remove_all(system: RemoteSystem, leave: RemoteLeave, held: Sequence[str | Held]) -> str | None:
    said = [system.remove(leave, _held(each).external_id) for each in held]
    return next((each for each in said if each), "" if "" in said else None)


def _held(found: str | Held) -> Held:
    return found if isinstance(found, Held) else Held(found)


def _note(reconciler: Reconciler, link: Link, fault: Fault, *, is_half_done: bool = False) -> None:
    """Write down what went wrong, and let a system rest that says so or keeps failing."""
    is_on_its_way = isinstance(fault, Uncertain)
    is_lost = (is_on_its_way or is_half_done) and link.intended is Presence.PRESENT
    rest = fault.rest if isinstance(fault, Busy) else None
    with reconciler.open_transaction() as tx:
        is_mine = integration_claims.failed(
            tx,
            link,
            Observed.UNCERTAIN if is_lost else link.observed,
            kind=ErrorKind.PERMANENT if isinstance(fault, Permanent) else ErrorKind.TEMPORARY,
            error=str(fault),
            wait=wait_after(
                link.attempts, reconciler.draw, uncertain=is_on_its_way, asked_for=rest
            ),
        )
        if is_mine:
            note_fault(tx, link.provider, fault)
