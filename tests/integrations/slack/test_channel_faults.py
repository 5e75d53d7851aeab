"""What Slack says with a good status, at whichever call: the channel ends up right all the same."""

from collections.abc import Iterator

import pytest

from leavebook.domain.integrations import Provider
from leavebook.storage.database import Database
from tests.cast import found_company
from tests.integrations.plots import MAKERS, WORLDS, World
from tests.integrations.slack.test_question_faults import SAID
from tests.integrations.stand_in import Fault
from tests.integrations.test_faults import PLOTS, Plot, play

STRUCK = [
    pytest.param(plot, number, id=f"{plot.name}-{number}")
    for plot in PLOTS
    for number in range(plot.requests(MAKERS[Provider.SLACK]()))
]


@pytest.fixture(scope="module")
def world(database: Database) -> Iterator[World]:
    with WORLDS[Provider.SLACK](found_company(database)) as made:
        yield made


@pytest.mark.parametrize("fault", SAID, ids=str)
@pytest.mark.parametrize(("plot", "number"), STRUCK)
def test_one_word_of_slacks_anywhere_leaves_what_should_be_held(
    world: World, plot: Plot, number: int, fault: Fault
) -> None:
    play(world, plot, lambda: world.stand_in.faults.update({number: fault}))
