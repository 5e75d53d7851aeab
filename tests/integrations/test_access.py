"""Getting in: tokens are asked for once, kept sealed, and renewed by one worker at a time."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.retrying import GIVEN_UP_AFTER, rest_after, wait_after
from leavebook.services.outside.remote_accounts import Known, Secrets
from leavebook.services.outside.remote_setup import connect_live
from leavebook.services.outside.remote_systems import Temporary, retry_after
from leavebook.services.outside.sealing import Keyring
from tests.cast import Cast
from tests.integrations import google_stand_in
from tests.integrations.google_stand_in import Google
from tests.integrations.jobs import KEYS
from tests.integrations.plots import World, account_of, google_world, productive_world
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.time_passing import let_pass

SOON = 60.0


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    with google_world(cast) as made:
        yield made


def vendor(world: World) -> Google:
    found = world.stand_in.serve.__self__  # type: ignore[attr-defined]  # the method of the stand-in's vendor
    assert isinstance(found, Google)
    return found


def test_access_is_asked_for_once_and_used_until_it_is_over(world: World) -> None:
    for _ in range(3):
        request_id = world.approve()
        world.run(request_id)
        world.end(request_id)

    assert len(vendor(world).grants) == 1
    assert vendor(world).grants[0]["grant_type"] == ["refresh_token"]


def test_access_that_was_taken_away_is_asked_for_again(world: World) -> None:
    first = world.approve()
    world.run(first)
    world.end(first)
    vendor(world).good = "another-access-token"

    second = world.approve()
    world.run(second)

    assert world.links(second)[0].is_settled
    assert len(vendor(world).grants) == 2


def test_a_service_account_signs_for_itself(world: World) -> None:
    account = google_stand_in.service_account()
    pem = json.loads(account)["private_key"]
    given = {"calendar": google_stand_in.CALENDAR, "service_account": account}
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.GOOGLE_CALENDAR, Mode.LIVE]
        connect_live(tx, Provider.GOOGLE_CALENDAR, connected, given, KEYS)
    request_id = world.approve()

    world.run(request_id)

    (grant,) = vendor(world).grants
    assert grant["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    claims = jwt.decode(grant["assertion"][0], RSAKey.import_key(pem), algorithms=["RS256"]).claims
    assert claims["iss"] == "leave@project.example"
    assert claims["scope"] == "https://www.googleapis.com/auth/calendar.events"
    assert claims["aud"].endswith("/token")
    assert claims["exp"] - claims["iat"] == 3600
    assert abs(claims["iat"] - time.time()) < 60, "Google goes by the real clock"
    assert world.links(request_id)[0].is_settled


def test_a_key_of_no_use_pauses_the_system_and_is_not_quoted(world: World) -> None:
    given = {"calendar": "it", "service_account": '{"client_email": "x", "private_key": "hush"}'}
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.GOOGLE_CALENDAR, Mode.LIVE]
        connect_live(tx, Provider.GOOGLE_CALENDAR, connected, given, KEYS)
    request_id = world.approve()

    world.run(request_id)

    error = world.links(request_id)[0].error
    assert error is not None
    assert "of no use" in error
    assert "hush" not in error


@dataclass
class Vendor:
    """Gives tokens that rotate: each old one is refused once a new one was given."""

    token: str = "t0"
    asked: int = 0

    def renew(self, known: Known) -> Secrets:
        time.sleep(0.05)
        assert known.secrets["token"] == self.token, "a token that had been used was used again"
        self.asked += 1
        self.token = f"t{self.asked}"
        return {"token": self.token}


def test_two_workers_never_use_the_same_rotating_token(cast: Cast) -> None:
    tokens = Vendor()
    with productive_world(cast) as world:
        account = account_of(world, send_before=time.monotonic() + SOON)
        begun = account.renew(account.known(), lambda _: {"token": tokens.token})
        together = threading.Barrier(6)

        def work() -> str:
            together.wait()
            for _ in range(60):
                try:
                    return account.renew(begun, tokens.renew).secrets["token"]
                except Temporary:
                    time.sleep(0.02)
            raise TimeoutError

        with ThreadPoolExecutor(6) as workers:
            got = {each.result() for each in [workers.submit(work) for _ in range(6)]}

    assert tokens.asked == 1
    assert got == {"t1"}


def test_a_worker_that_died_renewing_is_replaced(cast: Cast) -> None:
    tokens = Vendor()
    with productive_world(cast) as world:
        account = account_of(world, send_before=time.monotonic() + SOON)
        begun = account.renew(account.known(), lambda _: {"token": tokens.token})
        with cast.acting() as tx:
            tx.run("UPDATE integration_connection SET renewing_until = now() + interval '30 s'")
        with pytest.raises(Temporary):
            account.renew(begun, tokens.renew)

        let_pass(cast, timedelta(seconds=30))

        assert account.renew(begun, tokens.renew).secrets["token"] == "t1"


def test_who_asks_to_be_left_in_peace_is_for_every_request(cast: Cast) -> None:
    with productive_world(cast) as world:
        world.stand_in.headers = {"Retry-After": "120"}
        world.stand_in.faults = {0: Fault(Effect.NONE, 429)}
        first = world.approve()
        world.run(first)
        world.end(first)
        second = world.approve()

        for waited in (0, 60, 59):
            let_pass(cast, timedelta(seconds=waited))
            world.run(second)
            assert world.stand_in.number == 1
        let_pass(cast, timedelta(seconds=10))
        world.run(second)

        assert world.links(second)[0].is_settled


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("1", 1), ("3600", 3600), ("99999999", 3600), ("0", 0)],
)
def test_a_wait_that_is_asked_for_is_kept_within_an_hour(said: str, seconds: int) -> None:
    assert retry_after(said) == timedelta(seconds=seconds)


@pytest.mark.parametrize("said", [None, "", "-5", "1e9", "soon", "Fri, 20 Nov 2026 08:00:00 GMT"])
def test_a_wait_that_says_nothing_is_ours_to_choose(said: str | None) -> None:
    assert retry_after(said) is None


def test_waits_grow_by_chance_from_seconds_to_an_hour() -> None:
    def longest(attempts: int) -> timedelta:
        return wait_after(attempts, lambda below: below - 1)

    assert [longest(number).total_seconds() for number in (1, 2, 3, 4)] == [5, 10, 20, 40]
    assert longest(50) == timedelta(hours=1)
    assert wait_after(50, lambda _: 0) == timedelta(seconds=1)
    assert wait_after(1, lambda _: 0, uncertain=True) == timedelta(seconds=30)
    assert timedelta(hours=24) == GIVEN_UP_AFTER


def test_a_system_rests_from_the_fifth_failure_in_a_row() -> None:
    assert [rest_after(failures) for failures in (1, 4)] == [None, None]
    assert rest_after(5) == timedelta(seconds=30)
    assert rest_after(100) == timedelta(minutes=15)


def test_the_key_file_is_made_once_however_many_start_together(tmp_path: Path) -> None:

    with ThreadPoolExecutor(8) as starters:
        names = set(starters.map(lambda _: Keyring(tmp_path / "keys").newest(), range(8)))

    assert len(names) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
