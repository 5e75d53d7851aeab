"""Companies that are connected to our stand-in for Xero, and one that is about to be."""

from collections.abc import Iterator

import pytest

from leavebook import subscribers
from leavebook.domain.integrations import Mode, Provider
from leavebook.settings import Settings
from tests.cast import Cast
from tests.integrations.plots import WORLDS, World
from tests.integrations.stand_in import serving
from tests.integrations.xero.office import Office
from tests.integrations.xero.worlds import COUNTRIES
from tests.integrations.xero_stand_in import (
    Xero,
)


@pytest.fixture(params=COUNTRIES)
def world(request: pytest.FixtureRequest, cast: Cast) -> Iterator[World]:
    with WORLDS[request.param](cast) as made:
        yield made


@pytest.fixture
def australia(cast: Cast) -> Iterator[World]:
    with WORLDS["xero"](cast) as made:
        yield made


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    xero = Xero(people=[each.email for each in cast.members.values()])
    stand_in = xero.stand_in()
    with serving(stand_in) as address:
        settings = Settings(xero_url=address, xero_token_url=f"{address}/token")
        connected = subscribers.systems(settings)[Provider.XERO, Mode.LIVE]
        yield Office(cast, xero, stand_in, connected)
