"""What is said to be signed by a passkey, and is not: answers that no browser would send."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from leavebook.services.people.exits import part
from leavebook.services.sign_in import invitations, logins
from leavebook.storage.sign_in import credentials, passkeys
from leavebook.storage.sign_in.credentials import CredentialKind
from tests.authenticator import PRESENT, Authenticator
from tests.cast import TODAY, Cast
from tests.conftest import bearer
from tests.web.conftest import PASSWORD, give_password, session
from tests.web.passkey_calls import asked, come_in, enrol, keep, signed


@pytest.fixture
def here(server: str) -> str:
    """The server by the one name that needs no certificate."""
    return server.replace("127.0.0.1", "localhost")


@pytest.fixture
def bea(cast: Cast) -> Cast:
    """A company in which Bea signs in with a password."""
    give_password(cast, "bea")
    return cast


@pytest.fixture
def caller(here: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=here, timeout=20, headers={"Origin": here}) as client:
        yield client


def test_our_own_authenticator_is_taken(bea: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)

    assert enrol(caller, bea, authenticator).status_code == 303
    assert come_in(caller, signed(caller, authenticator))
    assert come_in(caller, signed(caller, authenticator))


def test_a_passkey_is_both_factors(bea: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    with bea.acting() as tx:
        tx.run(
            "INSERT INTO second_factor (company_id, user_id, secret, secret_key_id, made_at,"
            " confirmed_at) VALUES (%(company)s, %(bea)s, 'sealed', 'key', now(), now())",
            company=bea.company_id,
            bea=bea.bea.user_id,
        )

    by_password = caller.post("/login", data={"email": bea.bea.email, "password": PASSWORD})

    assert by_password.headers["location"].startswith("/login/code")
    assert come_in(caller, signed(caller, authenticator))


def test_what_was_signed_once_is_worth_nothing_again(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    wanted = asked(caller, "/login/passkey/ask")
    authenticator.count = 1
    answer = authenticator.sign(wanted)

    assert come_in(caller, answer)
    assert not come_in(caller, answer)
    authenticator.count = 2
    assert not come_in(caller, authenticator.sign(wanted)), "the challenge is used up"


def test_a_count_that_does_not_grow_is_a_copy_of_the_key(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    assert come_in(caller, signed(caller, authenticator))
    assert come_in(caller, signed(caller, authenticator))

    authenticator.count = 1
    assert not come_in(caller, signed(caller, authenticator))

    assert come_in(caller, signed(caller, authenticator)), "the real one goes on"


def test_of_two_that_come_with_one_count_the_second_is_refused(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    enrol(caller, bea, Authenticator(here))

    with bea.acting() as tx:
        (key,) = passkeys.of_user(tx, bea.bea.user_id)
        counted = [passkeys.count_on(tx, key.credential_id, count) for count in (0, 0, 5, 5, 4, 0)]

    assert counted == [True, True, True, False, False, False]


def test_authenticators_that_do_not_count_are_taken(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)

    for _ in range(2):
        assert come_in(caller, authenticator.sign(asked(caller, "/login/passkey/ask")))


@pytest.mark.parametrize(
    "untrue",
    [
        {"flags": PRESENT},
        {"flags": 0},
        {"site": "evil.example"},
        {"origin": "https://evil.example"},
        {"key": None},
        {"handle": "AAAA"},
    ],
    ids=["not verified", "not present", "another site", "another origin", "another key", "another"],
)
def test_what_does_not_prove_everything_lets_nobody_in(
    bea: Cast, caller: httpx2.Client, here: str, untrue: dict[str, Any]
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    for name, value in untrue.items():
        setattr(authenticator, name, Authenticator(here).key if name == "key" else value)

    assert not come_in(caller, signed(caller, authenticator))


@pytest.mark.parametrize(
    "untrue",
    [{"flags": PRESENT}, {"site": "evil.example"}, {"origin": "https://evil.example"}],
    ids=["not verified", "another site", "another origin"],
)
def test_no_key_is_kept_that_was_made_otherwise(
    bea: Cast, caller: httpx2.Client, here: str, untrue: dict[str, Any]
) -> None:
    assert enrol(caller, bea, Authenticator(**{"origin": here, **untrue})).status_code == 422

    with bea.acting() as tx:
        assert tx.value("SELECT count(*) FROM passkey") == 0


def test_a_challenge_is_good_for_what_it_was_asked_for_and_whoever_asked(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    caller.cookies.set("leavebook", session(bea, "bea"))
    authenticator = Authenticator(here)
    to_sign = asked(caller, "/login/passkey/ask")
    assert keep(caller, authenticator.make({**to_sign, "user": {"id": "AAAA"}})).status_code == 422

    give_password(bea, "kim")
    to_make = asked(caller, "/profile/passkeys/ask", password=PASSWORD)
    caller.cookies.set("leavebook", session(bea, "kim"))
    assert keep(caller, authenticator.make(to_make)).status_code == 422


def test_a_key_is_kept_once(bea: Cast, strangers: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    give_password(strangers, "bea")

    assert enrol(caller, bea, authenticator).status_code == 422
    assert enrol(caller, strangers, authenticator).status_code == 422


def test_a_key_with_a_longer_name_than_keys_have_is_not_kept(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    longest = Authenticator(here, key_id=secrets.token_bytes(1023))
    longer = Authenticator(here, key_id=secrets.token_bytes(1024))

    assert enrol(caller, bea, longest).status_code == 303
    assert enrol(caller, bea, longer).status_code == 422


def test_ten_keys_are_enough(bea: Cast, caller: httpx2.Client, here: str) -> None:
    for number in range(10):
        with bea.acting("bea") as tx:
            credential_id = credentials.add(
                tx,
                kind=CredentialKind.PASSKEY,
                name=f"Key {number}",
                user_id=bea.bea.user_id,
                digest=secrets.token_bytes(32),
                last_four="xxxx",
                scopes=("leave",),
                expires_at=None,
            )
            passkeys.add(tx, credential_id, key_id=b"id", public_key=b"key", sign_count=0)

    assert enrol(caller, bea, Authenticator(here)).status_code == 422


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"id": "x"},
        {"response": 1},
        {"response": {"clientDataJSON": "!"}},
        {"response": {"clientDataJSON": "bnVsbA"}},
        {"response": {"clientDataJSON": "eyJ0eXBlIjoxfQ"}},
        [1],
        "x",
    ],
)
def test_words_that_are_none_let_nobody_in(caller: httpx2.Client, said: object) -> None:
    sent = caller.post("/login/passkey", data={"signed": json.dumps(said)})

    assert sent.status_code in {303, 400}
    assert "set-cookie" not in sent.headers


def test_the_id_of_a_key_is_no_token(bea: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    name = authenticator.sign({"challenge": "AAAA"})["id"]

    for path in ("/api/v1/leave/requests", "/ux/common/leaves/leaveinfo/"):
        assert caller.get(path, headers=bearer(name)).status_code == 401
    caller.cookies.set("leavebook", name)
    assert caller.get("/").status_code == 303


def test_nobody_comes_in_after_their_last_day_or_a_closed_login(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    assert come_in(caller, signed(caller, authenticator))

    with bea.acting("ada") as tx:
        part(tx, bea.bea.employee_id, exit_day=TODAY.replace(month=3))

    assert not come_in(caller, signed(caller, authenticator))


def test_a_password_of_ones_own_choice_leaves_passkeys_and_an_operators_ends_them(
    bea: Cast, caller: httpx2.Client, here: str
) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    with bea.acting("bea") as tx:
        invitations.change_password(tx, old=PASSWORD, new="another walk by the sea")
    assert come_in(caller, signed(caller, authenticator))

    with bea.acting() as tx:
        logins.set_password(tx, bea.bea.email, "a third walk by the sea")

    assert not come_in(caller, signed(caller, authenticator))


def test_somebody_elses_key_cannot_be_removed(bea: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    with bea.acting() as tx:
        credential_id = tx.value("SELECT credential_id FROM passkey")

    caller.cookies.set("leavebook", session(bea, "ada"))
    assert caller.post(f"/profile/passkeys/{credential_id}/remove").status_code == 404
    caller.cookies.clear()

    assert come_in(caller, signed(caller, authenticator))


def test_a_strangers_page_signs_nobody_in(bea: Cast, caller: httpx2.Client, here: str) -> None:
    authenticator = Authenticator(here)
    enrol(caller, bea, authenticator)
    answer = signed(caller, authenticator)
    caller.headers["Origin"] = "https://evil.example"

    assert caller.post("/login/passkey", data={"signed": json.dumps(answer)}).status_code == 403
    assert caller.post("/login/passkey/ask").status_code == 403
