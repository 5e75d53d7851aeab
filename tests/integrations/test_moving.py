"""A company shows its leave in another place from now on: what was told stays where it was told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from leavebook.domain.integrations import Mode
from leavebook.services.outside.remote_setup import change_settings
from tests.cast import Cast
from tests.integrations import google_stand_in, slack_stand_in
from tests.integrations.plots import WORLDS, World
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.time_passing import let_pass

ELSEWHERE = {
    "google_calendar": {"calendar": "elsewhere@group.calendar.example"},
    "google_calendar-own": {"calendar": "elsewhere@group.calendar.example"},
    "slack": {"channel": "C0ELSEWHERE"},
}
BACK = {
    "google_calendar": {"calendar": google_stand_in.CALENDAR},
    "google_calendar-own": {"calendar": google_stand_in.CALENDAR},
    "slack": {"channel": slack_stand_in.CHANNEL},
}


@pytest.fixture(params=sorted(ELSEWHERE))
def world(request: pytest.FixtureRequest, cast: Cast) -> Iterator[World]:
    with WORLDS[request.param](cast) as made:
        yield made


def move(world: World, places: dict[str, dict[str, str]]) -> None:
    connected = world.systems[world.provider, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, world.provider, connected, places[world.name])


def test_what_was_told_is_taken_back_where_it_was_told(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    move(world, ELSEWHERE)

    world.cancel(request_id)
    helped = world.converge(request_id)

    assert (world.markers(), helped) == ([], 0)


def test_an_answer_that_was_lost_is_looked_for_where_it_was_asked_for(world: World) -> None:
    request_id = world.approve()
    world.stand_in.faults = {0: Fault(Effect.DONE)}
    world.run(request_id)
    world.calm()
    move(world, ELSEWHERE)

    helped = world.converge(request_id)

    assert (len(world.markers()), helped) == (1, 0)


def test_what_was_never_taken_goes_to_the_place_that_is_set_right(world: World) -> None:
    move(world, ELSEWHERE)
    request_id = world.approve()
    world.run(request_id)
    assert not world.links(request_id)[0].is_settled, "there is no such place"

    move(world, BACK)
    let_pass(world.cast, timedelta(hours=1))
    world.converge(request_id)

    assert len(world.markers()) == 1
