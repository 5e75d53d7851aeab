"""Whoever is signed in says their password once more, and may not guess it either."""

import hashlib
from datetime import timedelta

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage import login_tries
from leavebook.storage.database import Database
from leavebook.storage.login_tries import Allowance, TooManyTries
from leavebook.storage.transaction import Transaction


def count_try(database: Database, tx: Transaction) -> None:
    """Count one try of the actor to say their own password; raises Refused after too many.

    In a transaction of its own: a try that was wrong must stay counted.
    """
    who = f"own password\0{tx.company.id}\0{tx.actor.user_id}"
    tries = Allowance(
        key=hashlib.sha256(who.encode()).digest(), tries=10, back_after=timedelta(minutes=1)
    )
    try:
        login_tries.spend(database, (tries,), now=tx.now)
    except TooManyTries as waiting:
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": waiting.retry_after})
        raise Refused(problem) from waiting
