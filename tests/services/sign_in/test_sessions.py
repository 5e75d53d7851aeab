"""Logging in gives a token, logging out takes it away."""

import pytest
from argon2 import PasswordHasher

from leavebook.domain.problems import Code, Refused
from leavebook.services.sign_in.passwords import fits, is_weaker_than_now
from leavebook.services.sign_in.sessions import Attempt, WrongLogin, log_in, log_out, whoami
from leavebook.storage.doors import NotAuthenticated
from leavebook.storage.people import accounts
from tests.cast import NOW, Cast
from tests.services.logins import PASSWORD, enter, fail, give_the_same_address, with_token


def test_the_right_password_gives_a_token_that_acts_as_the_person(
    bea: Cast, somewhere: str
) -> None:
    entered = enter(bea, somewhere)

    with with_token(bea.database, entered.token) as tx:
        assert tx.actor.employee_id == bea.bea.employee_id
        assert whoami(tx).email == bea.bea.email


def test_a_token_is_its_id_and_a_secret(bea: Cast, somewhere: str) -> None:
    number, _, secret = enter(bea, somewhere).token.partition("|")

    assert number.isdigit()
    assert len(secret) == 64


def test_somebody_may_hold_several_tokens_and_logging_out_ends_one(
    bea: Cast, somewhere: str
) -> None:
    first, second = enter(bea, somewhere).token, enter(bea, somewhere).token

    with with_token(bea.database, first) as tx:
        log_out(tx)

    with with_token(bea.database, second) as tx:
        assert whoami(tx).id == bea.bea.user_id
    with pytest.raises(NotAuthenticated), with_token(bea.database, first):
        pass


def test_a_companys_token_is_not_logged_out(cast: Cast) -> None:
    with (
        pytest.raises(Refused) as refusal,
        with_token(cast.database, cast.company_token) as tx,
    ):
        log_out(tx)

    assert refusal.value.problems[0].code is Code.FORBIDDEN


def test_a_wrong_password_is_refused(bea: Cast, somewhere: str) -> None:
    fail(bea, somewhere)


@pytest.mark.parametrize("email", ["nobody@nowhere.example", "not an address", "", "a" * 400])
def test_an_unknown_address_is_refused_like_a_wrong_password(
    bea: Cast, somewhere: str, email: str
) -> None:
    unknown = Attempt(email=email, password=PASSWORD, came_from=somewhere)

    with pytest.raises(WrongLogin):
        log_in(bea.database, unknown, now=NOW, door="test")


def test_an_account_without_a_password_cannot_be_entered(cast: Cast, somewhere: str) -> None:
    fail(cast, somewhere)


def test_a_closed_login_cannot_be_entered(bea: Cast, somewhere: str) -> None:
    with bea.acting() as tx:
        tx.run("UPDATE user_account SET active = false WHERE id = %(id)s", id=bea.bea.user_id)

    with pytest.raises(WrongLogin):
        enter(bea, somewhere)


def test_somebody_who_has_left_cannot_enter(bea: Cast, somewhere: str) -> None:
    with bea.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = %(today)s WHERE id = %(id)s",
            today=NOW.date(),
            id=bea.bea.employee_id,
        )

    with pytest.raises(WrongLogin):
        enter(bea, somewhere)


def test_the_address_is_found_whatever_its_case(bea: Cast, somewhere: str) -> None:
    shouted = Attempt(email=bea.bea.email.upper(), password=PASSWORD, came_from=somewhere)

    entered = log_in(bea.database, shouted, now=NOW, door="test")

    assert entered.login.id == bea.bea.user_id


def test_the_codename_decides_between_companies_that_know_the_address(
    bea: Cast, strangers: Cast, somewhere: str
) -> None:
    give_the_same_address(bea, strangers)

    entered = enter(bea, somewhere)

    assert entered.login.id == bea.bea.user_id


def test_an_address_of_two_companies_needs_the_company(
    bea: Cast, strangers: Cast, somewhere: str
) -> None:
    give_the_same_address(bea, strangers)
    unnamed = Attempt(email=bea.bea.email, password=PASSWORD, came_from=somewhere)

    with pytest.raises(Refused) as refusal:
        log_in(bea.database, unnamed, now=NOW, door="test")

    assert refusal.value.problems[0].facts["field"] == "tenant"


def test_a_wrong_password_learns_nothing_about_how_many_companies_know_an_address(
    bea: Cast, strangers: Cast, somewhere: str
) -> None:
    give_the_same_address(bea, strangers)
    guess = Attempt(email=bea.bea.email, password="wrong", came_from=somewhere)

    with pytest.raises(WrongLogin):
        log_in(bea.database, guess, now=NOW, door="test")


def test_the_right_password_of_another_company_does_not_open_this_one(
    bea: Cast, strangers: Cast, somewhere: str
) -> None:
    elsewhere = Attempt(
        email=bea.bea.email, password=PASSWORD, codename=strangers.codename, came_from=somewhere
    )

    with pytest.raises(WrongLogin):
        log_in(bea.database, elsewhere, now=NOW, door="test")


def test_a_weaker_hash_is_replaced_at_the_next_login(cast: Cast, somewhere: str) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with cast.acting() as tx:
        accounts.note_login(tx, cast.bea.user_id, password_hash=weak)

    enter(cast, somewhere)

    with cast.acting() as tx:
        kept = tx.value(
            "SELECT password_hash FROM user_account WHERE id = %(id)s", id=cast.bea.user_id
        )
    assert is_weaker_than_now(weak)
    assert not is_weaker_than_now(kept)
    assert fits(PASSWORD, kept)


def test_the_moment_of_the_login_is_kept(bea: Cast, somewhere: str) -> None:
    enter(bea, somewhere)

    with bea.acting("bea") as tx:
        assert whoami(tx).last_login_at == NOW
