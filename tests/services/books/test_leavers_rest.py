"""Leave that is left on the last day: paid, to be taken, taken at the end, or left alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.policy.payout import PayoutRule
from leavebook.domain.policy.policy import LeaverRest, Level, PolicyVersion
from leavebook.domain.problems import Code
from leavebook.queries.books.explanation import explained
from leavebook.queries.books.postings import postings
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily, payroll
from leavebook.services.books.exit_handling import handle_exits
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people.exits import part, stay
from leavebook.services.policies import policies
from leavebook.storage.leave import leave_requests
from tests.cast import NOW, Cast
from tests.domain.ledgers import days
from tests.services.books.test_leavers_debts import balance
from tests.services.newcomers import refusal
from tests.services.opened_books import opening
from tests.services.people.test_exits import login_is_open

LAST_DAY = date(2026, 5, 31)  # a Sunday
AFTERWARDS = NOW + timedelta(days=61)
EVERYTHING = PayoutRule()


def agree(cast: Cast, handling: ExitHandling, rule: PayoutRule = EVERYTHING) -> None:
    """Have annual leave be the leaver's own, and exits be handled like this."""
    version = PolicyVersion(
        "",
        date(2026, 1, 1),
        levels=(Level(Decimal(21)),),
        leaver_rest=LeaverRest.THEIRS,
        payout=rule,
    )
    with cast.acting("ada") as tx:
        policies.add_version(tx, cast.leave_types["AL"], version)
        handle_exits(tx, handling)
    daily.run(opening(cast))


def ask(cast: Cast, first: date, last: date) -> int:
    with cast.acting("bea") as tx:
        return requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, last),),
            ),
        ).id


def take(cast: Cast, first: date, last: date) -> int:
    request_id = ask(cast, first, last)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def let_bea_go(cast: Cast, on: date = LAST_DAY) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=on)


def standing(cast: Cast, on: date) -> Decimal:
    """Return what Bea's balance of annual leave is on a day, as it is explained."""
    with cast.acting("ada", now=AFTERWARDS) as tx:
        return explained(tx, cast.bea.employee_id, cast.leave_types["AL"], on=on).balance


# 21 × 151/365 = 8.6877, up to 9 until the end of May; three working days are taken.
def take_three_days(cast: Cast) -> None:
    take(cast, date(2026, 5, 4), date(2026, 5, 6))


def test_the_rest_is_paid_on_the_last_day_and_not_before(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    take_three_days(cast)

    let_bea_go(cast)
    before = balance(cast, "payout")
    daily.run(opening(cast, AFTERWARDS))

    assert before == 0
    assert balance(cast, "payout") == -6
    assert [standing(cast, LAST_DAY - timedelta(days=1)), standing(cast, LAST_DAY)] == [6, 0]
    assert prove(opening(cast, AFTERWARDS)).differences == ()


@pytest.mark.parametrize(
    ("rule", "paid"),
    [(PayoutRule(most=Decimal(4)), -4), (PayoutRule(Decimal(4), Decimal(3)), -3)],
)
def test_no_more_is_paid_than_the_policy_lets_be(cast: Cast, rule: PayoutRule, paid: int) -> None:
    agree(cast, ExitHandling.PAY_OUT, rule)
    take_three_days(cast)
    let_bea_go(cast)

    daily.run(opening(cast, AFTERWARDS))

    assert balance(cast, "payout") == paid
    assert standing(cast, LAST_DAY) == 6 + paid
    assert prove(opening(cast, AFTERWARDS)).differences == ()


def test_payroll_gets_what_was_paid_in_units(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    take_three_days(cast)
    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))

    with cast.acting("ada", now=AFTERWARDS) as tx:
        found = postings(tx, first=date(2026, 5, 31), last=date(2026, 5, 31))

    assert [(each.full_name, each.kind, each.amount, each.unit) for each in found] == [
        ("Bea", "payout", Decimal(-6), "day")
    ]


def test_an_exit_in_a_closed_period_is_paid_on_the_first_open_day(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    with cast.acting("ada", now=AFTERWARDS) as tx:
        payroll.close_through(tx, LAST_DAY)
        part(tx, cast.bea.employee_id, exit_day=LAST_DAY)

        (paid,) = (
            each
            for each in postings(tx, first=date(2026, 6, 1), last=date(2026, 6, 1))
            if each.kind == "payout"
        )

    assert (paid.amount, paid.about) == (Decimal(-9), LAST_DAY)
    assert prove(opening(cast, AFTERWARDS)).differences == ()


def test_who_stays_after_all_has_what_was_paid_given_back(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    take_three_days(cast)
    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))

    with cast.acting("ada", now=AFTERWARDS) as tx:
        bea = stay(tx, cast.bea.employee_id)

    assert (bea.left_on, bea.exit_handling) == (None, None)
    assert login_is_open(cast, cast.bea.user_id)
    assert balance(cast, "payout") == 0
    assert balance(cast) == 18
    assert prove(opening(cast, AFTERWARDS)).differences == ()


