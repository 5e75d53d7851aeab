"""Whoever is signed in says their password once more, and may not guess it either."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.database import Database
from leavebook.storage.sign_in import login_tries
from leavebook.storage.sign_in.login_tries import Allowance, TooManyTries
from leavebook.storage.transaction import Transaction


def count_try(database: Database, enter: Callable[[], AbstractContextManager[Transaction]]) -> None:
    """Count one try of the actor to say their own password; raises Refused after too many.

    In a transaction of its own: a try that was wrong must stay counted. The one that says who
    the actor is has ended by then, so that nobody who holds a connection waits for another.
    """
    with enter() as tx:
        tries, now = _allowance(tx), tx.now
    try:
        login_tries.spend(database, (tries,), now=now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting


def _allowance(tx: Transaction) -> Allowance:
    who = f"own password\0{tx.company.id}\0{tx.actor.user_id}"
    return Allowance(
        key=hashlib.sha256(who.encode()).digest(), tries=10, back_after=timedelta(minutes=1)
    )
