from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast

APRIL = whole_days(date(2026, 4, 10), date(2026, 4, 14))  # Friday to Tuesday


def annual(cast: Cast, who: str = "bea", span: object = APRIL) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.members[who].employee_id,
        leave_type_id=cast.leave_types["AL"],
        spans=(span,),  # type: ignore[arg-type]  # a span, given by name
    )


def figures(cast: Cast, who: str = "bea") -> tuple[Decimal, Decimal]:
    with cast.acting() as tx:
        row = tx.row(
            "SELECT used, pending FROM balance WHERE employee_id = %(e)s AND leave_type_id = %(t)s"
            " AND year_start = '2026-01-01'",
            e=cast.members[who].employee_id,
            t=cast.leave_types["AL"],
        )
    assert row is not None
    return row.used, row.pending


def test_a_request_reserves_its_working_days_and_approval_uses_them(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        request = requests.submit(tx, annual(cast))
    reserved = figures(cast)
    with cast.acting("mo") as tx:
        approved = decisions.approve(tx, request.id)

    assert request.state is State.PENDING
    assert request.amount == 3
    assert reserved == (Decimal(0), Decimal(3))
    assert approved.state is State.APPROVED
    assert figures(cast) == (Decimal(3), Decimal(0))


def test_withdrawing_gives_the_days_back(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        request = requests.submit(tx, annual(cast))
    with cast.acting("bea") as tx:
        withdrawn = decisions.cancel(tx, request.id)

    assert withdrawn.state is State.WITHDRAWN
    assert figures(cast) == (Decimal(0), Decimal(0))


def test_nobody_decides_on_their_own_leave(cast: Cast) -> None:
    with cast.acting("mo") as tx:
        request = requests.submit(tx, annual(cast, "mo"))

    with pytest.raises(Refused) as refused, cast.acting("mo") as tx:
        decisions.approve(tx, request.id)

    assert [problem.code for problem in refused.value.problems] == [Code.OWN_REQUEST]


def test_overlapping_leave_is_refused_and_changes_nothing(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        requests.submit(tx, annual(cast))
    before = figures(cast)

    with pytest.raises(Refused) as refused, cast.acting("bea") as tx:
        requests.submit(tx, annual(cast))

    assert [problem.code for problem in refused.value.problems] == [Code.OVERLAPS]
    assert figures(cast) == before


def test_more_than_is_left_is_refused_with_the_figures(cast: Cast) -> None:
    long = whole_days(date(2026, 6, 1), date(2026, 7, 31))

    with pytest.raises(Refused) as refused, cast.acting("bea") as tx:
        requests.submit(tx, annual(cast, span=long))

    (problem,) = refused.value.problems
    assert problem.code is Code.NOT_ENOUGH_LEFT
    assert problem.facts["asked"] == 45
