"""Calls that need the same people in opposite orders: nobody waits for nobody in a circle."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import psycopg
import pytest

from leavebook.domain.calendar.shifts import ShiftContent
from leavebook.services.shifts import shift_assignments, shifts
from tests.cast import Cast
from tests.conftest import Cluster, bearer
from tests.races.racing import (
    RACERS,
    Act,
    Field,
    assert_books_hold,
    race,
    won,
    working_days,
)
from tests.races.test_deciding import MONDAY, approve, asked, cancel

PAIR = ("bea", "kim")


@pytest.fixture
def no_deadlock(cluster: Cluster) -> "Deadlocks":
    return Deadlocks(cluster)


class Deadlocks:
    """Counts the circles that PostgreSQL had to break."""

    def __init__(self, cluster: Cluster) -> None:
        self.url = cluster.admin_url
        self.before = self.count()

    def count(self) -> int:
        with psycopg.connect(self.url, autocommit=True) as admin:
            row = admin.execute(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            ).fetchone()
        assert row is not None
        return int(row[0])


def test_filing_for_two_people_in_opposite_orders_all_goes_through(
    field: Field, no_deadlock: Deadlocks
) -> None:
    """Ada and Mo file for Bea and Kim, one beginning with Bea and the other with Kim."""
    days = working_days(MONDAY, 10)
    ada = [field.asks("geniushr", d, d, who="ada", whom=w) for d, w in product(days, PAIR)]
    mo = [field.asks("geniushr", d, d, who="mo", whom=w) for d, w in product(days, PAIR[::-1])]

    answers = race([act for pair in zip(ada, mo, strict=True) for act in pair])

    assert len(won(answers)) == 20, [answer.text for answer in answers]
    assert no_deadlock.count() == no_deadlock.before
    assert_books_hold(field.cast)


def test_shifts_handed_over_crosswise_end_with_somebody_in_each(
    field: Field, no_deadlock: Deadlocks
) -> None:
    """Bea's shift goes to Kim while Kim's goes to Bea, and back again."""
    uuids = {
        who: _uuid(field.cast, "user_account", field.cast.members[who].user_id) for who in PAIR
    }
    early = _assigned(field.cast, uuids["bea"], day=1)
    late = _assigned(field.cast, uuids["kim"], day=2)

    def hands(assignment: UUID, to: str) -> Act:
        path = f"/v1/shiftassignments/{assignment}"
        return lambda: field.call("ada", "PATCH", path, {"userId": str(uuids[to])})

    crosswise = [
        hands(early, "kim"),
        hands(late, "bea"),
        hands(early, "bea"),
        hands(late, "kim"),
    ]
    answers = race(crosswise * (RACERS // 4))

    assert {answer.status_code for answer in answers} <= {200, 409, 412}
    assert won(answers)
    assert no_deadlock.count() == no_deadlock.before
    with field.cast.acting() as tx:
        standing = tx.value("SELECT count(*) FROM shift_assignment WHERE active")
    assert standing == 2


def test_hours_change_while_leave_is_filed_decided_and_cancelled(
    field: Field, no_deadlock: Deadlocks
) -> None:
    """Whatever comes first, the books are those of what came last."""
    cast, request = field.cast, asked(field)
    days = working_days(MONDAY + timedelta(weeks=1), RACERS // 4)

    def works(hours: float) -> Act:
        path = f"/api/v1/employees/{cast.bea.employee_id}"
        token = bearer(cast.company_token)
        return lambda: field.api.patch(path, headers=token, json={"weeklyHours": hours})

    acts: list[Act] = []
    for n, day in enumerate(days):
        acts += [
            field.asks("geniushr", day, day),
            works(20.0 + n),
            lambda: approve(field, request),
            lambda: cancel(field, request),
        ]
    race(acts)

    assert no_deadlock.count() == no_deadlock.before
    assert_books_hold(cast)


def _assigned(cast: Cast, user: UUID, *, day: int) -> UUID:
    starts = datetime(2027, 6, day, 6, tzinfo=UTC)
    content = ShiftContent(title="Shift", starts_at=starts, ends_at=starts + timedelta(hours=8))
    with cast.acting("ada") as tx:
        planned = shifts.plan(tx, content)
    shift = _uuid(cast, "shift", planned)
    with cast.acting("ada") as tx:
        made = shift_assignments.assign(tx, shift, user)
    return _uuid(cast, "shift_assignment", made)


def _uuid(cast: Cast, table: str, row_id: int) -> UUID:
    with cast.acting() as tx:
        found = tx.value(f"SELECT uuid FROM {table} WHERE id = %(id)s", id=row_id)
    assert isinstance(found, UUID)
    return found
