"""Whatever goes wrong, at whichever call: the system ends up holding what it should, once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial

import pytest

from leavebook.storage.database import Database
from tests.cast import found_company
from tests.integrations.cutting import Cut
from tests.integrations.plots import MAKERS, WORLDS, World
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.vendors import Vendor

REFUSED = tuple(
    Fault(Effect.NONE, status) for status in (400, 401, 403, 404, 409, 410, 415, 422, 429)
)
BROKEN = tuple(Fault(effect, status) for status in (500, 503) for effect in Effect)
LOST = tuple(Fault(effect) for effect in Effect)
GARBAGE = (
    Fault(Effect.DONE, 200, b"<html>\x00 oops"),
    Fault(Effect.DONE, 200, b'{"data": {"id": {}}, "id": []}'),
    Fault(Effect.NONE, 502, b"\xff\xfe"),
)
FAULTS = (*REFUSED, *BROKEN, *LOST, *GARBAGE)

PLOTS_OF_A_COMPANY = 25
"""Every change replays a person's books: many more take longer than another company."""


@dataclass(frozen=True)
class Plot:
    """What leads up to the calls that go wrong, and what should be held in the end."""

    name: str
    lead_up: Callable[[World], int]
    creations: int
    """How often a system is told in it when nothing goes wrong,"""
    removals: int
    """and how often something is taken back there."""
    generation: int | None
    """Which generation is held in the end; None is nothing."""

    def requests(self, vendor: Vendor) -> int:
        """Return how many requests that matter that makes."""
        return self.creations * vendor.creating + self.removals * vendor.removing


def approved(world: World) -> int:
    return world.approve()


def cancelled(world: World) -> int:
    request_id = world.approve()
    world.run(request_id)
    world.cancel(request_id)
    world.calm()
    return request_id


def cancelled_meanwhile(world: World) -> int:
    request_id = world.approve()
    world.calm()
    world.stand_in.meanwhile = lambda: world.cancel(request_id)
    return request_id


def approved_anew(world: World) -> int:
    request_id = world.approve()
    world.run(request_id)
    world.edit(request_id)
    world.calm()
    return request_id


def tried_again(world: World) -> int:
    request_id = world.approve()
    world.stand_in.faults = {0: Fault(Effect.NONE, 422)}
    world.run(request_id)
    world.calm()
    world.retry(request_id)
    return request_id


PLOTS = (
    Plot("approved", approved, creations=1, removals=0, generation=1),
    Plot("cancelled", cancelled, creations=0, removals=1, generation=None),
    Plot("cancelled while running", cancelled_meanwhile, creations=1, removals=1, generation=None),
    Plot("approved anew with other days", approved_anew, creations=1, removals=1, generation=2),
    Plot("tried again by an executive", tried_again, creations=1, removals=0, generation=1),
)
STRUCK = [
    pytest.param(name, plot, number, id=f"{name}-{plot.name}-{number}")
    for name in sorted(WORLDS)
    for plot in PLOTS
    for number in range(plot.requests(MAKERS[name]()))
]


class Worlds:
    """A company for each system, founded anew once so many plots are in its books."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[str, tuple[World, ExitStack]] = {}

    def of(self, name: str) -> World:
        """Return the world of a system, one that is not worn out yet."""
        if name in self._open and self._open[name][0].plots >= PLOTS_OF_A_COMPANY:
            self._open.pop(name)[1].close()
        if name not in self._open:
            keeps_open = ExitStack()
            made = keeps_open.enter_context(WORLDS[name](found_company(self._database)))
            self._open[name] = (made, keeps_open)
        return self._open[name][0]

    def close(self) -> None:
        """Nothing is served any more."""
        for _, keeps_open in self._open.values():
            keeps_open.close()


@pytest.fixture(scope="module")
def worlds(database: Database) -> Iterator[Worlds]:
    """The worlds that the cases of this file share."""
    with closing(Worlds(database)) as shared:
        yield shared


# Not a fixture of the module: pytest would found a company for every single case.
@pytest.fixture(params=sorted(WORLDS))
def world(request: pytest.FixtureRequest, worlds: Worlds) -> World:
    """A company for each system, in which one plot after the other is played."""
    return worlds.of(request.param)


def play(world: World, plot: Plot, arm: Callable[[], None]) -> None:
    """Play the plot with what `arm` has go wrong, and check what is held in the end."""
    world.begin()
    request_id = plot.lead_up(world)
    arm()
    world.converge(request_id)
    world.calm()
    world.run(request_id)
    world.end(request_id)

    held = [marker.rpartition(":")[2] for marker in world.markers()]
    assert held == ([] if plot.generation is None else [str(plot.generation)])


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_the_plots_make_the_requests_that_are_counted_on(world: World, plot: Plot) -> None:
    world.begin()
    request_id = plot.lead_up(world)

    world.run(request_id)

    assert world.stand_in.number == plot.requests(MAKERS[world.name]())
    world.end(request_id)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.parametrize(("world", "plot", "number"), STRUCK, indirect=["world"])
def test_one_fault_anywhere_leaves_what_should_be_held(
    world: World, plot: Plot, number: int, fault: Fault
) -> None:
    play(world, plot, lambda: world.stand_in.faults.update({number: fault}))


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_worker_killed_anywhere_leaves_what_should_be_held(
    world: World, plot: Plot, when: str, number: int
) -> None:
    play(world, plot, lambda: setattr(world, f"killed_{when}", number))


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("world", "plot", "number"), STRUCK, indirect=["world"])
def test_a_worker_killed_at_any_request_leaves_what_should_be_held(
    world: World, plot: Plot, number: int, when: str
) -> None:
    cut = Cut(world.stand_in, number, after=when == "after")
    with cut.held():
        play(world, plot, cut.arm)

    assert not cut.is_armed, "nobody was killed"


@pytest.mark.parametrize("plot", [PLOTS[0], PLOTS[2], PLOTS[3]], ids=lambda plot: plot.name)
@pytest.mark.parametrize("first", [LOST[1], LOST[2], GARBAGE[0]], ids=str)
def test_two_faults_one_after_the_other_leave_what_should_be_held(
    world: World, plot: Plot, first: Fault
) -> None:
    for second in FAULTS:
        # Whether it is there is asked after a lost answer; "it is not" is then taken at its word.
        if second.status not in {404, 410}:
            play(world, plot, partial(world.stand_in.faults.update, {0: first, 1: second}))
