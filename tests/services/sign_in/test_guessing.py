"""Whoever guesses passwords has to wait, and nobody else."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.sign_in.sessions import Attempt, WrongLogin, log_in
from tests.cast import NOW, Cast
from tests.services.logins import attempt, enter, fail, refused


def test_whoever_guesses_from_one_address_has_to_wait_and_may_try_again_later(
    bea: Cast, somewhere: str
) -> None:
    for _ in range(10):
        fail(bea, somewhere)

    wait = refused(bea, somewhere)
    later = NOW + timedelta(seconds=wait + 1)
    entered = log_in(bea.database, attempt(bea, somewhere), now=later, door="test")

    assert wait <= 30
    assert entered.login.id == bea.bea.user_id


def test_guesses_from_many_addresses_do_not_keep_the_owner_out_of_a_known_place(
    bea: Cast, somewhere: str
) -> None:
    enter(bea, somewhere)
    for _ in range(30):
        fail(bea, f"elsewhere {uuid4()}")

    refused(bea, f"elsewhere {uuid4()}")
    entered = enter(bea, somewhere)

    assert entered.login.id == bea.bea.user_id


def test_one_guess_at_each_of_many_accounts_is_stopped_as_well(bea: Cast, somewhere: str) -> None:
    def guess(place: int) -> None:
        nobody = Attempt(email=f"p{place}@x.example", password="wrong", came_from=somewhere)
        log_in(bea.database, nobody, now=NOW, door="test")

    for place in range(60):
        with pytest.raises(WrongLogin):
            guess(place)

    with pytest.raises(Refused) as refusal:
        guess(60)
    assert refusal.value.problems[0].code is Code.TOO_MANY_CALLS


def test_a_right_password_gives_the_tries_back(bea: Cast, somewhere: str) -> None:
    for _ in range(3):
        for _ in range(9):
            fail(bea, somewhere)
        enter(bea, somewhere)


def test_guesses_at_the_same_moment_do_not_slip_through(bea: Cast, somewhere: str) -> None:
    barrier, outcomes = Barrier(20), list[str]()

    def guess() -> None:
        barrier.wait()
        try:
            enter(bea, somewhere, "wrong")
        except WrongLogin:
            outcomes.append("wrong")
        except Refused:
            outcomes.append("refused")

    threads = [Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * 10 + ["wrong"] * 10
