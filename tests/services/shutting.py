"""Closing the cast's company on days that are taken from people's leave."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from leavebook.domain.calendar.spans import Span
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.services.books import adjustments
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.books.batches import Tally
from leavebook.services.leave import decisions, requests, shutdowns
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.leave.shutdowns import ShutdownTerms
from leavebook.services.policies import leave_types as offered
from leavebook.services.policies.leave_types import NewLeaveType
from tests.cast import JOINED, NOW, Cast
from tests.services.opened_books import opening

MONDAY = date(2026, 6, 8)
WEDNESDAY = date(2026, 6, 10)
FRIDAY = date(2026, 6, 12)
SATURDAY = 5


def terms(cast: Cast, **differently: Any) -> ShutdownTerms:  # noqa: ANN401  any field of terms
    return ShutdownTerms(
        **{
            "name": "Summer break",
            "first_day": MONDAY,
            "last_day": FRIDAY,
            "leave_type_id": cast.leave_types["AL"],
            "when_short": WhenShort.UNPAID,
            "other_type_id": cast.leave_types["UL"],
            **differently,
        }
    )


def order(cast: Cast, who: str = "ada", **differently: Any) -> int:  # noqa: ANN401  as above
    with cast.acting(who) as tx:
        return shutdowns.order(tx, terms(cast, **differently))


def settle(cast: Cast, now: datetime = NOW) -> Tally:
    tally = Tally()
    shutdowns.settle(opening(cast, now), tally)
    assert tally.failures == []
    return tally


def close(cast: Cast, **differently: Any) -> int:  # noqa: ANN401  as above
    shutdown_id = order(cast, **differently)
    settle(cast)
    return shutdown_id


def call_off(cast: Cast, shutdown_id: int) -> None:
    with cast.acting("ada") as tx:
        shutdowns.call_off(tx, shutdown_id)
    settle(cast)


def leave_of(cast: Cast, who: str = "bea") -> list[tuple[str, Decimal | int, str]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT t.code, r.amount, r.state FROM leave_request AS r"
            " JOIN leave_type AS t ON t.id = r.leave_type_id"
            " WHERE r.employee_id = %(e)s ORDER BY r.first_day, r.id",
            e=cast.members[who].employee_id,
        )
    return [(row.code, row.amount, row.state) for row in rows]


def leave_bea_only(cast: Cast, days: str) -> None:
    with cast.acting("ada") as tx:
        adjustments.adjust(
            tx,
            Adjustment(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                amount=Decimal(days) - 21,
                reason="used up elsewhere",
            ),
        )


def ask(cast: Cast, span: Span, who: str = "bea") -> int:
    with cast.acting(who) as tx:
        return requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(span,),
            ),
        ).id


def own_leave(cast: Cast, span: Span) -> int:
    request_id = ask(cast, span)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def given_leave(cast: Cast) -> int:
    """Offer leave that the company gives, paid and without a balance."""
    with cast.acting("ada") as tx:
        return offered.add(
            tx,
            NewLeaveType(
                name="Given by the company",
                code="GIFT",
                rules=LeaveTypeRules(LeaveTypeId(0), has_balance=False),
                policy=PolicyVersion("", JOINED, method=GrantMethod.UNLIMITED),
                paid=True,
            ),
        )
