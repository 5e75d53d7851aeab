"""A company whose payroll is our stand-in for Xero."""

import time
from datetime import date

from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside.remote_systems import RemoteSystem
from tests.integrations import xero_stand_in
from tests.integrations.plots import World, account_of

COUNTRIES = ("xero", "xero-nz")
MAY = date(2026, 5, 4)


def vendor(world: World) -> xero_stand_in.Xero:
    found = world.stand_in.serve.__self__  # type: ignore[attr-defined]  # the method of the stand-in's vendor
    assert isinstance(found, xero_stand_in.Xero)
    return found


def system(world: World) -> RemoteSystem:
    reach = world.systems[Provider.XERO, Mode.LIVE].reach
    return reach(account_of(world, send_before=time.monotonic() + 60))


def questions(world: World, about: str) -> int:
    """Return how often Xero was asked about something."""
    return len([each for each in world.stand_in.asked if each.path.endswith(about)])


def error_of(world: World, request_id: int) -> str:
    return world.links(request_id)[0].error or ""
