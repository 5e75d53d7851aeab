"""Who is let in, and who is told to stay outside, in the words of this API."""

from datetime import timedelta

import httpx2
import pytest

from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from tests.cast import NOW, Cast
from tests.dialects.leaveflow.calls import EMPLOYEES, anna, call, error, one
from tests.services.newcomers import rows_of

ROUTES = [
    ("GET", EMPLOYEES),
    ("POST", EMPLOYEES),
    ("GET", one(1)),
    ("PATCH", one(1)),
    ("DELETE", one(1)),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer short",
        "Bearer " + "0" * 64,
        "Basic " + "0" * 64,
        "0" * 64,
        "Bearer a b",
        "Bearer " + "é" * 64,
    ],
)
def test_without_a_valid_token_every_endpoint_answers_401(
    api: httpx2.Client, method: str, path: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}

    answer = api.request(method, path, headers=headers)  # type: ignore[arg-type]  # header bytes

    assert error(answer, 401) == "Missing, expired, or revoked bearer token."
    assert answer.headers["www-authenticate"] == 'Bearer realm="LeaveFlow API"'


def test_a_token_in_the_query_is_no_token(api: httpx2.Client, cast: Cast) -> None:
    error(api.get(EMPLOYEES, params={"token": cast.company_token}), 401)


def test_a_revoked_token_answers_401_on_the_very_next_call(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting("ada") as tx:
        issued = credentials.issue(tx, CredentialKind.COMPANY_TOKEN, name="HR sync")
    assert call(api, "GET", EMPLOYEES, issued.secret).status_code == 200

    with cast.acting("ada") as tx:
        credentials.revoke(tx, issued.id)

    error(call(api, "GET", EMPLOYEES, issued.secret), 401)


def test_an_expired_token_answers_401(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting("ada", now=NOW - timedelta(days=2)) as tx:
        issued = credentials.issue(
            tx,
            CredentialKind.COMPANY_TOKEN,
            name="HR sync",
            expires_at=NOW - timedelta(days=1),
        )

    error(call(api, "GET", EMPLOYEES, issued.secret), 401)


def test_401_comes_before_anything_about_the_body(api: httpx2.Client) -> None:
    error(api.post(EMPLOYEES, content=b"{", headers={"Content-Type": "application/json"}), 401)


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("who", ["ada", "bea"])
def test_a_token_without_the_scope_for_people_answers_403(
    api: httpx2.Client, cast: Cast, who: str, method: str, path: str
) -> None:
    answer = call(api, method, path, cast.members[who].token)

    assert error(answer, 403) == "This token does not have access to this resource."


@pytest.mark.parametrize(("method", "path"), ROUTES[:2])
def test_a_scope_does_not_make_an_employee_an_officer(
    api: httpx2.Client, cast: Cast, method: str, path: str
) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE credential SET scopes = '{leave,people}' WHERE digest = %(digest)s",
            digest=digest_of(cast.bea.token),
        )

    answer = call(api, method, path, cast.bea.token, json=anna(cast))

    error(answer, 403)


def test_an_administrator_is_not_added_when_the_company_switched_that_off(
    api: httpx2.Client, cast: Cast
) -> None:
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"api_may_create_admins": false}'""")
    before = rows_of(cast)

    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, role="admin"))

    assert error(answer, 403) == "This token may not create accounts with this role."
    assert rows_of(cast) == before
