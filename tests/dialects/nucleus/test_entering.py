"""Who comes in at all, and what the API says where nothing is served."""

import pytest

from leavebook.dialects.nucleus.routes import ROUTES
from tests.dialects.nucleus.calls import Nucleus

CALLS = sorted(
    {(route.method, route.path.replace("{id}", "12")) for route in ROUTES},
)


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_endpoint_asks_for_a_token_before_anything_else(
    quiet: Nucleus, method: str, path: str
) -> None:
    answer = quiet.api.request(method, path)

    assert answer.status_code == 401
    assert answer.json() == {"error": "Unauthorized"}


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic abc", "{token}", "Bearer {token} x", "Bearer {token}x"],
)
def test_what_is_no_valid_token_does_not_enter(quiet: Nucleus, header: str) -> None:
    value = header.format(token=quiet.cast.members["tom"].token)

    answer = quiet.api.get("/api/leave/types", headers={"Authorization": value})

    assert answer.status_code == 401


def test_a_token_in_the_query_does_not_count(quiet: Nucleus) -> None:
    token = quiet.cast.members["tom"].token

    assert quiet.api.get(f"/api/leave/types?access_token={token}").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("PUT", "/requests", 405),
        ("GET", "/balances/refresh", 405),
        ("PATCH", "/requests/12", 405),
        ("GET", "/requests/12/approve", 405),
    ],
)
def test_what_is_not_served_is_said_in_the_same_shape(
    quiet: Nucleus, method: str, path: str, status: int
) -> None:
    answer = quiet.call("tom", method, path)

    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


def test_a_method_in_a_header_changes_nothing(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom")

    answer = nucleus.api.get(
        f"/api/leave/requests/{request}",
        headers={
            "Authorization": f"Bearer {nucleus.cast.members['tom'].token}",
            "X-HTTP-Method-Override": "DELETE",
        },
    )

    assert answer.status_code == 200
    assert nucleus.status(request) == "pending_manager"


def test_a_body_of_another_kind_is_refused(quiet: Nucleus) -> None:
    answer = quiet.api.post(
        "/api/leave/requests",
        content=b"a=b",
        headers={
            "Authorization": f"Bearer {quiet.cast.members['tom'].token}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )

    assert answer.status_code == 415
    assert list(answer.json()) == ["error"]
