"""Leave that was taken and not earned by the last day: seen, settled and told to the office."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.policy.policy import LeaverOverdraft, Level, PolicyVersion
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people.exits import part
from leavebook.services.policies import policies
from tests.cast import NOW, Cast
from tests.services.opened_books import opening

LAST_DAY = date(2026, 5, 31)
AFTERWARDS = NOW + timedelta(days=61)


def agree_on(cast: Cast, overdraft: LeaverOverdraft) -> None:
    version = PolicyVersion(
        "", date(2026, 1, 1), levels=(Level(Decimal(21)),), leaver_overdraft=overdraft
    )
    with cast.acting("ada") as tx:
        policies.add_version(tx, cast.leave_types["AL"], version)
    daily.run(opening(cast))


def take(cast: Cast, first: date, last: date) -> None:
    with cast.acting("bea") as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, last),),
            ),
        )
    with cast.acting("mo") as tx:
        decisions.approve(tx, request.id)


def part_with_bea(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=LAST_DAY)


def balance(cast: Cast, *kinds: str) -> Decimal:
    """Return the sum of Bea's entries, or of those of some kinds."""
    with cast.acting() as tx:
        total: Decimal = tx.value(
            "SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE employee_id = %(who)s"
            " AND leave_type_id = %(kind)s AND (%(kinds)s::text[] = '{}'"
            " OR coalesce(corrects, kind) = ANY (%(kinds)s))",
            who=cast.bea.employee_id,
            kind=cast.leave_types["AL"],
            kinds=list(kinds),
        )
    return total


def told(cast: Cast) -> list[tuple[int, list[dict[str, str]]]]:
    """Return who was told of Bea's leaving, and with what debts."""
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT n.user_id, v.details -> 'owes' AS owes FROM notification AS n"
            " JOIN event AS v ON v.id = n.event_id WHERE v.name = 'employee.left' ORDER BY n.id"
        )
    return [(row.user_id, row.owes) for row in rows]


@pytest.mark.parametrize(
    ("overdraft", "deducted", "written_off", "rest"),
    [
        # 21 × 151/365 = 8.6877, up to 9 until the end of May; twelve working days are taken.
        (LeaverOverdraft.FLAG, 0, 0, -3),
        (LeaverOverdraft.DEDUCT, 3, 0, 0),
        (LeaverOverdraft.WRITE_OFF, 0, 3, 0),
    ],
)
def test_on_the_last_day_a_debt_stays_or_is_settled_as_agreed(
    cast: Cast, overdraft: LeaverOverdraft, deducted: int, written_off: int, rest: int
) -> None:
    agree_on(cast, overdraft)
    take(cast, date(2026, 5, 4), date(2026, 5, 20))
    part_with_bea(cast)

    daily.run(opening(cast, AFTERWARDS))

    assert balance(cast, "pay_deduction") == deducted
    assert balance(cast, "write_off") == written_off
    assert balance(cast) == rest
    assert prove(opening(cast, AFTERWARDS)).differences == ()


def test_the_office_knows_in_time_what_is_to_be_deducted(cast: Cast) -> None:
    agree_on(cast, LeaverOverdraft.DEDUCT)
    take(cast, date(2026, 5, 4), date(2026, 5, 20))

    part_with_bea(cast)

    debt = {
        "leave_type_id": cast.leave_types["AL"],
        "amount": "3.0000",
        "unit": "day",
        "then": "deduct",
    }
    assert told(cast) == [(cast.ada.user_id, [debt])]


def test_nobody_is_told_of_debts_where_there_are_none(cast: Cast) -> None:
    part_with_bea(cast)

    assert told(cast) == []


def test_who_stays_after_all_has_nothing_deducted(cast: Cast) -> None:
    agree_on(cast, LeaverOverdraft.DEDUCT)
    take(cast, date(2026, 5, 4), date(2026, 5, 20))
    part_with_bea(cast)
    daily.run(opening(cast, AFTERWARDS))

    with cast.acting("ada", now=AFTERWARDS) as tx:
        part(tx, cast.bea.employee_id, exit_day=date(2026, 12, 31))

    assert balance(cast, "pay_deduction") == 0
    assert balance(cast) == 9
