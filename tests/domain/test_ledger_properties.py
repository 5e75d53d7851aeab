"""What holds for every sequence of grants, leave, decisions, lapses and closes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leavebook.domain.ledger.availability import overdraft, shortfall
from leavebook.domain.ledger.balances import available, balance, rest_by_bucket, year_summary
from leavebook.domain.ledger.corrections import difference
from leavebook.domain.ledger.ledger import LedgerFacts, Use, UseState
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.entitlement import entitlement_on
from leavebook.domain.policy.frequency import (
    DAILY,
    MONTHLY,
    QUARTERLY,
    YEARLY,
    Frequency,
    half_yearly,
    monthly,
    twice_a_month,
    weekly,
)
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import ConsumptionOrder, PolicyVersion
from leavebook.domain.policy.prorata import ProRata, ProRataMethod
from leavebook.domain.policy.rounding import Rounding, RoundingMode
from tests.domain.ledgers import ZERO, amounts, in_instalments, somebody, up_front
from tests.domain.spending import spendable

END = date(2028, 12, 31)
RHYTHMS: tuple[Frequency, ...] = (
    DAILY,
    MONTHLY,
    QUARTERLY,
    YEARLY,
    weekly(4),
    monthly(13),
    monthly(31),
    twice_a_month(),
    half_yearly(),
)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
figures = st.decimals(Decimal(0), Decimal(60), places=2)
roundings = st.builds(
    Rounding,
    st.sampled_from((RoundingMode.UP, RoundingMode.NEAREST, RoundingMode.DOWN, RoundingMode.NONE)),
    st.sampled_from((Decimal(1), Decimal("0.5"), Decimal("0.01"))),
)
carry_overs = st.builds(
    CarryOver,
    cap=st.none() | st.integers(0, 10).map(Decimal),
    recarry=st.booleans(),
    last_usable=st.none() | st.just(MonthDay(3, 31)),
    protected=st.sampled_from((ZERO, Decimal(2))),
)
policies = st.builds(
    up_front,
    st.integers(0, 30),
    carry_overs,
    order=st.sampled_from(ConsumptionOrder),
    reach_through=st.booleans(),
) | st.builds(in_instalments, st.integers(0, 30), st.sampled_from(RHYTHMS[1:]))


def uses(name: str) -> st.SearchStrategy[Use]:
    return st.builds(
        Use,
        st.just(name),
        st.dates(date(2026, 1, 1), END),
        st.integers(1, 20).map(lambda halves: Decimal(halves) / 2),
        st.sampled_from(UseState),
    )


asks = st.integers(0, 12).flatmap(lambda n: st.tuples(*(uses(f"r{i}") for i in range(n))))


def booked_one_by_one(policy: PolicyVersion, asked: tuple[Use, ...]) -> LedgerFacts:
    facts = somebody(policy)
    for ask in asked:
        if shortfall(facts, [ask]) is None:
            facts = replace(facts, uses=(*facts.uses, ask))
    return facts


@given(figures, st.sampled_from(RHYTHMS), roundings, roundings, days_of_2026)
def test_instalments_add_up_to_the_rounded_year_exactly(
    amount: Decimal, frequency: Frequency, year: Rounding, part: Rounding, joined: date
) -> None:
    policy = in_instalments(str(amount), frequency, rounding=year, instalments=part)
    facts = somebody(policy, joined=joined)

    granted = amounts(replay(facts, date(2026, 12, 31)), MovementKind.GRANT)

    assert sum(granted, ZERO) == entitlement_on(facts, joined)
    assert all(instalment > 0 for instalment in granted)


@given(figures, st.sampled_from(ProRataMethod), days_of_2026, st.integers(0, 364))
def test_nobody_gets_more_than_the_whole_year(
    amount: Decimal, method: ProRataMethod, joined: date, length: int
) -> None:
    policy = up_front(str(amount), prorata=ProRata(method), rounding=Rounding())
    left = min(joined + timedelta(days=length), date(2026, 12, 31))

    assert 0 <= entitlement_on(somebody(policy, joined=joined, left=left), joined) <= amount


@given(policies, asks)
def test_no_sequence_of_bookings_overdraws_any_day(
    policy: PolicyVersion, asked: tuple[Use, ...]
) -> None:
    facts = booked_one_by_one(policy, asked)

    assert overdraft(facts) is None
    rests = (rest_by_bucket(replay(facts, END), use.on) for use in facts.uses)
    assert all(amount >= 0 for rest in rests for amount in rest.values())


@given(policies, asks, st.dates(date(2026, 1, 1), END))
def test_exactly_what_is_spendable_can_be_booked(
    policy: PolicyVersion, asked: tuple[Use, ...], on: date
) -> None:
    facts = booked_one_by_one(policy, asked)

    most = spendable(facts, on)

    assert most is not None
    assert shortfall(facts, [Use("all", on, most)]) is None
    assert shortfall(facts, [Use("more", on, most + Decimal("0.01"))]) is not None


@given(policies, asks, uses("cancelled"))
def test_cancelling_restores_every_balance(
    policy: PolicyVersion, asked: tuple[Use, ...], cancelled: Use
) -> None:
    facts = somebody(policy, *asked)
    before = replay(facts, END)
    with_leave = replay(replace(facts, uses=(*asked, cancelled)), END)

    after = (*with_leave, *difference(with_leave, before))

    assert [balance(after, on) for on in SOME_DAYS] == [balance(before, on) for on in SOME_DAYS]
    assert rest_by_bucket(after, END) == rest_by_bucket(before, END)


SOME_DAYS = tuple(date(2026, 1, 1) + timedelta(days=30 * step) for step in range(36))


@given(policies, asks)
def test_the_same_facts_give_the_same_movements_in_any_order_of_entry(
    policy: PolicyVersion, asked: tuple[Use, ...]
) -> None:
    movements = replay(somebody(policy, *asked), END)

    assert replay(somebody(policy, *reversed(asked)), END) == movements
    assert difference(movements, movements) == ()


@given(policies, asks, st.dates(date(2026, 1, 1), END))
def test_a_shorter_replay_is_the_beginning_of_a_longer_one(
    policy: PolicyVersion, asked: tuple[Use, ...], until: date
) -> None:
    facts = somebody(policy, *asked)

    longer = tuple(row for row in replay(facts, END) if row.on <= until)

    assert replay(facts, until) == longer


@given(policies, asks, st.dates(date(2026, 1, 1), END))
def test_the_figures_of_a_year_add_up_to_what_is_available(
    policy: PolicyVersion, asked: tuple[Use, ...], on: date
) -> None:
    movements = replay(somebody(policy, *asked), END)

    summary = year_summary(movements, date(on.year, 1, 1), on=date(on.year, 12, 31))

    assert summary.remaining == available(movements, date(on.year, 12, 31))


@given(policies, asks)
def test_no_movement_has_more_than_four_decimals(
    policy: PolicyVersion, asked: tuple[Use, ...]
) -> None:
    movements = replay(somebody(policy, *asked), END)

    assert all(row.amount == row.amount.quantize(Decimal("0.0001")) for row in movements)