def test_who_is_not_leaving_cannot_have_it_taken_back_and_nothing_happens(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        before = tx.value("SELECT count(*) FROM event")
        stay(tx, cast.bea.employee_id)

        assert tx.value("SELECT count(*) FROM event") == before


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_the_office_takes_an_exit_back_and_only_administrators_say_how(
    cast: Cast, who: str
) -> None:
    with cast.acting(who) as tx:
        for act in (
            lambda: stay(tx, cast.kim.employee_id),
            lambda: handle_exits(tx, ExitHandling.PAY_OUT),
        ):
            assert refusal(act) == [(Code.FORBIDDEN, None)]


def test_an_exit_that_is_put_off_pays_what_is_left_then(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    take_three_days(cast)
    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))

    with cast.acting("ada", now=AFTERWARDS) as tx:
        part(tx, cast.bea.employee_id, exit_day=date(2026, 6, 30))
    daily.run(opening(cast, NOW + timedelta(days=95)))

    # 21 × 181/365 = 10.4137, up to 10.5 until the end of June; three were taken.
    assert balance(cast, "payout") == Decimal("-7.5")
    assert standing(cast, date(2026, 6, 29)) == Decimal("7.5")
    assert standing(cast, date(2026, 6, 30)) == 0
    assert prove(opening(cast, NOW + timedelta(days=95))).differences == ()


def test_a_request_that_waits_is_paid_once_it_is_rejected(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    waiting = ask(cast, date(2026, 5, 26), date(2026, 5, 27))
    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))
    first = balance(cast, "payout")

    with cast.acting("mo", now=AFTERWARDS) as tx:
        decisions.reject(tx, waiting, reason="Too late")

    assert (first, balance(cast, "payout")) == days(-7, -9)
    assert prove(opening(cast, AFTERWARDS)).differences == ()


@pytest.mark.parametrize("handling", [ExitHandling.BY_HAND, ExitHandling.MUST_TAKE])
def test_nothing_is_paid_where_the_company_handles_exits_otherwise(
    cast: Cast, handling: ExitHandling
) -> None:
    agree(cast, handling)
    let_bea_go(cast)

    daily.run(opening(cast, AFTERWARDS))

    assert balance(cast, "payout") == 0
    assert standing(cast, LAST_DAY) == 9


def test_leave_of_which_a_rest_is_nobodys_is_not_paid(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    let_bea_go(cast)
    daily.run(opening(cast, AFTERWARDS))

    with cast.acting() as tx:
        paid = tx.rows(
            "SELECT DISTINCT leave_type_id AS id FROM ledger_entry WHERE kind = 'payout'"
        )

    assert [row.id for row in paid] == [cast.leave_types["AL"]]


def test_an_exit_stays_as_it_was_handled_when_its_day_was_set(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    let_bea_go(cast)
    with cast.acting("ada") as tx:
        handle_exits(tx, ExitHandling.BY_HAND)

    daily.run(opening(cast, AFTERWARDS))

    assert balance(cast, "payout") == -9


def test_leave_booked_for_later_costs_nothing_until_the_exit_is_taken_back(cast: Cast) -> None:
    agree(cast, ExitHandling.PAY_OUT)
    later = take(cast, date(2026, 6, 1), date(2026, 6, 5))

    let_bea_go(cast)
    gone = cost(cast, later)
    with cast.acting("ada") as tx:
        stay(tx, cast.bea.employee_id)

    assert (gone, cost(cast, later)) == days(0, 5)
    assert balance(cast) == 16
    assert prove(opening(cast)).differences == ()


def cost(cast: Cast, request_id: int) -> Decimal:
    with cast.acting() as tx:
        request = leave_requests.find(tx, request_id)
    assert request is not None
    return request.amount


def told(cast: Cast) -> list[tuple[int, object]]:
    """Return who was told of Bea's leaving, and of which rests."""
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT n.user_id, v.details -> 'rests' AS rests FROM notification AS n"
            " JOIN event AS v ON v.id = n.event_id WHERE v.name = 'employee.left' ORDER BY n.id"
        )
    return [(row.user_id, row.rests) for row in rows]


@pytest.mark.parametrize(
    ("handling", "paid"), [(ExitHandling.PAY_OUT, "6.0000"), (ExitHandling.MUST_TAKE, "0")]
)
def test_the_office_knows_in_time_what_is_left(
    cast: Cast, handling: ExitHandling, paid: str
) -> None:
    agree(cast, handling)
    take_three_days(cast)

    let_bea_go(cast)

    rest = {
        "leave_type_id": cast.leave_types["AL"],
        "amount": "6.0000",
        "unit": "day",
        "then": handling,
        "paid": paid,
    }
    assert told(cast) == [(cast.ada.user_id, [rest])]
