"""Every system outside at once, played by our own stand-ins, and the companies that use them."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from leavebook.domain.integrations import Provider
from leavebook.settings import Settings
from tests.cast import Cast
from tests.integrations.plots import connected
from tests.integrations.stand_in import serving
from tests.integrations.vendors import VENDORS, Vendor


@dataclass(frozen=True)
class Outside:
    """What is served, and what Leavebook has to be set to so that it finds it."""

    vendors: Mapping[Provider, Vendor]
    settings: Mapping[str, Any]

    def welcome(self, cast: Cast) -> None:
        """Connect a company to everything."""
        for provider, vendor in self.vendors.items():
            vendor.meet(cast)
            connected(cast, provider, Settings(**self.settings), vendor.given)


@contextmanager
def everything_outside() -> Iterator[Outside]:
    """Serve a stand-in of every system."""
    vendors = {provider: make() for provider, make in VENDORS.items()}
    settings: dict[str, Any] = {}
    with ExitStack() as running:
        for vendor in vendors.values():
            settings |= vendor.settings(running.enter_context(serving(vendor.stand_in)))
        yield Outside(vendors, settings)
