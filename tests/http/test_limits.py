"""Every credential has its calls, and is told when it has used them up."""

from types import SimpleNamespace

import pytest

from leavebook.app import APIS
from leavebook.http import limits
from leavebook.http.door import Door
from leavebook.http.limits import Limits, TooManyCalls
from leavebook.settings import Settings
from tests.cast import Cast
from tests.conftest import Cluster, bearer
from tests.http.in_process import ask_in_process

DIGEST, OTHER = b"1" * 32, b"2" * 32


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 1000.0))


@pytest.fixture
def strict(cluster: Cluster) -> Settings:
    """Two calls at once and one a second."""
    return Settings(database_url=cluster.url, calls_at_once=2, calls_per_second=1)


def a_list_of(door: Door) -> str:
    return next(
        route.path for route in door.routes if route.method == "GET" and "{" not in route.path
    )


@pytest.mark.parametrize("door", APIS, ids=lambda door: door.name)
def test_every_door_tells_who_calls_too_often_when_to_come_back(
    strict: Settings, cast: Cast, door: Door
) -> None:
    answers = ask_in_process(strict, [(a_list_of(door), bearer(cast.ada.token))] * 3)

    assert [each.status_code == 429 for each in answers] == [False, False, True]
    assert answers[2].headers["retry-after"] == "1"
    assert answers[2].headers["content-type"] == "application/json"
    assert list(answers[2].json()) != []
    assert [each.headers["ratelimit-policy"] for each in answers] == ['"calls";q=2;w=2'] * 3
    assert answers[0].headers["ratelimit"].startswith('"calls";r=1;t=')
    assert answers[2].headers["ratelimit"].startswith('"calls";r=0;t=')


def test_a_credential_that_has_used_up_its_calls_takes_none_from_another(
    strict: Settings, cast: Cast
) -> None:
    path = "/ux/common/leaves/leaveinfo/"
    ada, bea = (path, bearer(cast.ada.token)), (path, bearer(cast.bea.token))

    answers = ask_in_process(strict, [ada, ada, ada, bea])

    assert [each.status_code for each in answers] == [200, 200, 429, 200]


def test_somebody_who_guesses_keys_has_no_bucket_of_anybody_else() -> None:
    bucket = Limits(per_second=1, at_once=1)

    bucket.count(DIGEST)

    assert bucket.count(OTHER)["RateLimit"] == '"calls";r=0;t=1'


def test_the_bucket_says_how_long_until_the_next_call() -> None:
    bucket = Limits(per_second=0.1, at_once=1)
    bucket.count(DIGEST)

    with pytest.raises(TooManyCalls) as waiting:
        bucket.count(DIGEST)

    assert waiting.value.retry_after == 10
