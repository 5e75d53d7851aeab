"""The company closes, and the days are taken from people's leave."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.calendar.spans import Half, Span, whole_days
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.problems import Code
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.queries.proof import prove
from leavebook.services import adjustments, daily, decisions, joining, requests, shutdowns
from leavebook.services import leave_types as offered
from leavebook.services.adjustments import Adjustment
from leavebook.services.batches import Tally
from leavebook.services.leave_types import NewLeaveType
from leavebook.services.requests import LeaveAsked
from leavebook.services.shutdowns import ShutdownTerms
from leavebook.storage.database import Database
from tests.cast import JOINED, NOW, Cast, found_company
from tests.services.books import opening, remaining
from tests.services.newcomers import anna, refusal

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


def test_everybody_has_the_days_as_approved_leave(cast: Cast) -> None:
    close(cast)

    for who in cast.members:
        assert leave_of(cast, who) == [("AL", 5, "approved")]
    assert remaining(cast) == 16
    assert prove(opening(cast)).differences == ()


def test_the_daily_visit_charges_it(cast: Cast) -> None:
    order(cast)

    tally = daily.run(opening(cast))

    assert (tally.counts["shutdown_people"], tally.counts["shutdown_leave"]) == (4, 4)


def test_charging_again_changes_nothing(cast: Cast) -> None:
    close(cast)

    again = settle(cast)

    assert again.counts == {}
    assert leave_of(cast) == [("AL", 5, "approved")]


def test_calling_it_off_gives_every_day_back(cast: Cast) -> None:
    shutdown_id = close(cast)

    call_off(cast, shutdown_id)

    assert leave_of(cast) == [("AL", 5, "cancelled")]
    assert remaining(cast) == 21
    assert settle(cast).counts == {}
    assert prove(opening(cast)).differences == ()


def test_what_was_called_off_before_anybody_was_charged_charges_nobody(cast: Cast) -> None:
    shutdown_id = order(cast)

    call_off(cast, shutdown_id)

    assert leave_of(cast) == []


def test_what_the_balance_does_not_cover_is_unpaid(cast: Cast) -> None:
    leave_bea_only(cast, "2.5")

    close(cast)

    assert leave_of(cast) == [
        ("AL", Decimal("2.5"), "approved"),
        ("UL", Decimal("2.5"), "approved"),
    ]
    assert remaining(cast) == 0


def test_leave_asked_for_later_in_the_year_is_not_taken_for_it(cast: Cast) -> None:
    leave_bea_only(cast, "6")
    ask(cast, whole_days(date(2026, 9, 7), date(2026, 9, 11)))

    close(cast)

    assert leave_of(cast)[:2] == [("AL", 1, "approved"), ("UL", 4, "approved")]


def test_the_balance_goes_below_zero_where_it_may(cast: Cast) -> None:
    leave_bea_only(cast, "2")

    close(cast, when_short=WhenShort.NEGATIVE)

    assert leave_of(cast) == [("AL", 5, "approved")]
    assert remaining(cast) == -3
    assert prove(opening(cast)).differences == ()


def test_the_company_gives_what_is_short(cast: Cast) -> None:
    gift = given_leave(cast)
    leave_bea_only(cast, "2")

    close(cast, when_short=WhenShort.PAID, other_type_id=gift)

    assert leave_of(cast) == [("AL", 2, "approved"), ("GIFT", 3, "approved")]


def test_whoever_is_short_is_listed_and_nothing_else_is_taken(cast: Cast) -> None:
    leave_bea_only(cast, "2")

    shutdown_id = close(cast, when_short=WhenShort.LIST)

    assert leave_of(cast) == [("AL", 2, "approved")]
    with cast.acting() as tx:
        (row,) = tx.rows(
            "SELECT employee_id, missing FROM shutdown_person"
            " WHERE shutdown_id = %(s)s AND missing > 0",
            s=shutdown_id,
        )
    assert (row.employee_id, row.missing) == (cast.bea.employee_id, 3)


def test_who_was_short_is_charged_once_they_have_leave(cast: Cast) -> None:
    leave_bea_only(cast, "2")
    shutdown_id = close(cast, when_short=WhenShort.LIST)
    leave_bea_only(cast, "23")

    with cast.acting("ada") as tx:
        shutdowns.charge_again(tx, shutdown_id)
    settle(cast)

    assert leave_of(cast) == [("AL", 2, "approved"), ("AL", 2, "approved")]
    with cast.acting() as tx:
        missing = tx.value("SELECT missing FROM shutdown_person WHERE missing > 0")
    assert missing == 1


def test_who_joins_later_is_charged_by_the_next_visit(cast: Cast) -> None:
    close(cast)
    with cast.acting("ada") as tx:
        newcomer = joining.join(tx, anna(cast, joined_on=WEDNESDAY))

    settle(cast)

    with cast.acting() as tx:
        row = tx.row(
            "SELECT first_day, amount FROM leave_request WHERE employee_id = %(e)s",
            e=newcomer.id,
        )
    assert row is not None
    assert (row.first_day, row.amount) == (WEDNESDAY, 3)


def test_leave_that_somebody_has_on_the_days_stays_theirs(cast: Cast) -> None:
    own_leave(cast, Span(MONDAY, WEDNESDAY, Half.AM, Half.AM))

    close(cast)

    assert leave_of(cast) == [("AL", Decimal("2.5"), "approved")] * 2
    assert remaining(cast) == 16


def test_days_that_somebody_lets_go_of_are_taken_by_the_shutdown(cast: Cast) -> None:
    own = own_leave(cast, whole_days(MONDAY, WEDNESDAY))
    close(cast)
    with cast.acting("bea") as tx:
        decisions.cancel(tx, own)

    settle(cast)

    assert leave_of(cast) == [
        ("AL", 3, "cancelled"),
        ("AL", 3, "approved"),
        ("AL", 2, "approved"),
    ]
    assert remaining(cast) == 16


def test_nobody_takes_their_own_part_of_a_shutdown_back(cast: Cast) -> None:
    close(cast)
    with cast.acting() as tx:
        mine = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )

    def take_back() -> None:
        with cast.acting("bea") as tx:
            decisions.cancel(tx, mine)

    assert refusal(take_back) == [(Code.NOT_CANCELLABLE, None)]


def test_whom_the_office_lets_off_is_not_charged_again(cast: Cast) -> None:
    close(cast)
    with cast.acting("ada") as tx:
        mine = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )
        decisions.cancel(tx, mine, comment="keeps the servers running")

    settle(cast)

    assert leave_of(cast) == [("AL", 5, "cancelled")]
    assert remaining(cast) == 21


def test_only_the_department_that_closes_is_charged(cast: Cast) -> None:
    with cast.acting() as tx:
        sales = tx.value(
            "INSERT INTO department (company_id, name) VALUES (%(c)s, 'Sales') RETURNING id",
            c=cast.company_id,
        )
        tx.run(
            "UPDATE employee SET department_id = %(d)s WHERE id = %(e)s",
            d=sales,
            e=cast.kim.employee_id,
        )

    close(cast, department_id=sales)

    assert leave_of(cast, "kim") == [("AL", 5, "approved")]
    assert leave_of(cast, "bea") == []


def test_a_site_that_stays_open_charges_nobody(cast: Cast) -> None:
    with cast.acting() as tx:
        london = tx.value(
            "INSERT INTO site (company_id, name, country) VALUES (%(c)s, 'London', 'GB')"
            " RETURNING id",
            c=cast.company_id,
        )

    close(cast, site_id=london)

    assert leave_of(cast) == []


def test_who_leaves_before_it_gets_the_days_back(cast: Cast) -> None:
    close(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-05-31' WHERE id = %(e)s", e=cast.bea.employee_id
        )

    settle(cast)

    assert leave_of(cast) == [("AL", 5, "cancelled")]


def test_a_worker_that_was_down_makes_up_for_it(cast: Cast) -> None:
    order(cast)
    with cast.acting() as tx:
        tx.run("UPDATE employee SET created_at = '2026-01-01'")

    settle(cast, now=datetime(2026, 7, 1, 8, tzinfo=UTC))

    assert leave_of(cast) == [("AL", 5, "approved")]


def test_hours_are_charged_by_the_hour(database: Database) -> None:
    company = found_company(database, counting=CountMode.HOURS, unit=Unit.HOUR)

    close(company)

    assert leave_of(company) == [("AL", 40, "approved")]
    assert prove(opening(company)).differences == ()


def test_leave_that_slows_other_leave_is_followed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET earning = 0 WHERE id = %(t)s", t=cast.leave_types["UL"])
    leave_bea_only(cast, "2")

    close(cast)

    assert prove(opening(cast)).differences == ()


@pytest.mark.parametrize(
    ("differently", "expected"),
    [
        ({"name": " "}, [(Code.INVALID, "name")]),
        ({"last_day": MONDAY - timedelta(days=1)}, [(Code.ENDS_BEFORE_START, None)]),
        ({"last_day": date(2027, 7, 1)}, [(Code.INVALID, "last_day")]),
        (
            {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 6)},
            [(Code.INVALID, "last_day")],
        ),
        ({"other_type_id": None}, [(Code.INVALID, "other_type_id")]),
        ({"when_short": WhenShort.PAID}, [(Code.INVALID, "other_type_id")]),
        ({"site_id": 1}, [(Code.UNKNOWN_REFERENCE, "site_id")]),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    cast: Cast, differently: dict[str, Any], expected: list[tuple[Code, object]]
) -> None:
    assert refusal(lambda: order(cast, **differently)) == expected


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_but_the_office_closes_the_company(cast: Cast, who: str) -> None:
    assert refusal(lambda: order(cast, who)) == [(Code.FORBIDDEN, None)]


def test_nobody_calls_off_what_another_company_ordered(cast: Cast, strangers: Cast) -> None:
    shutdown_id = order(strangers)

    assert refusal(lambda: call_off(cast, shutdown_id)) == [(Code.NOT_FOUND, None)]


@settings(max_examples=15, deadline=None)
@given(
    left=st.integers(6, 24).map(lambda count: Decimal(count) / 2),
    own=st.none() | st.tuples(st.integers(0, 4), st.integers(0, 2)),
    days=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    when_short=st.sampled_from([WhenShort.UNPAID, WhenShort.NEGATIVE, WhenShort.LIST]),
)
def test_charging_and_calling_off_leaves_everything_as_it_was(
    database: Database,
    *,
    left: Decimal,
    own: tuple[int, int] | None,
    days: tuple[int, int],
    when_short: WhenShort,
) -> None:
    company = found_company(database)
    leave_bea_only(company, str(left))
    if own is not None:
        begins = next_working_day(MONDAY + timedelta(days=own[0]))
        own_leave(company, whole_days(begins, begins + timedelta(days=own[1])))
    before, booked_before = remaining(company), leave_of(company)
    first = MONDAY + timedelta(days=days[0])

    shutdown_id = close(
        company,
        first_day=first,
        last_day=first + timedelta(days=days[1]),
        when_short=when_short,
    )
    charged = _annual(leave_of(company)) - _annual(booked_before)

    assert remaining(company) == before - charged
    assert when_short is WhenShort.NEGATIVE or remaining(company) >= 0
    assert prove(opening(company)).differences == ()
    call_off(company, shutdown_id)
    assert remaining(company) == before
    assert prove(opening(company)).differences == ()


def _annual(leave: list[tuple[str, Decimal | int, str]]) -> Decimal:
    return sum((Decimal(amount) for code, amount, _ in leave if code == "AL"), Decimal(0))


def next_working_day(day: date) -> date:
    return day if day.weekday() < SATURDAY else day + timedelta(days=7 - day.weekday())
