"""Which keys open this API at all."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveinfo.calls import (
    LEAVES,
    call,
    error,
)

FORBIDDEN = "You do not have permission to perform this action."


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "ApiKey"},
        {"Authorization": "0" * 64},
        {"Authorization": "ApiKey " + "0" * 64},
        {"Authorization": "Basic " + "0" * 64},
        {"Authorization": "' OR 1=1 --"},
        {"Cookie": "session=" + "0" * 64},
    ],
)
def test_without_a_valid_key_every_endpoint_answers_401(
    api: httpx2.Client, headers: dict[str, str]
) -> None:
    for method, path in (
        ("GET", LEAVES),
        ("POST", LEAVES),
        ("GET", f"{LEAVES}x/"),
        ("PUT", f"{LEAVES}x/"),
        ("PATCH", f"{LEAVES}x/"),
        ("DELETE", f"{LEAVES}x/"),
        ("GET", f"{LEAVES}get_config/"),
        ("GET", f"{LEAVES}get_options/"),
        ("GET", f"{LEAVES}my_leaves/"),
        ("POST", f"{LEAVES}save_config/"),
    ):
        answer = api.request(method, path, headers=headers)
        assert error(answer, 401) == "Invalid API key."
        assert answer.headers["www-authenticate"] == "ApiKey"


def test_a_key_in_the_query_or_beside_another_is_none(api: httpx2.Client, cast: Cast) -> None:
    key = cast.company_token
    twice = [("Authorization", key), ("Authorization", cast.bea.token)]

    assert api.get(LEAVES, params={"api_key": key, "Authorization": key}).status_code == 401
    assert api.get(LEAVES, headers=twice).status_code == 401


def test_revoked_and_expired_keys_answer_401_at_once(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE credential SET revoked_at = %(now)s WHERE user_id = %(id)s",
            now=tx.now,
            id=cast.bea.user_id,
        )
        tx.run(
            "UPDATE credential SET expires_at = %(now)s WHERE user_id = %(id)s",
            now=tx.now,
            id=cast.kim.user_id,
        )

    assert error(call(api, "GET", "", cast.bea.token), 401) == "Invalid API key."
    assert error(call(api, "GET", "", cast.kim.token), 401) == "Invalid API key."


def test_a_key_without_the_scope_is_refused(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE credential SET scopes = '{people}' WHERE kind = 'company_token'")

    assert error(call(api, "GET", "", cast), 403) == FORBIDDEN
