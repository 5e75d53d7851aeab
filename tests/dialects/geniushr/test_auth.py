"""Logging in and out, and who one is."""

import re

import httpx2
import pytest

from leavebook.services.sign_in.passwords import hashed
from leavebook.storage.people import accounts
from tests.cast import Cast
from tests.conftest import bearer
from tests.dialects.geniushr.calls import (
    LOGIN,
    LOGOUT,
    ME,
    NOW_STAMP,
    TYPES,
    call,
    data,
    error,
    errors,
)

PASSWORD = "demo-bea"
HASH = hashed(PASSWORD)


@pytest.fixture
def bea(cast: Cast) -> Cast:
    """Give Bea a password."""
    with cast.acting() as tx:
        accounts.note_login(tx, cast.bea.user_id, password_hash=HASH)
    return cast


def test_logging_in_gives_a_token(api: httpx2.Client, bea: Cast) -> None:
    answer = api.post(LOGIN, json={"email": bea.bea.email, "password": PASSWORD})

    shown = data(answer)
    assert list(answer.json()) == ["success", "message", "data"]
    assert answer.json()["message"] == "Login successful"
    assert list(shown) == ["token", "token_type", "user"]
    assert re.fullmatch(r"\d+\|[0-9a-f]{64}", shown["token"])
    assert shown["token_type"] == "Bearer"
    assert re.fullmatch(NOW_STAMP, shown["user"]["created_at"])
    assert shown["user"] == {
        "id": bea.bea.user_id,
        "name": "Bea",
        "email": bea.bea.email,
        "role": "employee",
        "created_at": shown["user"]["created_at"],
    }
    assert data(call(api, "GET", TYPES, shown["token"]))


def test_the_token_says_who_one_is_until_one_logs_out(api: httpx2.Client, bea: Cast) -> None:
    entered = api.post(LOGIN, json={"email": bea.bea.email, "password": PASSWORD})
    token = data(entered)["token"]

    shown = data(call(api, "GET", ME, token))
    left = call(api, "POST", LOGOUT, token)

    assert list(shown) == [
        "id",
        "name",
        "email",
        "role",
        "permissions",
        "employee",
        "created_at",
        "last_login_at",
    ]
    assert shown["employee"] == {
        "id": bea.bea.employee_id,
        "employee_id": f"EMP-{bea.bea.user_id}",
        "department": "Engineering",
        "position": None,
    }
    assert shown["permissions"] == ["leave.view", "leave.create"]
    assert re.fullmatch(NOW_STAMP, shown["last_login_at"])
    assert left.json() == {"success": True, "message": "Logged out successfully"}
    assert error(call(api, "GET", ME, token), 401) == "Unauthenticated."
    assert data(call(api, "GET", ME, bea.bea.token))["id"] == bea.bea.user_id


def test_managers_may_approve(api: httpx2.Client, cast: Cast) -> None:
    assert "leave.approve" in data(call(api, "GET", ME, cast.mo))["permissions"]


def test_a_companys_token_is_who_made_it_and_is_not_logged_out(
    api: httpx2.Client, cast: Cast
) -> None:
    assert data(call(api, "GET", ME, cast.company_token))["id"] == cast.ada.user_id
    assert error(call(api, "POST", LOGOUT, cast.company_token), 403) == "Forbidden."
    assert data(call(api, "GET", ME, cast.company_token))


@pytest.mark.parametrize("email", [None, "nobody@nowhere.example", "nonsense"])
def test_wrong_credentials_are_one_answer(api: httpx2.Client, bea: Cast, email: str | None) -> None:
    answer = api.post(LOGIN, json={"email": email or bea.bea.email, "password": "wrong"})

    assert error(answer, 401) == "Invalid credentials. Please check your email and password."


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"email", "password"}),
        ({"email": "a@b.example"}, {"password"}),
        ({"email": 7, "password": ["x"]}, {"email", "password"}),
        ({"email": "", "password": ""}, {"email", "password"}),
        ({"email": None, "password": None}, {"email", "password"}),
        ({"email": "a@b.example", "password": "x" * 257}, {"password"}),
        ({"email": "a" * 321, "password": "x"}, {"email"}),
        ({"email": "a@b.example", "password": "x", "tenant": 5}, {"tenant"}),
        ({"email": "a@b.example", "password": "x", "tenant": " "}, {"tenant"}),
    ],
)
def test_what_is_missing_to_log_in_is_named(
    api: httpx2.Client, body: dict[str, object], fields: set[str]
) -> None:
    assert set(errors(api.post(LOGIN, json=body))) == fields


