"""A system that hangs keeps no other waiting."""

import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Provider
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast
from tests.conftest import Cluster
from tests.faults.outside import Outside, everything_outside
from tests.faults.workers import Workplace, worker
from tests.integrations.vendors import VENDORS

PATIENCE = 60
DAYS = [date(2026, 6, 1) + timedelta(days=offset) for offset in range(4)]


@pytest.fixture
def outside(cast: Cast) -> Iterator[Outside]:
    with everything_outside() as found:
        found.welcome(cast)
        yield found


def approve(cast: Cast, who: str, day: date) -> None:
    asked = LeaveAsked(
        employee_id=cast.members[who].employee_id,
        leave_type_id=cast.leave_types["UL"],
        spans=(whole_days(day),),
    )
    with cast.acting(who) as tx:
        request = requests.submit(tx, asked)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)


@pytest.mark.parametrize("hanging", VENDORS)
def test_a_system_that_hangs_keeps_no_other_waiting(
    cast: Cast, cluster: Cluster, outside: Outside, tmp_path: Path, hanging: Provider
) -> None:
    goes_on = threading.Event()
    outside.vendors[hanging].stand_in.wait = lambda: goes_on.wait(PATIENCE)
    others = [vendor for provider, vendor in outside.vendors.items() if provider is not hanging]
    for day, who in product(DAYS, ("bea", "kim")):
        approve(cast, who, day)

    with worker(Workplace(cluster, tmp_path, outside.settings)):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            told = [len(vendor.markers()) for vendor in others]
            if min(told) == 2 * len(DAYS):
                break
            time.sleep(0.1)
        not_told = len(outside.vendors[hanging].markers())
        goes_on.set()

    assert (told, not_told) == ([2 * len(DAYS)] * len(others), 0)
