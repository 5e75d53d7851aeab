import httpx2
import pytest

from leavebook.storage.database import Database
from tests.cast import Cast
from tests.dialects.nucleus.calls import Nucleus
from tests.dialects.nucleus.tribe import found_tribe


@pytest.fixture
def tribe(database: Database) -> Cast:
    """Found a company in which a manager and then an executive decide."""
    return found_tribe(database)


@pytest.fixture
def nucleus(api: httpx2.Client, tribe: Cast) -> Nucleus:
    """Call the API as the people of that company."""
    return Nucleus(api, tribe)


@pytest.fixture(scope="module")
def quiet_tribe(database: Database) -> Cast:
    """Found one such company for all tests of a file that leave it as it is."""
    return found_tribe(database)


@pytest.fixture
def quiet(api: httpx2.Client, quiet_tribe: Cast) -> Nucleus:
    """Call the API where nothing changes."""
    return Nucleus(api, quiet_tribe)