def test_the_company_may_stand_in_the_header_or_in_the_body(
    api: httpx2.Client, bea: Cast, strangers: Cast
) -> None:
    with strangers.acting() as tx:
        tx.run(
            "UPDATE user_account SET email = %(email)s, email_key = %(email)s,"
            " password_hash = %(hash)s WHERE id = %(id)s",
            email=bea.bea.email,
            hash=HASH,
            id=strangers.bea.user_id,
        )
    body = {"email": bea.bea.email, "password": PASSWORD}

    named = {"X-Tenant": bea.codename}
    by_header = api.post(LOGIN, json=body, headers=named)
    by_body = api.post(LOGIN, json={**body, "tenant": strangers.codename})
    by_nothing = api.post(LOGIN, json=body)
    by_both = api.post(LOGIN, json={**body, "tenant": strangers.codename}, headers=named)

    assert data(by_header)["user"]["id"] == bea.bea.user_id
    assert data(by_body)["user"]["id"] == strangers.bea.user_id
    assert set(errors(by_nothing)) == {"tenant"}
    assert set(errors(by_both)) == {"tenant"}


def test_whoever_keeps_guessing_has_to_wait(api: httpx2.Client, bea: Cast) -> None:
    guess = {"email": bea.bea.email, "password": "wrong"}

    answers = [api.post(LOGIN, json=guess) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert error(answers[-1], 429)
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer short"},
        {"Authorization": "Bearer " + "0" * 64},
        {"Authorization": "Bearer 1|" + "0" * 64},
        {"Authorization": "Bearer " + "0" * 64 + " extra"},
        {"Cookie": "token=" + "0" * 64},
    ],
)
def test_without_a_valid_token_nobody_enters(api: httpx2.Client, header: dict[str, str]) -> None:
    answer = api.get(TYPES, headers=header)

    assert error(answer, 401) == "Unauthenticated."
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_in_the_query_does_not_count(api: httpx2.Client, cast: Cast) -> None:
    assert api.get(f"{TYPES}?token={cast.bea.token}").status_code == 401


def test_a_token_counts_with_or_without_its_id(api: httpx2.Client, bea: Cast) -> None:
    entered = api.post(LOGIN, json={"email": bea.bea.email, "password": PASSWORD})
    token = data(entered)["token"]

    assert api.get(ME, headers=bearer(token.partition("|")[2])).status_code == 200


def test_a_token_under_another_ones_id_does_not_learn_what_it_may_not_do(
    api: httpx2.Client, bea: Cast
) -> None:
    token = data(api.post(LOGIN, json={"email": bea.bea.email, "password": PASSWORD}))["token"]
    own, _, secret = token.partition("|")
    with bea.acting() as tx:
        tx.run("UPDATE credential SET scopes = '{people}' WHERE id = %(id)s", id=int(own))

    answers = [call(api, "GET", ME, each) for each in (f"{int(own) + 1}|{secret}", token)]

    assert [answer.status_code for answer in answers] == [401, 403]


def test_a_token_under_another_ones_id_does_not_enter(api: httpx2.Client, bea: Cast) -> None:
    entered = api.post(LOGIN, json={"email": bea.bea.email, "password": PASSWORD})
    token = data(entered)["token"]
    own, _, secret = token.partition("|")
    renamed = [f"{int(own) + 1}|{secret}", f"|{secret}", f"{own}|{own}|{secret}"]

    answers = [call(api, "GET", ME, each) for each in renamed]

    assert {error(answer, 401) for answer in answers} == {"Unauthenticated."}
    assert data(call(api, "GET", ME, token))["id"] == bea.bea.user_id
