"""Racers on the real server, all let go at once, and what must be true when they are home."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import Any, Final

import httpx2

from leavebook.queries.books.proof import prove
from tests.cast import Cast
from tests.conftest import bearer

RACERS: Final = 40
PATIENCE: Final = 60

Act = Callable[[], httpx2.Response]


@dataclass(frozen=True, slots=True)
class Field:
    """A company on the server; every call comes from somebody of its cast."""

    cast: Cast
    api: httpx2.Client

    def call(self, who: str, method: str, path: str, body: object = None) -> httpx2.Response:
        """Call as somebody of the cast."""
        token = self.cast.members[who].token
        return self.api.request(method, path, headers=bearer(token), json=body)

    def asks(self, door: str, first: date, last: date, **more: Any) -> Act:  # noqa: ANN401  handed on
        """Return the act of asking for leave through a door; Bea asks unless somebody else does."""
        return partial(_ASKS[door], self, first, last, **more)


def field_of(server: str, cast: Cast) -> Field:
    """Return a field with a connection for every racer."""
    limits = httpx2.Limits(max_connections=RACERS, max_keepalive_connections=RACERS)
    return Field(cast, httpx2.Client(base_url=server, timeout=PATIENCE, limits=limits))


def race(acts: Sequence[Act]) -> list[httpx2.Response]:
    """Let every act go at the same moment and return the answers, none of them a failure."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> httpx2.Response:
        barrier.wait(PATIENCE)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        answers = list(pool.map(run, acts))
    broken = [answer.text for answer in answers if answer.is_server_error]
    assert broken == []
    return answers


def won(answers: Sequence[httpx2.Response]) -> list[httpx2.Response]:
    """Return the answers of those who got through."""
    return [answer for answer in answers if answer.is_success]


def assert_books_hold(cast: Cast) -> None:
    """The ledger is what a replay says, no day is overdrawn and nobody is away twice."""
    proof = prove(cast.acting)
    assert proof.differences == ()
    with cast.acting() as tx:
        overdrawn = tx.rows(
            """
            SELECT employee_id, year_start FROM balance AS b
              JOIN leave_type AS t ON t.company_id = b.company_id AND t.id = b.leave_type_id
             WHERE t.code = 'AL'
               AND granted + adjusted + carried_in - carried_expired - used - pending < 0
            """
        )
        twice = tx.rows(
            """
            SELECT a.id FROM leave_span AS a
              JOIN leave_span AS b ON b.employee_id = a.employee_id AND b.id > a.id
             WHERE a.holds AND b.holds AND a.span && b.span
            """
        )
    assert overdrawn == []
    assert twice == []


def working_days(first: date, number: int) -> list[date]:
    """Return working days one after the other; first is a Monday."""
    return [first + timedelta(weeks=n // 5, days=n % 5) for n in range(number)]


def used_and_pending(cast: Cast, who: str = "bea") -> tuple[int | Decimal, int | Decimal]:
    """Return what of this year's annual leave is used and reserved."""
    with cast.acting() as tx:
        row = tx.row(
            "SELECT used, pending FROM balance WHERE employee_id = %(who)s"
            " AND leave_type_id = %(type)s AND year_start = '2026-01-01'",
            who=cast.members[who].employee_id,
            type=cast.leave_types["AL"],
        )
    assert row is not None
    return row.used, row.pending


def events_of(cast: Cast, request_id: int) -> list[str]:
    """Return the names of what happened to a request."""
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT name FROM event WHERE request_id = %(id)s ORDER BY id", id=request_id
        )
    return [row.name for row in rows]


def _ask_geniushr(
    field: Field,
    first: date,
    last: date,
    *,
    who: str = "bea",
    whom: str | None = None,
    kind: str = "AL",
    half: str | None = None,
) -> httpx2.Response:
    cast = field.cast
    body = {
        "employee_id": cast.members[whom or who].employee_id,
        "leave_type_id": cast.leave_types[kind],
        "start_date": first.isoformat(),
        "end_date": last.isoformat(),
        "is_half_day": half is not None,
        "half_day_period": half,
    }
    return field.call(who, "POST", "/api/v1/leave/requests", body)


def _ask_nucleus(field: Field, first: date, last: date, *, kind: str = "AL") -> httpx2.Response:
    with field.cast.acting() as tx:
        leave_type = tx.value(
            "SELECT uuid FROM leave_type WHERE id = %(id)s", id=field.cast.leave_types[kind]
        )
    body = {
        "leave_type_id": str(leave_type),
        "leave_type_name": "Annual Leave",
        "start_date": first.isoformat(),
        "end_date": last.isoformat(),
    }
    return field.call("bea", "POST", "/api/leave/requests", body)


def _ask_workforceos(field: Field, first: date, last: date) -> httpx2.Response:
    body = {
        "leaveType": "Annual Leave",
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
    }
    return field.call("bea", "POST", "/v1/leaverequests", body)


def _ask_leaveinfo(field: Field, first: date, last: date) -> httpx2.Response:
    body = {
        "leave_type": "Annual Leave",
        "start_date": first.isoformat(),
        "end_date": last.isoformat(),
    }
    return field.call("bea", "POST", "/ux/common/leaves/leaveinfo/", body)


_ASKS: Final[dict[str, Callable[..., httpx2.Response]]] = {
    "geniushr": _ask_geniushr,
    "nucleus": _ask_nucleus,
    "workforceos": _ask_workforceos,
    "leaveinfo": _ask_leaveinfo,
}
DOORS: Final = tuple(_ASKS)
"""The doors through which leave can be asked for; a new one adds how."""
