"""Somebody who can sign in, from where nobody has yet."""

from uuid import uuid4

import pytest

from leavebook.storage.people import accounts
from tests.cast import Cast
from tests.services.logins import HASH


@pytest.fixture
def somewhere() -> str:
    """Give an address that nobody has logged in from."""
    return f"address {uuid4()}"


@pytest.fixture
def bea(cast: Cast) -> Cast:
    """Give Bea a password."""
    with cast.acting() as tx:
        accounts.note_login(tx, cast.bea.user_id, password_hash=HASH)
    return cast
