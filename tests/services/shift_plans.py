"""Planning, assigning and being away, for the tests of shifts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from leavebook.domain.calendar.shifts import ShiftContent
from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.shifts import shift_assignments, shifts
from leavebook.storage.transaction import Transaction
from tests.cast import Cast

FRIDAY = date(2026, 4, 10)


TUESDAY = date(2026, 4, 14)


APRIL = whole_days(FRIDAY, TUESDAY)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def planned(cast: Cast, day: date, *, hours: tuple[int, int] = (9, 17), who: str = "mo") -> UUID:
    """Plan a shift of a day; an end before the start lies on the next one."""
    starts, ends = at(day, hours[0]), at(day, hours[1])
    if ends <= starts:
        ends += timedelta(days=1)
    with cast.acting(who) as tx:
        shift_id = shifts.plan(tx, ShiftContent(title="Desk", starts_at=starts, ends_at=ends))
        return uuid_of(tx, "shift", shift_id)


def assigned(cast: Cast, shift: UUID, who: str = "bea", *, by: str = "mo") -> UUID:
    with cast.acting(by) as tx:
        assignment_id = shift_assignments.assign(tx, shift, user_uuid(tx, cast, who))
        return uuid_of(tx, "shift_assignment", assignment_id)


def user_uuid(tx: Transaction, cast: Cast, who: str) -> UUID:
    return uuid_of(tx, "user_account", cast.members[who].user_id)


def uuid_of(tx: Transaction, table: str, row_id: int) -> UUID:
    uuid: UUID = tx.value(f"SELECT uuid FROM {table} WHERE id = %(id)s", id=row_id)
    return uuid


def standing(cast: Cast, assignment: UUID) -> tuple[str, int | None]:
    with cast.acting() as tx:
        row = tx.row(
            "SELECT state, request_id FROM shift_assignment WHERE uuid = %(u)s", u=assignment
        )
    assert row is not None
    return row.state, row.request_id


def asked(cast: Cast, *spans: Span, kind: str = "AL") -> int:
    with cast.acting("bea") as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types[kind],
                spans=spans or (APRIL,),
            ),
        )
    return request.id


def approved(cast: Cast, *spans: Span) -> int:
    request_id = asked(cast, *spans)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def told(cast: Cast, request_id: int, name: str) -> list[Mapping[str, object]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT details FROM event WHERE request_id = %(r)s AND name = %(n)s ORDER BY id",
            r=request_id,
            n=name,
        )
    return [row.details for row in rows]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[Code]:
    return [problem.code for problem in refused.value.problems]


def only(refused: pytest.ExceptionInfo[Refused]) -> Problem:
    (problem,) = refused.value.problems
    return problem
