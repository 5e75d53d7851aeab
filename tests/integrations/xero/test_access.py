"""Access to Xero: renewed by one worker at a time, and kept alive while nobody uses it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside import remote_setup
from leavebook.services.outside.keeping_access import keep_access
from leavebook.services.outside.remote_systems import Temporary
from tests.integrations.jobs import KEYS
from tests.integrations.plots import World, account_of
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.time_passing import let_pass
from tests.integrations.xero.office import APP
from tests.integrations.xero.worlds import vendor
from tests.integrations.xero_stand_in import (
    ACCESS_TOKEN,
    REFRESH_TOKEN,
    TENANT,
)


def test_access_is_renewed_when_it_is_over_and_the_new_token_is_kept_first(world: World) -> None:
    request_id = world.approve()

    world.run(request_id)

    assert [each["grant_type"] for each in vendor(world).grants] == ["refresh_token"]
    kept = account_of(world, send_before=0).known().secrets
    assert kept["refresh_token"] == f"{REFRESH_TOKEN}-1"
    assert kept["access_token"] == f"{ACCESS_TOKEN}-1"


def test_access_that_was_taken_away_is_renewed_once(world: World) -> None:
    first = world.approve()
    world.run(first)
    world.end(first)
    vendor(world).good.clear()

    second = world.approve()
    world.run(second)

    assert world.links(second)[0].is_settled
    assert len(vendor(world).grants) == 2


def test_workers_who_come_together_refresh_once(world: World) -> None:
    account = account_of(world, send_before=time.monotonic() + 60)
    books = world.systems[Provider.XERO, Mode.LIVE].books
    assert books is not None
    world.stand_in.wait = lambda: time.sleep(0.05)
    together = threading.Barrier(6)

    def work() -> int:
        together.wait()
        for _ in range(100):
            try:
                return len(books(account).leave_types())
            except Temporary:
                time.sleep(0.02)
        raise TimeoutError

    with ThreadPoolExecutor(6) as workers:
        heard = {each.result() for each in [workers.submit(work) for _ in range(6)]}

    assert heard == {3}
    assert len(vendor(world).grants) == 1


def test_access_that_rests_for_a_week_is_renewed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(after: timedelta) -> int:
        later = int(time.time() + after.total_seconds())
        monkeypatch.setattr("leavebook.integrations.xero.client.real_seconds", lambda: later)
        keep_access(world.cast.acting, world.systems, KEYS)
        return len(vendor(world).grants)

    assert keep(timedelta(0)) == 1, "it has never been used"
    monkeypatch.setattr("leavebook.integrations.xero.tokens.real_seconds", lambda: int(time.time()))
    assert keep(timedelta(days=6)) == 1
    assert keep(timedelta(days=8)) == 2


def test_access_that_cannot_be_kept_is_said(world: World) -> None:
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        given = {**APP, "refresh_token": "revoked-token", "tenant": TENANT, "country": "AU"}
        remote_setup.connect_live(tx, Provider.XERO, connected, given, KEYS)

    keep_access(world.cast.acting, world.systems, KEYS)
    keep_access(world.cast.acting, world.systems, KEYS)

    assert len(vendor(world).grants) == 1, "nobody calls until it is connected again"
    with world.cast.acting("ada") as tx:
        (state,) = remote_setup.states(tx)
    assert "connect Xero again" in (state.trouble or "")


def test_a_refresh_whose_answer_is_lost_can_be_made_again(world: World) -> None:
    world.stand_in.matters = lambda asked: asked.path == "/token"
    world.stand_in.faults = {0: Fault(Effect.NONE), 1: Fault(Effect.NONE, 503)}
    request_id = world.approve()

    helped = world.converge(request_id)

    assert helped == 0, "nobody has to do anything"
    assert len(vendor(world).held()) == 1


def test_a_refused_token_pauses_everything_until_xero_is_connected_again(world: World) -> None:
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        given = {**APP, "refresh_token": "revoked-token", "tenant": TENANT, "country": "AU"}
        remote_setup.connect_live(tx, Provider.XERO, connected, given, KEYS)
    request_id = world.approve()
    world.run(request_id)
    asked = len(world.stand_in.asked)

    let_pass(world.cast, timedelta(days=2))
    world.run(request_id)

    assert world.links(request_id)[0].error == "400: invalid_grant; connect Xero again"
    assert len(world.stand_in.asked) == asked
    with world.cast.acting("ada") as tx:
        (state,) = remote_setup.states(tx)
    assert state.trouble is not None
    assert "connect Xero again" in state.trouble
