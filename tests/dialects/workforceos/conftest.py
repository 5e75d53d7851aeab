"""Companies in which leave has been asked for already."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    asked,
    changed,
    shown,
)
from tests.dialects.workforceos.lists import DAYS, ask_for_days


@pytest.fixture
def full(api: httpx2.Client, cast: Cast) -> Cast:
    """Bea has pending leave on the fourth and approved unpaid leave on the fifth, Kim the sixth."""
    ask_for_days(api, cast, "bea", DAYS[0])
    unpaid = asked(
        api, cast.bea.token, startDate=DAYS[1], endDate=DAYS[1], leaveType="Unpaid Leave"
    )
    shown(changed(api, cast.mo.token, unpaid, status="approved"))
    ask_for_days(api, cast, "kim", DAYS[2])
    return cast
