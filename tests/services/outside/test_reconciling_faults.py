"""Whatever goes wrong on the way to another system, one truth is left in the end."""

from datetime import timedelta

import pytest

from leavebook.domain.integrations import ErrorKind, Mode, Provider
from leavebook.jobs.sweeping import sweep
from leavebook.services.leave import decisions, requests
from leavebook.services.outside.integrations import connect, retry
from leavebook.services.outside.reconciling import Reconciler, reconcile
from leavebook.services.outside.remote_systems import (
    Disconnected,
    Permanent,
    Temporary,
    Uncertain,
)
from leavebook.storage.outside import integration_claims, integration_connections
from leavebook.storage.outside.integration_claims import LEASE
from leavebook.storage.outside.integration_links import Link
from tests.cast import Cast
from tests.integrations.jobs import CLOCK, KEYS, hear_everything, nudges
from tests.integrations.time_passing import let_pass
from tests.services.remotes import Remote, fail, leave, links, nothing, run


def test_a_temporary_fault_is_told_and_tried_again_later(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Temporary("busy")))
    run(cast, request_id, remote)
    assert links(cast, request_id)[0].error == "busy"
    remote.before = nothing
    run(cast, request_id, remote)
    assert remote.calls == ["create 1"], "nobody asks again at once"

    let_pass(cast, timedelta(seconds=5))
    run(cast, request_id, remote)

    assert links(cast, request_id)[0].error is None
    assert len(remote.holds) == 1


def test_a_lost_answer_makes_the_next_one_look_before_it_writes(
    cast: Cast, request_id: int
) -> None:
    remote = Remote(after=fail(Uncertain("no answer")))
    run(cast, request_id, remote)
    remote.after = nothing
    let_pass(cast, timedelta(seconds=29))
    run(cast, request_id, remote)
    assert remote.calls == ["create 1"], "the call may still be on its way"

    let_pass(cast, timedelta(seconds=1))
    run(cast, request_id, remote)

    assert remote.calls == ["create 1", "find 1"]
    assert links(cast, request_id)[0].is_settled


def test_what_fails_for_a_day_waits_for_a_person(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Temporary("away")))
    run(cast, request_id, remote)

    let_pass(cast, timedelta(hours=24))
    run(cast, request_id, remote)

    assert links(cast, request_id)[0].error_kind is ErrorKind.PERMANENT
    assert links(cast, request_id)[0].error == "away"


def test_a_system_that_keeps_failing_is_left_in_peace(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Temporary("away")))
    for _ in range(5):
        run(cast, request_id, remote)
        let_pass(cast, timedelta(seconds=5))

    run(cast, request_id, remote)
    assert len(remote.calls) == 5, "it rests for half a minute from the fifth failure on"

    let_pass(cast, timedelta(seconds=31))
    run(cast, request_id, remote)
    assert len(remote.calls) == 6


def test_a_system_that_lets_nobody_in_is_not_asked_before_it_is_connected_anew(
    cast: Cast, request_id: int
) -> None:
    remote = Remote(before=fail(Disconnected("401: token revoked")))
    run(cast, request_id, remote)
    with cast.acting("ada") as tx:
        account = integration_connections.find(tx, Provider.XERO)
    assert account is not None
    assert account.trouble == "401: token revoked"
    remote.before = nothing

    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
    run(cast, request_id, remote)

    assert links(cast, request_id)[0].is_settled


def test_a_crash_inside_an_integration_is_an_error_like_any_other(
    cast: Cast, request_id: int, capfd: pytest.CaptureFixture[str]
) -> None:
    remote = Remote(before=fail(KeyError("token-canary")))

    run(cast, request_id, remote)

    assert links(cast, request_id)[0].error == "Leavebook failed: KeyError"
    said = capfd.readouterr()
    assert "token-canary" not in said.out + said.err


def test_a_permanent_fault_waits_for_a_person(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Permanent("no such employee")))
    run(cast, request_id, remote)
    remote.before = nothing
    run(cast, request_id, remote)
    assert remote.calls == ["create 1"]

    with cast.acting("ada") as tx:
        retry(tx, request_id)
    run(cast, request_id, remote)

    assert remote.calls == ["create 1", "create 1"]
    assert links(cast, request_id)[0].error is None


def test_a_system_that_fails_stops_no_other(cast: Cast, request_id: int) -> None:
    run(cast, request_id, Remote(before=fail(Permanent("no such employee"))))
    slack = Remote(Provider.SLACK)

    run(cast, request_id, slack)

    assert len(slack.holds) == 1
    assert links(cast, request_id, Provider.SLACK)[0].is_settled
    assert links(cast, request_id)[0].error == "no such employee"


def claimed(cast: Cast, request_id: int) -> Link:
    with cast.acting() as tx:
        link = integration_claims.next_to_settle(tx, request_id, Provider.XERO)
        assert link is not None
        return integration_claims.claim(tx, link)


def test_nobody_else_calls_while_the_lease_lasts(cast: Cast, request_id: int) -> None:
    claimed(cast, request_id)
    remote = Remote()

    run(cast, request_id, remote)
    assert remote.calls == []
    let_pass(cast, LEASE)
    run(cast, request_id, remote)
    assert remote.calls == ["find 1", "create 1"], "whoever had the lease may have called"


def test_a_worker_that_comes_back_after_its_lease_records_nothing(
    cast: Cast, request_id: int
) -> None:
    stale = claimed(cast, request_id)
    let_pass(cast, LEASE)
    run(cast, request_id, Remote())

    with cast.acting() as tx:
        recorded = integration_claims.settled(tx, stale, external_id="stale")

    assert not recorded
    assert links(cast, request_id)[0].external_id != "stale"


def test_the_sweeper_sends_somebody_to_what_was_forgotten(cast: Cast, request_id: int) -> None:
    with cast.acting() as tx:
        tx.run("DELETE FROM procrastinate_jobs WHERE task_name = 'reconcile'")
    sweep(cast.database, CLOCK)
    assert nudges(cast) == [], "their jobs are a minute old at most"

    let_pass(cast, timedelta(minutes=1))
    sweep(cast.database, CLOCK)

    assert nudges(cast) == [(request_id, provider) for provider in Provider]


def test_what_failed_is_tried_again_as_soon_as_its_wait_is_over(
    cast: Cast, request_id: int
) -> None:
    run(cast, request_id, Remote(before=fail(Temporary("busy"))))
    with cast.acting() as tx:
        tx.run("DELETE FROM procrastinate_jobs WHERE task_name = 'reconcile'")
    sweep(cast.database, CLOCK)
    assert nudges(cast) == [], "it waits"

    let_pass(cast, timedelta(seconds=5))
    sweep(cast.database, CLOCK)

    assert nudges(cast) == [(request_id, Provider.XERO)]


def test_what_is_not_connected_waits_for_a_person(cast: Cast, request_id: int) -> None:
    reconciler = Reconciler(open_transaction=cast.acting, systems={}, keyring=KEYS)
    reconcile(reconciler, request_id, Provider.XERO)

    assert links(cast, request_id)[0].error == "xero is not connected"


def test_a_company_that_is_connected_to_nothing_tells_nobody(strangers: Cast) -> None:
    with strangers.acting("bea") as tx:
        asked = requests.submit(tx, leave(strangers))
    with strangers.acting("mo") as tx:
        decisions.approve(tx, asked.id)

    hear_everything(strangers)

    assert nudges(strangers) == []
