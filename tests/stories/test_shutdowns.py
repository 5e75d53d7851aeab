"""What a shutdown takes is ordinary leave, whichever door looks at it."""

from dataclasses import replace
from datetime import date

import httpx2
import pytest

from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.services.books.batches import Tally
from leavebook.services.leave import shutdowns
from leavebook.services.leave.shutdowns import ShutdownTerms
from tests.cast import Cast
from tests.services.opened_books import opening
from tests.stories.pages import Pages
from tests.stories.plot import Fact
from tests.stories.tellers import Geniushr, Leaveinfo, Nucleus, Workforceos, tellers

MONDAY = date(2026, 6, 8)
FRIDAY = date(2026, 6, 12)


def closed(cast: Cast) -> int:
    """Close the company for a week, and return the request that it made of Bea's leave."""
    with cast.acting("ada") as tx:
        shutdowns.order(
            tx,
            ShutdownTerms(
                name="Summer break",
                first_day=MONDAY,
                last_day=FRIDAY,
                leave_type_id=cast.leave_types["AL"],
                when_short=WhenShort.NEGATIVE,
            ),
        )
    shutdowns.settle(opening(cast), Tally())
    with cast.acting() as tx:
        made: int = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )
    return made


def test_every_door_shows_it_as_approved_leave(cast: Cast, api: httpx2.Client) -> None:
    request = closed(cast)

    # What the pages show is read with a browser, in tests/web.
    for door in (each for each in tellers(cast, api) if not isinstance(each, Pages)):
        shown = Fact(first=MONDAY, last=FRIDAY, reason="Summer break", status="approved")
        if isinstance(door, Leaveinfo):
            shown = replace(shown, status=None)
        for who in ("bea", "mo", "ada"):
            assert door.sees(who, request) == shown, door.name


@pytest.mark.parametrize("door", [Geniushr, Nucleus, Workforceos])
def test_no_door_lets_somebody_take_their_own_back(
    cast: Cast, api: httpx2.Client, door: type[Geniushr | Nucleus | Workforceos]
) -> None:
    request = closed(cast)
    teller = door(cast, api)

    with pytest.raises(AssertionError):
        teller.cancel("bea", request)

    assert teller.sees("bea", request) == Fact(
        first=MONDAY, last=FRIDAY, reason="Summer break", status="approved"
    )
