"""A worker that was stopped and goes on past its lease changes nothing, here or there."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from leavebook.domain.integrations import Mode, Observed
from leavebook.services.outside.reconciling import Reconciler, reconcile
from leavebook.services.outside.remote_setup import disconnect
from leavebook.services.outside.remote_systems import Held, RemoteLeave, RemoteSystem, Temporary
from leavebook.services.outside.told_leave import leave_of
from leavebook.storage.outside import integration_claims
from leavebook.storage.outside.integration_claims import LEASE
from leavebook.storage.outside.integration_links import Link
from tests.cast import Cast
from tests.integrations.jobs import KEYS
from tests.integrations.plots import BRISK, WORLDS, World, account_of
from tests.integrations.time_passing import let_pass


def claimed(world: World, request_id: int) -> Link:
    with world.cast.acting() as tx:
        link = integration_claims.next_to_settle(tx, request_id, world.provider)
        assert link is not None
        return integration_claims.claim(tx, link)


@pytest.mark.parametrize("open_world", WORLDS.values(), ids=WORLDS.keys())
def test_past_its_lease_it_sends_nothing_and_records_nothing(cast: Cast, open_world) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  any of them
    with open_world(cast) as world:
        request_id = world.approve()
        stale = claimed(world, request_id)
        let_pass(cast, LEASE)
        world.run(request_id)
        sent = len(world.stand_in.asked)

        system = world.systems[world.provider, Mode.LIVE].reach(
            account_of(world, send_before=time.monotonic() - 1)
        )
        with cast.acting() as tx:
            leave = leave_of(tx, stale)
        with pytest.raises(Temporary):
            system.create(leave)
        with cast.acting() as tx:
            recorded = integration_claims.settled(tx, stale, external_id="stale")

        assert len(world.stand_in.asked) == sent
        assert not recorded
        assert len(world.markers()) == 1
        assert world.links(request_id)[0].external_id != "stale"


@dataclass
class Paused:
    """A system before whose first call the machine stands still; its own clock stands as well."""

    system: RemoteSystem
    meanwhile: Callable[[], None] | None

    def find(self, leave: RemoteLeave) -> tuple[str | Held, ...]:
        return tuple(self.system.find(leave))

    def create(self, leave: RemoteLeave) -> str | Held:
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        return self.system.create(leave)

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        return self.system.remove(leave, external_id)


@pytest.mark.parametrize("open_world", WORLDS.values(), ids=WORLDS.keys())
def test_after_a_pause_that_its_clock_has_not_seen_it_sends_nothing(cast: Cast, open_world) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  any of them
    with open_world(cast) as world:
        request_id = world.approve()
        connected = world.systems[world.provider, Mode.LIVE]
        sent_by_others = []

        def others_take_over() -> None:
            let_pass(cast, LEASE)
            world.run(request_id)
            sent_by_others.extend(world.stand_in.asked)

        reconciler = Reconciler(
            open_transaction=cast.acting,
            systems={
                (world.provider, Mode.LIVE): replace(
                    connected,
                    reach=lambda account: Paused(connected.reach(account), others_take_over),
                    pace=BRISK,
                )
            },
            keyring=KEYS,
        )

        reconcile(reconciler, request_id, world.provider)

        assert sent_by_others
        assert world.stand_in.asked == sent_by_others
        assert len(world.markers()) == 1
        assert [link.observed for link in world.links(request_id)] == [Observed.PRESENT]


@pytest.mark.parametrize("open_world", WORLDS.values(), ids=WORLDS.keys())
def test_a_system_that_was_let_go_is_not_called_any_more(cast: Cast, open_world) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  any of them
    with open_world(cast) as world:
        request_id = world.approve()
        with cast.acting("ada") as tx:
            disconnect(tx, world.provider)

        world.run(request_id)

        assert world.stand_in.asked == []
        assert "not connected" in (world.links(request_id)[0].error or "")
