"""Changing agreed leave: April 2026 has working days from Monday 20 to Friday 24.

Bea has 21 days of annual leave in 2026, and 5 carried over that lapse on 31 March.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.queries.books.proof import prove
from leavebook.services.leave import amendments, decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.cast import NOW, Cast
from tests.services.opened_books import opening

Figures = tuple[Any, Any, Any]
"""Decimals, to be compared with plain numbers."""

WEEK = whole_days(date(2026, 4, 20), date(2026, 4, 24))  # five days
LONGER = whole_days(date(2026, 4, 20), date(2026, 4, 28))  # seven
SHORTER = whole_days(date(2026, 4, 20), date(2026, 4, 22))  # three
LATER = whole_days(date(2026, 6, 8), date(2026, 6, 12))  # five others


def leave(cast: Cast, span: Span, code: str = "AL", reason: str | None = None) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types[code],
        spans=(span,),
        reason=reason,
    )


def approved(
    cast: Cast, span: Span = WEEK, code: str = "AL", *, now: datetime = NOW
) -> LeaveRequest:
    with cast.acting("bea", now=now) as tx:
        asked = requests.submit(tx, leave(cast, span, code))
    with cast.acting("mo", now=now) as tx:
        return decisions.approve(tx, asked.id)


def asked_for(
    cast: Cast,
    old: LeaveRequest,
    span: Span,
    code: str = "AL",
    *,
    who: str = "bea",
    now: datetime = NOW,
) -> LeaveRequest:
    with cast.acting(who, now=now) as tx:
        return amendments.amend(tx, old.id, leave(cast, span, code))


def agreed(cast: Cast, new: LeaveRequest, *, who: str = "mo", now: datetime = NOW) -> LeaveRequest:
    with cast.acting(who, now=now) as tx:
        return decisions.approve(tx, new.id)


def state_of(cast: Cast, request: LeaveRequest) -> State:
    with cast.acting() as tx:
        return requests.found(tx, request.id).state


def figures(cast: Cast, code: str = "AL") -> Figures:
    """Return what is used, reserved, and written in the ledger for leave."""
    with cast.acting() as tx:
        row = tx.row(
            "SELECT used, pending, (SELECT sum(amount) FROM ledger_entry AS l"
            "   WHERE l.employee_id = b.employee_id AND l.leave_type_id = b.leave_type_id"
            "     AND coalesce(corrects, kind) IN ('use', 'reserve')) AS written"
            "  FROM balance AS b WHERE employee_id = %(e)s AND leave_type_id = %(t)s"
            "   AND year_start = '2026-01-01'",
            e=cast.bea.employee_id,
            t=cast.leave_types[code],
        )
    assert row is not None
    return row.used, row.pending, row.written or Decimal(0)


def history(cast: Cast, request: LeaveRequest) -> list[str]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT name FROM event WHERE request_id = %(id)s ORDER BY id", id=request.id
        )
    return [row.name for row in rows]


def held(cast: Cast, request: LeaveRequest) -> list[tuple[str, str]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT lower(span)::text AS first, upper(span)::text AS until FROM leave_span"
            " WHERE request_id = %(id)s AND holds ORDER BY span",
            id=request.id,
        )
    return [(row.first, row.until) for row in rows]


def refusal(act: Callable[[], object]) -> list[Code]:
    with pytest.raises(Refused) as refused:
        act()
    return [problem.code for problem in refused.value.problems]


def is_proven(cast: Cast) -> bool:
    return prove(opening(cast)).differences == ()
