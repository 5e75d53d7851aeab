"""What systems outside hold always becomes what we intend, whatever happens on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.spans import whole_days
from leavebook.services import decisions, requests
from leavebook.services.integrations import connect, retry
from leavebook.services.reconciling import Systems, reconcile
from leavebook.services.remote_systems import Permanent, RemoteLeave, Temporary
from leavebook.services.requests import LeaveAsked
from leavebook.storage import integration_links
from leavebook.storage.integration_links import LEASE, Link
from tests.cast import NOW, Cast
from tests.integrations.jobs import hear_everything, nudges

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

    def put(self, leave: RemoteLeave) -> str:
        name = f"{leave.request}/{leave.generation}"
        self.calls.append(f"put {leave.generation}")
        self.before()
        self.holds[name] = leave
        return name

    def take_back(self, leave: RemoteLeave, external_id: str) -> str | None:
        self.calls.append(f"take back {leave.generation}")
        self.before()
        self.holds.pop(external_id, None)
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


def run(cast: Cast, request_id: int, remote: Remote, *, late: timedelta = timedelta(0)) -> None:
    systems: Systems = {(remote.provider, Mode.LIVE): remote}
    reconcile(lambda: cast.acting(now=NOW + late), request_id, remote.provider, systems)


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

    assert remote.calls == ["put 1"]


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
    assert remote.calls == ["put 1", "take back 1"]


def test_other_days_replace_what_was_told(cast: Cast, request_id: int) -> None:
    remote = Remote()
    run(cast, request_id, remote)
    with cast.acting("mo") as tx:
        days = whole_days(date(2026, 5, 4), date(2026, 5, 6))
        requests.edit(tx, request_id, leave(cast, span=days))
    hear_everything(cast)

    run(cast, request_id, remote)

    assert remote.calls == ["put 1", "take back 1", "put 2"]
    assert [told.last_day for told in remote.holds.values()] == [date(2026, 5, 6)]


def test_a_temporary_fault_is_told_and_tried_again(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Temporary("busy")))
    with pytest.raises(Temporary):
        run(cast, request_id, remote)
    assert links(cast, request_id)[0].error == "busy"
    remote.before = nothing

    run(cast, request_id, remote)

    assert links(cast, request_id)[0].error is None
    assert len(remote.holds) == 1


def test_a_permanent_fault_waits_for_a_person(cast: Cast, request_id: int) -> None:
    remote = Remote(before=fail(Permanent("no such employee")))
    run(cast, request_id, remote)
    remote.before = nothing
    run(cast, request_id, remote)
    assert remote.calls == ["put 1"]

    with cast.acting("ada") as tx:
        retry(tx, request_id)
    run(cast, request_id, remote)

    assert remote.calls == ["put 1", "put 1"]
    assert links(cast, request_id)[0].error is None


def test_a_system_that_fails_stops_no_other(cast: Cast, request_id: int) -> None:
    run(cast, request_id, Remote(before=fail(Permanent("no such employee"))))
    slack = Remote(Provider.SLACK)

    run(cast, request_id, slack)

    assert len(slack.holds) == 1
    assert links(cast, request_id, Provider.SLACK)[0].is_settled
    assert links(cast, request_id)[0].error == "no such employee"


def test_nobody_else_calls_while_the_lease_lasts(cast: Cast, request_id: int) -> None:
    with cast.acting() as tx:
        integration_links.claim(tx, request_id, Provider.XERO, after=0)
    remote = Remote()

    run(cast, request_id, remote, late=LEASE - timedelta(seconds=1))
    assert remote.calls == []
    run(cast, request_id, remote, late=LEASE + timedelta(seconds=1))
    assert remote.calls == ["put 1"]


def test_a_worker_that_comes_back_after_its_lease_records_nothing(
    cast: Cast, request_id: int
) -> None:
    with cast.acting() as tx:
        stale = integration_links.claim(tx, request_id, Provider.XERO, after=0)
    assert stale is not None
    run(cast, request_id, Remote(), late=2 * LEASE)

    with cast.acting() as tx:
        recorded = integration_links.record(tx, stale, "present", external_id="stale")

    assert not recorded
    assert links(cast, request_id)[0].external_id != "stale"


def test_what_is_not_connected_waits_for_a_person(cast: Cast, request_id: int) -> None:
    reconcile(cast.acting, request_id, Provider.XERO, {})

    assert links(cast, request_id)[0].error == "xero is not connected"


def test_a_company_that_is_connected_to_nothing_tells_nobody(strangers: Cast) -> None:
    with strangers.acting("bea") as tx:
        asked = requests.submit(tx, leave(strangers))
    with strangers.acting("mo") as tx:
        decisions.approve(tx, asked.id)

    hear_everything(strangers)

    assert nudges(strangers) == []
