"""Systems that stand in for other people's, and how the tests look at what was told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside.reconciling import Reconciler, reconcile
from leavebook.services.outside.remote_systems import (
    Connected,
    Pace,
    RemoteLeave,
)
from leavebook.storage.outside import integration_links
from leavebook.storage.outside.integration_links import Link
from tests.cast import Cast
from tests.integrations.jobs import KEYS

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
