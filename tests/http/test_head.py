"""A HEAD is answered wherever a GET is, as the GET would be but for the body."""

import httpx2
import pytest


@pytest.mark.parametrize(
    "path",
    [
        "/health/live",
        "/api/doc.json",
        "/login",
        "/api/v1/leave/requests",
        "/api/v1/leave/requests/999999",
        "/nowhere",
    ],
)
def test_it_says_what_a_get_would_say_without_the_body(api: httpx2.Client, path: str) -> None:
    got, asked = api.get(path), api.head(path)

    assert asked.status_code == got.status_code
    assert asked.content == b""
    assert asked.headers["content-type"] == got.headers["content-type"]
    assert asked.headers["content-length"] == got.headers["content-length"]


def test_where_nothing_can_be_got_it_is_refused(api: httpx2.Client) -> None:
    asked = api.head("/api/v1/auth/login")

    assert asked.status_code == 405
    assert "HEAD" not in asked.headers["allow"]
