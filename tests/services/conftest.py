"""What several tests of services begin with."""

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.services.leave import decisions, requests
from leavebook.services.outside.integrations import connect
from leavebook.storage.outside import integration_connections
from tests.cast import Cast
from tests.integrations.jobs import hear_everything
from tests.services.payrolls import ANNUAL, Payroll
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


@pytest.fixture
def payroll(cast: Cast) -> Payroll:
    """The company's leave types and balances are kept by a payroll that knows Bea."""
    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
        settings = {"tenant": "acme", "leave_type.AL": ANNUAL}
        integration_connections.set_settings(tx, Provider.XERO, settings)
    return Payroll(knows={cast.bea.email: "E-7"})
