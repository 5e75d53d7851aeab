"""A company with one live system, and what may happen to a request in it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from leavebook import subscribers
from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside.integrations import retry, retry_system
from leavebook.services.outside.reconciling import Reconciler, reconcile
from leavebook.services.outside.remote_setup import connect_live
from leavebook.services.outside.remote_systems import (
    Account,
    Connected,
    Held,
    Pace,
    RemoteLeave,
    RemoteSystem,
    Systems,
)
from leavebook.settings import Settings
from leavebook.storage.leave import leave_requests
from leavebook.storage.outside import integration_links
from leavebook.storage.outside.integration_links import Link
from tests.cast import Cast
from tests.integrations.jobs import CLOCK, KEYS
from tests.integrations.stand_in import StandIn, serving
from tests.integrations.time_passing import let_pass
from tests.integrations.vendors import VENDORS, Vendor, google_with_own_calendars, xero

LEAVE = whole_days(date(2026, 5, 4), date(2026, 5, 6))
OTHER_DAYS = whole_days(date(2026, 5, 5), date(2026, 5, 6))
BRISK = Pace(per_second=1000, burst=1000)


Returned = TypeVar("Returned")


class Killed(BaseException):
    """The worker is killed at this point: nothing of it may go on."""


@dataclass
class Dying:
    """A system whose caller is killed before or after a call of the protocol, by its number."""

    system: RemoteSystem
    world: "World"

    def find(self, leave: RemoteLeave) -> tuple[str | Held, ...]:
        return tuple(self._call(lambda: self.system.find(leave)))

    def create(self, leave: RemoteLeave) -> str | Held:
        return self._call(lambda: self.system.create(leave))

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        return self._call(lambda: self.system.remove(leave, external_id))

    def _call(self, call: Callable[[], Returned]) -> Returned:
        number, self.world.calls = self.world.calls, self.world.calls + 1
        if self.world.killed_before == number:
            raise Killed
        done = call()
        if self.world.killed_after == number:
            raise Killed
        return done


@dataclass
class World:
    """A company, the stand-in of the one system it is connected to, and what that holds."""

    cast: Cast
    provider: Provider
    stand_in: StandIn
    markers: Callable[[], list[str]]
    clear: Callable[[], None]
    systems: Systems
    name: str = ""
    """Which of the worlds it is."""
    plots: int = 0
    """How many have been played."""
    calls: int = 0
    killed_before: int | None = None
    killed_after: int | None = None
    heard: int = 0
    """Up to which event the subscribers have been told."""

    def begin(self) -> None:
        """Nothing is held, nothing is to go wrong, and whoever was shut out is let in again."""
        self.plots += 1
        self.stand_in.settle()
        self.clear()
        self.calm()
        with self.cast.acting("ada") as tx:
            retry_system(tx, self.provider)

    def calm(self) -> None:
        """Nothing more is to go wrong; requests and calls are counted from 0."""
        self.stand_in.faults = {}
        self.stand_in.meanwhile = None
        self.stand_in.number = self.calls = 0
        self.killed_before = self.killed_after = None

    def hear(self) -> None:
        """Tell the subscribers of what has happened since."""
        with self.cast.acting() as tx:
            new = tx.rows("SELECT id, uuid FROM event WHERE id > %(id)s ORDER BY id", id=self.heard)
        for event in new:
            subscribers.hear(self.cast.database, CLOCK, self.cast.company_id, event.uuid)
            self.heard = event.id

    def run(self, request_id: int) -> None:
        """Do what a job does; a killed worker just stops."""
        dying = {
            key: Connected(
                reach=lambda account, it=each: Dying(it.reach(account), self),  # type: ignore[misc]  # one default, to hold this one
                pace=BRISK,
            )
            for key, each in self.systems.items()
        }
        reconciler = Reconciler(
            open_transaction=self.cast.acting,
            systems=dying,
            keyring=KEYS,
            draw=lambda below: below // 2,
        )
        try:
            reconcile(reconciler, request_id, self.provider)
        except Killed:
            self.killed_before = self.killed_after = None

    def approve(self) -> int:
        """Bea asks and Mo approves."""
        asked = LeaveAsked(
            employee_id=self.cast.bea.employee_id,
            leave_type_id=self.cast.leave_types["UL"],
            spans=(LEAVE,),
        )
        with self.cast.acting("bea") as tx:
            request = requests.submit(tx, asked)
        with self.cast.acting("mo") as tx:
            decisions.approve(tx, request.id)
        self.hear()
        return request.id

    def edit(self, request_id: int, span: Span = OTHER_DAYS) -> None:
        """Mo changes the days of approved leave."""
        asked = LeaveAsked(
            employee_id=self.cast.bea.employee_id,
            leave_type_id=self.cast.leave_types["UL"],
            spans=(span,),
        )
        with self.cast.acting("mo") as tx:
            requests.edit(tx, request_id, asked)
        self.hear()

    def cancel(self, request_id: int) -> None:
        """Mo takes the leave back."""
        with self.cast.acting("mo") as tx:
            decisions.cancel(tx, request_id)
        self.hear()

    def retry(self, request_id: int) -> None:
        """An executive has it tried again."""
        with self.cast.acting("ada") as tx:
            found = leave_requests.find(tx, request_id)
            assert found is not None
            if found.state in SPENDS:
                retry(tx, request_id)
            else:
                retry_system(tx, self.provider)
        self.hear()

    def links(self, request_id: int) -> tuple[Link, ...]:
        """Return what we know of the request in the system."""
        with self.cast.acting() as tx:
            return integration_links.of_request(tx, request_id)

    def converge(self, request_id: int) -> int:
        """Let time pass, and executives help, until all is settled; return how often they did."""
        helped = 0
        for _ in range(12):
            self.run(request_id)
            self.stand_in.settle()
            links = self.links(request_id)
            if all(link.is_settled for link in links):
                return helped
            if any(link.error_kind == "permanent" for link in links):
                self.retry(request_id)
                helped += 1
            let_pass(self.cast, timedelta(hours=1))
        raise AssertionError(self.links(request_id))

    def end(self, request_id: int) -> None:
        """Free the days for the next plot."""
        with self.cast.acting("mo") as tx:
            found = leave_requests.find(tx, request_id)
            assert found is not None
            if found.state in SPENDS:
                decisions.cancel(tx, request_id)


@contextmanager
def world_of(name: str, cast: Cast) -> Iterator[World]:
    """Yield a company that is connected to our stand-in of one system."""
    provider, vendor = Provider(name.partition("-")[0]), MAKERS[name]()
    vendor.meet(cast)
    with serving(vendor.stand_in) as address:
        yield World(
            cast=cast,
            provider=provider,
            stand_in=vendor.stand_in,
            markers=vendor.markers,
            clear=vendor.clear,
            systems=connected(cast, provider, Settings(**vendor.settings(address)), vendor.given),
            name=name,
        )


MAKERS: Mapping[str, Callable[[], Vendor]] = {
    **{provider.value: make for provider, make in VENDORS.items()},
    "google_calendar-own": google_with_own_calendars,
    "xero-nz": partial(xero, "NZ"),
}
"""Every system, and where it has two ways both: with people's own calendars, and with another
country's payroll (Britain's speaks as New Zealand's does)."""

WORLDS = {name: partial(world_of, name) for name in MAKERS}

productive_world = WORLDS[Provider.PRODUCTIVE]
google_world = WORLDS[Provider.GOOGLE_CALENDAR]


def connected(
    cast: Cast, provider: Provider, settings: Settings, given: Mapping[str, str]
) -> Systems:
    """Connect the company to the provider, live, and return the systems there are."""
    systems = subscribers.systems(settings)
    with cast.acting("ada") as tx:
        connect_live(tx, provider, systems[provider, Mode.LIVE], given, KEYS)
    return systems


def account_of(world: World, *, send_before: float) -> Account:
    """Return the company's account, as a worker gets it."""
    return Account(
        provider=world.provider,
        open_transaction=world.cast.acting,
        keyring=KEYS,
        send_before=send_before,
    )
