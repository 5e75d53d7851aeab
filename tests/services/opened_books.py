"""What the tests of the books look at and do."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.books.team_balances import team_balances
from leavebook.services.books.batches import Open
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import NOW, Cast


def opening(cast: Cast, now: datetime = NOW) -> Open:
    return partial(cast.acting, None, now=now)


def remaining(cast: Cast, who: str = "bea", code: str = "AL") -> Decimal:
    with cast.acting() as tx:
        (row,) = team_balances(
            tx,
            employee_id=cast.members[who].employee_id,
            leave_type_id=cast.leave_types[code],
        )
    assert row.is_current
    return row.remaining


def book(cast: Cast, days: int) -> None:
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 6, 8), date(2026, 6, 7 + days)),),
            ),
        )
