"""A page on which to try the calls comes whole from this server."""

import re

import httpx2

from leavebook.app import APIS
from leavebook.http.description import describe


def test_the_page_brings_along_everything_it_names(api: httpx2.Client) -> None:
    page = api.get("/api/doc")

    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    kinds = {name: api.get(name).raise_for_status().headers["content-type"] for name in named}

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert kinds == {
        "/api/doc/assets/favicon-32x32.png": "image/png",
        "/api/doc/assets/swagger-ui.css": "text/css; charset=utf-8",
        "/api/doc/assets/swagger-ui-bundle.js": "text/javascript; charset=utf-8",
        "/api/doc/assets/start.js": "text/javascript; charset=utf-8",
    }


def test_the_page_may_load_nothing_from_elsewhere(api: httpx2.Client) -> None:
    policy = api.get("/api/doc").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "http" not in policy


def test_the_description_is_that_of_every_door(api: httpx2.Client) -> None:
    answer = api.get("/api/doc.json")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["paths"].keys() == describe(APIS)["paths"].keys()


def test_an_asset_that_there_is_not_is_not_found(api: httpx2.Client) -> None:
    assert api.get("/api/doc/assets/index.html").status_code == 404
    assert api.get("/api/doc/assets/..%2f__init__.py").status_code == 404
