"""How the tests log in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.sign_in.passwords import hashed
from leavebook.services.sign_in.sessions import Attempt, LoggedIn, WrongLogin, log_in
from leavebook.storage.database import Database
from leavebook.storage.doors import entered_with
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast

PASSWORD = "demo-bea"
HASH = hashed(PASSWORD)


def attempt(cast: Cast, came_from: str, password: str = PASSWORD) -> Attempt:
    """Return what Bea brings to log in."""
    return Attempt(
        email=cast.bea.email, password=password, codename=cast.codename, came_from=came_from
    )


def enter(cast: Cast, came_from: str, password: str = PASSWORD) -> LoggedIn:
    """Log Bea in."""
    return log_in(cast.database, attempt(cast, came_from, password), now=NOW, door="test")


@contextmanager
def with_token(database: Database, token: str) -> Iterator[Transaction]:
    """Open a transaction as whoever holds the token."""
    with entered_with(database, digest_of(token), now=NOW, door="test", scope="leave") as tx:
        yield tx


def fail(cast: Cast, came_from: str) -> None:
    """Guess Bea's password, wrongly."""
    with pytest.raises(WrongLogin):
        enter(cast, came_from, "wrong")


def refused(cast: Cast, came_from: str, password: str = PASSWORD) -> int:
    """Be told to wait, and return how many seconds."""
    with pytest.raises(Refused) as refusal:
        enter(cast, came_from, password)
    assert refusal.value.problems[0].code is Code.TOO_MANY_CALLS
    wait = refusal.value.problems[0].facts["retry_after"]
    assert isinstance(wait, int)
    return wait


def give_the_same_address(bea: Cast, strangers: Cast) -> None:
    """Let somebody of another company have Bea's address and password."""
    with strangers.acting() as tx:
        tx.run(
            "UPDATE user_account SET email = %(email)s, email_key = %(email)s,"
            " password_hash = %(hash)s WHERE id = %(id)s",
            email=bea.bea.email,
            hash=HASH,
            id=strangers.bea.user_id,
        )
