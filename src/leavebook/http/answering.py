"""Runs one call: authenticate, do, commit, and only then say that it is done."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Final

import structlog

from leavebook.domain.problems import Code, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.credentials import id_before
from leavebook.http.decoding import Malformed
from leavebook.http.door import (
    Door,
    House,
    Opened,
    Route,
    StepwiseEndpoint,
    Transaction,
)
from leavebook.http.idempotency import once
from leavebook.http.limits import Limits, TooManyCalls
from leavebook.http.patience import with_patience
from leavebook.services.sign_in.passwords import TooBusy
from leavebook.storage.database import DatabaseAway
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import TryAgain

_log = structlog.get_logger()

_KEPT_OUT: Final = frozenset(
    {Code.FORBIDDEN, Code.NOT_THE_APPROVER, Code.OWN_REQUEST, Code.NOT_FOUND}
)
"""What somebody asks for who may not have it, or who tries what there might be."""


def answer(call: Call, *, door: Door, route: Route, house: House, limits: Limits) -> Answer:
    """Return what the door says to the call; whatever goes wrong, it is in the door's words.

    A refused or failed call has changed nothing: the transaction ends before the answer is
    sent, so nobody is told "done" before it is.
    """
    if route.open_endpoint is not None:
        return _in_words(call, door, route, partial(route.open_endpoint, call, house))
    try:
        digest = _digest(call, door)
        counted = limits.count(digest)
    except Malformed as fault:
        return door.words.malformed(str(fault), call)
    except NotAuthenticated:
        return door.words.not_authenticated(call)
    except TooManyCalls as waiting:
        return _with_headers(door.words.too_many_calls(call, waiting.retry_after), waiting.headers)
    enter = partial(_enter, digest, call, door=door, route=route, house=house)
    if route.stepwise is not None:
        do = partial(_in_steps, call, route.stepwise, Opened(enter, house))
    else:
        do = partial(with_patience, partial(_once, call, enter, door=door, route=route))
    return _with_headers(_in_words(call, door, route, do), counted)


def _digest(call: Call, door: Door) -> bytes:
    secret = door.secret_in(call)
    if secret is None:
        raise NotAuthenticated
    return digest_of(secret)


def _in_words(call: Call, door: Door, route: Route, do: Callable[[], Answer]) -> Answer:
    try:
        return do()
    except Refused as refusal:
        return door.words.refused(refusal.problems, call)
    except Malformed as fault:
        return door.words.malformed(str(fault), call)
    except NotAuthenticated:
        return door.words.not_authenticated(call)
    except (DatabaseAway, TryAgain, TooBusy):
        _log.warning("unavailable", door=door.name, route=route.name, exc_info=True)
        return door.words.unavailable(call)
    except Exception:  # noqa: BLE001  the last net: whatever it was, the caller hears of it politely
        _log.exception("crashed", door=door.name, route=route.name, request_id=call.request_id)
        return door.words.crashed(call)


@contextmanager
def _enter(
    digest: bytes, call: Call, *, door: Door, route: Route, house: House
) -> Iterator[Transaction]:
    with entered_with(
        house.database,
        digest,
        now=house.clock.now(),
        door=door.name,
        scope=route.scope,
        under=id_before(door.secret_in(call)),
    ) as tx:
        try:
            yield tx
        except Refused as refusal:
            _note(refusal, tx, call, door=door, route=route)
            raise


def _note(refusal: Refused, tx: Transaction, call: Call, *, door: Door, route: Route) -> None:
    """Log who was kept from what, by ids; a refused call writes nothing else anywhere."""
    codes = sorted({problem.code for problem in refusal.problems} & _KEPT_OUT)
    if codes:
        _log.info(
            "kept out",
            door=door.name,
            route=route.name,
            codes=codes,
            company=tx.company.id,
            user=tx.actor.user_id,
            credential=tx.credential_id,
            request_id=call.request_id,
        )


def _once(
    call: Call,
    enter: Callable[[], AbstractContextManager[Transaction]],
    *,
    door: Door,
    route: Route,
) -> Answer:
    if route.endpoint is None:
        raise LookupError(f"{route.name} has no endpoint")
    with enter() as tx:
        do = partial(route.endpoint, call, tx)
        return once(call, tx, route=f"{door.name} {route.name}", do=do)


def _in_steps(call: Call, endpoint: StepwiseEndpoint, opened: Opened) -> Answer:
    # Whoever may not come in hears so before anything else is looked at.
    with opened.transaction():
        pass
    return endpoint(call, opened)


def _with_headers(answered: Answer, more: Mapping[str, str]) -> Answer:
    headers = {**more, **answered.headers}
    return Answer(answered.status, answered.body, headers, answered.media_type)
