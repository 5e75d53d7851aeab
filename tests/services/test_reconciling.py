"""What systems outside hold always becomes what we intend, whatever happens on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import ErrorKind, Mode, Provider
from leavebook.jobs.sweeping import sweep
from leavebook.services import decisions, requests
from leavebook.services.integrations import connect, retry
from leavebook.services.reconciling import Reconciler, reconcile
from leavebook.services.remote_systems import (
    Connected,
    Disconnected,
    Pace,
    Permanent,
    RemoteLeave,
    Temporary,
    Uncertain,
)
from leavebook.services.requests import LeaveAsked
from leavebook.storage import integration_claims, integration_connections, integration_links
from leavebook.storage.integration_claims import LEASE
from leavebook.storage.integration_links import Link
from tests.cast import Cast
from tests.integrations.jobs import CLOCK, KEYS, hear_everything, nudges
from tests.integrations.time_passing import let_pass

BRISK = Pace(per_second=100, burst=100)
MAY = whole_days(date(2026, 5, 4), date(2026, 5, 8))


def nothing() -> None:
    """Let the call pass."""


@dataclass
class Remote:
    """A system outside that remembers what it holds."""

    provider: Provider = Provider.XERO
    holds: dict[str, RemoteLeave] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing

    def find(self, leave: RemoteLeave) -> tuple[str, ...]:
        self.calls.append(f"find {leave.generation}")
        return (leave.marker,) if leave.marker in self.holds else ()

    def create(self, leave: RemoteLeave) -> str:
        self.calls.append(f"create {leave.generation}")
        self.before()
        self.holds[leave.marker] = leave
        self.after()
        return leave.marker

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        self.calls.append(f"remove {leave.generation}")
        self.before()
        self.holds.pop(external_id, None)
        self.after()
        return None


@pytest.fixture
def request_id(cast: Cast) -> int:
    """Bea's leave in May, approved in a company that is connected to all systems."""
    with cast.acting("ada") as tx:
        for provider in Provider:
            connect(tx, provider, Mode.LIVE)
    with cast.acting("bea") as tx:
        asked = requests.submit(tx, leave(cast))
    with cast.acting("mo") as tx:
        decisions.approve(tx, asked.id)
    hear_everything(cast)
    return asked.id


def leave(cast: Cast, *, span: object = MAY) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        spans=(span,),  # type: ignore[arg-type]  # a span, given by name
        reason="Family",
    )


def run(cast: Cast, request_id: int, *remotes: Remote) -> None:
    systems = {
        (remote.provider, Mode.LIVE): Connected(reach=lambda _, it=remote: it, pace=BRISK)  # type: ignore[misc]  # one default, to hold this remote
        for remote in remotes
    }
    reconciler = Reconciler(
        open_transaction=cast.acting, systems=systems, keyring=KEYS, draw=lambda _: 0
    )
    for remote in remotes:
        reconcile(reconciler, request_id, remote.provider)


def links(cast: Cast, request_id: int, provider: Provider = Provider.XERO) -> list[Link]:
    with cast.acting() as tx:
        found = integration_links.of_request(tx, request_id)
    return [link for link in found if link.provider is provider]


def fail(fault: Exception) -> Callable[[], None]:
    def failing() -> None:
        raise fault

    return failing


def test_an_approval_wants_the_leave_in_every_system_once(cast: Cast, request_id: int) -> None:
    hear_everything(cast)

    assert nudges(cast) == [(request_id, provider) for provider in Provider]
    assert [link.generation for link in links(cast, request_id)] == [1]


def test_a_system_is_told_who_and_when_and_never_why(cast: Cast, request_id: int) -> None:
    remote = Remote()

    run(cast, request_id, remote)

    (told,) = remote.holds.values()
    assert (told.person, told.first_day, told.last_day) == (
        "Bea",
        date(2026, 5, 4),
        date(2026, 5, 8),
    )
    assert "Family" not in repr(told)


def test_running_twice_tells_once(cast: Cast, request_id: int) -> None:
    remote = Remote()

    run(cast, request_id, remote)
    run(cast, request_id, remote)

    assert remote.calls == ["create 1"]


def test_cancelled_leave_is_taken_back(cast: Cast, request_id: int) -> None:
    remote = Remote()
    run(cast, request_id, remote)
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request_id)
    hear_everything(cast)

    run(cast, request_id, remote)

    assert remote.holds == {}
    assert [link.is_settled for link in links(cast, request_id)] == [True]


def test_leave_cancelled_before_anybody_was_told_is_never_told(cast: Cast, request_id: int) -> None:
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request_id)
    hear_everything(cast)
    remote = Remote()

    run(cast, request_id, remote)

    assert remote.calls == []


def test_leave_cancelled_while_the_system_is_told_does_not_stay(
    cast: Cast, request_id: int
) -> None:
    def cancel() -> None:
        remote.before = nothing
        with cast.acting("bea") as tx:
            decisions.cancel(tx, request_id)
        hear_everything(cast)

    remote = Remote(before=cancel)

    run(cast, request_id, remote)
    run(cast, request_id, remote)

    assert remote.holds == {}
    assert remote.calls == ["create 1", "remove 1"]


def test_other_days_replace_what_was_told(cast: Cast, request_id: int) -> None:
    remote = Remote()
    run(cast, request_id, remote)
    with cast.acting("mo") as tx:
        days = whole_days(date(2026, 5, 4), date(2026, 5, 6))
        requests.edit(tx, request_id, leave(cast, span=days))
    hear_everything(cast)

    run(cast, request_id, remote)

    assert remote.calls == ["create 1", "remove 1", "create 2"]
    assert [told.last_day for told in remote.holds.values()] == [date(2026, 5, 6)]


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
