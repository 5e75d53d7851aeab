"""What several tests of services begin with."""

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.services import decisions, requests
from leavebook.services.integrations import connect
from tests.cast import Cast
from tests.integrations.jobs import hear_everything
from tests.services.remotes import leave


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
