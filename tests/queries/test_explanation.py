"""Every figure explains itself: on any day, and as it was known at any moment."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy import Level, PolicyVersion
from leavebook.domain.problems import Code
from leavebook.queries.books.explanation import explained
from leavebook.queries.books.simulation import Change, simulate
from leavebook.services.books.batches import Open, Tally
from leavebook.services.books.catching_up import catch_up
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.policies import policies
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal

JUNE = whole_days(date(2026, 6, 8), date(2026, 6, 12))


def opening(cast: Cast, now: datetime = NOW) -> Open:
    return partial(cast.acting, None, now=now)


def book(cast: Cast, *, approve: bool = True) -> int:
    with cast.acting("bea") as tx:
        request = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(JUNE,),
            ),
        )
    if approve:
        with cast.acting("mo") as tx:
            decisions.approve(tx, request.id)
    return request.id


def test_a_grant_names_its_rule_its_inputs_and_its_rounding(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        found = explained(tx, cast.bea.employee_id, cast.leave_types["AL"])

    grants = [
        line.movement
        for line in found.lines
        if line.movement.kind is MovementKind.GRANT and line.movement.year == date(2026, 1, 1)
    ]
    (grant,) = grants
    assert grant.why.rule in found.rules
    assert dict(grant.why.inputs)["entitlement"] == "21.0000"
    assert grant.why.rounding.startswith("year: up 0.5")


@pytest.mark.parametrize(
    ("on", "balance"),
    [
        (date(2025, 12, 31), 21),  # 5 carried in lapsed on 31 March, 21 granted
        (date(2026, 3, 31), 26),
        (date(2026, 4, 1), 21),
        (date(2026, 6, 9), 19),
        (date(2027, 1, 1), 26),
        (date(2027, 4, 1), 21),
    ],
)
def test_a_balance_is_known_on_any_day(cast: Cast, on: date, balance: int) -> None:
    book(cast)

    with cast.acting("bea") as tx:
        found = explained(tx, cast.bea.employee_id, cast.leave_types["AL"], on=on)

    assert found.balance == balance
    assert sum(found.buckets.values()) == found.available


def test_the_carried_bucket_is_consumed_before_it_lapses(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        found = explained(tx, cast.bea.employee_id, cast.leave_types["AL"], on=date(2027, 1, 1))

    lapsing = {
        bucket.usable_to: rest
        for bucket, rest in found.buckets.items()
        if bucket.kind is BucketKind.CARRIED
    }
    assert lapsing == {date(2027, 3, 31): 5}


def test_what_was_known_before_a_request_does_not_know_it(cast: Cast) -> None:
    later = NOW + timedelta(hours=1)
    with cast.acting("bea", now=later) as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(JUNE,),
            ),
        )

    known = {}
    for moment in (NOW, later):
        with cast.acting("bea", now=later) as tx:
            known[moment] = explained(
                tx,
                cast.bea.employee_id,
                cast.leave_types["AL"],
                on=date(2026, 6, 30),
                known_at=moment,
            ).available

    assert known == {NOW: 21, later: 16}


def test_a_later_correction_does_not_change_what_was_known(cast: Cast) -> None:
    later = NOW + timedelta(days=1)
    with cast.acting("ada", now=later) as tx:
        policies.add_version(
            tx,
            cast.leave_types["AL"],
            PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(25)),)),
        )
    catch_up(opening(cast, later), Tally())

    with cast.acting("bea", now=later) as tx:
        which = (cast.bea.employee_id, cast.leave_types["AL"])
        before = explained(tx, *which, on=date(2026, 4, 2), known_at=NOW)
        now = explained(tx, *which, on=date(2026, 4, 2), known_at=later)

    assert before.balance == 21
    assert now.balance == 25


@pytest.mark.parametrize("who", ["kim", "sid"])
def test_whose_balance_it_is_not_hears_that_there_is_nobody(
    cast: Cast, strangers: Cast, who: str
) -> None:
    company = strangers if who == "sid" else cast

    def look() -> None:
        with company.acting("bea" if who == "sid" else who) as tx:
            explained(tx, cast.bea.employee_id, cast.leave_types["AL"])

    assert refusal(look) == [(Code.NOT_FOUND, None)]


def test_a_simulation_tells_before_and_after_and_what_would_break(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        long = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 8, 3), date(2026, 8, 21)),),
            ),
        )
    first = book(cast)
    version = PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(17)),))

    found = simulate(opening(cast), Change(leave_type_id=cast.leave_types["AL"], version=version))

    bea = next(each for each in found.people if each.employee_id == cast.bea.employee_id)
    assert [bea.entitled_before, bea.entitled_after] == [Decimal(21), Decimal(17)]
    assert [bea.remaining_before, bea.remaining_after] == [Decimal(1), Decimal(-3)]
    # Both were asked for at the same moment; the later leave is the one that does not fit.
    assert {each.id for each in bea.broken} <= {long.id, first}
    assert len(bea.broken) == 1


def test_a_simulation_writes_nothing(cast: Cast) -> None:
    version = PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(1)),))
    with cast.acting() as tx:
        before = tx.rows("SELECT * FROM ledger_entry ORDER BY id")

    simulate(opening(cast), Change(leave_type_id=cast.leave_types["AL"], version=version))

    with cast.acting() as tx:
        assert tx.rows("SELECT * FROM ledger_entry ORDER BY id") == before
        assert tx.value("SELECT count(*) FROM ledger_account WHERE due_because IS NOT NULL") == 0


@pytest.mark.parametrize(("first", "refused"), [("2029-04-01", False), ("2029-04-02", True)])
def test_a_change_is_tried_at_most_three_years_ahead(
    cast: Cast, first: str, *, refused: bool
) -> None:
    version = PolicyVersion("", date.fromisoformat(first), levels=(Level(Decimal(30)),))
    change = Change(leave_type_id=cast.leave_types["AL"], version=version)

    if refused:
        assert refusal(lambda: simulate(opening(cast), change)) == [(Code.INVALID, "valid_from")]
    else:
        assert simulate(opening(cast), change).day == version.valid_from


def test_an_impossible_simulation_is_refused_by_field(cast: Cast) -> None:
    version = PolicyVersion("", date(2026, 1, 1), levels=())

    found = refusal(
        lambda: simulate(
            opening(cast), Change(leave_type_id=cast.leave_types["AL"], version=version)
        )
    )

    assert found == [(Code.INVALID, "levels")]
