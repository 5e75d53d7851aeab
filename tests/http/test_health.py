"""Whether the server runs, whether it can serve, and its numbers, for those who look after it."""

from pathlib import Path

import httpx2
import pytest

from leavebook.settings import Settings
from tests.http.in_process import ask_in_process


@pytest.mark.parametrize(
    ("path", "says"),
    [("/health/live", {"status": "live"}), ("/health/ready", {"status": "ready"})],
)
def test_a_server_that_runs_says_so(api: httpx2.Client, path: str, says: dict[str, str]) -> None:
    answer = api.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == says


def test_without_a_database_a_server_lives_but_is_not_ready(tmp_path: Path) -> None:
    nowhere = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", data=tmp_path)

    live, ready = ask_in_process(nowhere, [("/health/live", {}), ("/health/ready", {})])

    assert live.status_code == 200
    assert ready.status_code == 503
    assert ready.headers["retry-after"] == "1"
    assert ready.json() == {"status": "not ready"}


def test_the_numbers_are_text_as_prometheus_reads_it(api: httpx2.Client) -> None:
    answer = api.get("/metrics")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "# TYPE " in answer.text


@pytest.mark.parametrize("path", ["/health/live", "/metrics", "/api/doc.json"])
def test_whoever_does_more_than_look_is_told_that_this_can_only_be_looked_at(
    api: httpx2.Client, path: str
) -> None:
    posted, asked = api.post(path), api.options(path)

    assert posted.status_code == 405
    assert posted.json() == {"title": "Method not allowed.", "status": 405}
    assert asked.status_code == 204
    assert posted.headers["allow"] == asked.headers["allow"] == "GET, HEAD, OPTIONS"
