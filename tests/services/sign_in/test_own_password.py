"""Saying one's own password once more: tries are counted, whatever else is going on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.sign_in.own_password import count_try
from leavebook.storage.database import Database
from tests.cast import Cast
from tests.conftest import Cluster


@pytest.fixture
def single(cluster: Cluster) -> Iterator[Database]:
    """Connect with one connection, as when all others are lent."""
    opened = Database(cluster.url, connections=1, name="single")
    opened.open()
    yield opened
    opened.close()


def test_counting_a_try_takes_no_second_connection(cast: Cast, single: Database) -> None:
    there = replace(cast, database=single)

    count_try(single, lambda: there.acting("bea"))


def test_nobody_tries_their_own_password_for_long(cast: Cast) -> None:
    for _ in range(10):
        count_try(cast.database, lambda: cast.acting("bea"))

    with pytest.raises(Refused) as refusal:
        count_try(cast.database, lambda: cast.acting("bea"))
    count_try(cast.database, lambda: cast.acting("kim"))

    assert [problem.code for problem in refusal.value.problems] == [Code.TOO_MANY_CALLS]
