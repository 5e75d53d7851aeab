"""Addresses below /api that no API has."""

import httpx2
import pytest


@pytest.mark.parametrize("path", ["/api/zzz", "/api/v9/leave", "/api/"])
def test_an_address_that_no_api_has_is_answered_in_json(api: httpx2.Client, path: str) -> None:
    answer = api.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {"title": "Not found.", "status": 404}


def test_any_other_address_is_answered_with_a_page(api: httpx2.Client) -> None:
    answer = api.get("/nowhere")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
