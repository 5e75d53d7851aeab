from dataclasses import replace
from datetime import date
from decimal import Decimal

from leavebook.domain.ledger.balances import balance
from leavebook.domain.ledger.corrections import difference
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.carry_over import CarryOver
from tests.domain.ledgers import END_OF_MARCH, asked, away, somebody, up_front

FIVE_UNTIL_MARCH = CarryOver(cap=Decimal(5), last_usable=END_OF_MARCH)
END_OF_2027 = date(2027, 12, 31)


def test_equal_ledgers_need_no_correction() -> None:
    movements = replay(somebody(up_front(20, FIVE_UNTIL_MARCH)), END_OF_2027)

    assert difference(movements, movements) == ()


def test_new_leave_is_appended_as_it_is() -> None:
    facts = somebody(up_front(20))
    booked = replace(facts, uses=(away("trip", date(2026, 6, 1), 3),))

    appended = difference(replay(facts, END_OF_2027), replay(booked, END_OF_2027))

    assert appended[0].kind is MovementKind.USE
    assert appended[0].amount == -3


def test_a_rejected_request_gives_its_days_back_and_they_lapse() -> None:
    asking = somebody(up_front(20, FIVE_UNTIL_MARCH), asked("trip", date(2027, 3, 1), 3))
    stored = replay(asking, END_OF_2027)

    appended = difference(stored, replay(replace(asking, uses=()), END_OF_2027), because="rejected")

    assert [(row.corrects, row.amount) for row in appended] == [
        (MovementKind.RESERVE, Decimal(3)),
        (MovementKind.EXPIRY, Decimal(-3)),
    ]


def test_stored_rows_and_their_corrections_say_what_the_replay_says() -> None:
    facts = somebody(up_front(20, FIVE_UNTIL_MARCH), away("a", date(2026, 6, 1), 18))
    backdated = replace(facts, uses=(away("a", date(2026, 6, 1), 12),))
    stored, replayed = replay(facts, END_OF_2027), replay(backdated, END_OF_2027)

    corrected = (*stored, *difference(stored, replayed))

    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 4, 1))
    assert [balance(corrected, on) for on in days] == [balance(replayed, on) for on in days]
    assert difference(corrected, replayed) == ()


def test_a_closed_period_is_left_alone_and_the_difference_posted_in_the_open_one() -> None:
    facts = somebody(up_front(20))
    backdated = replace(facts, uses=(away("trip", date(2026, 6, 1), 3),))

    appended = difference(
        replay(facts, date(2026, 12, 31)),
        replay(backdated, date(2026, 12, 31)),
        open_from=date(2026, 9, 1),
    )

    assert [(row.on, row.posted_on) for row in appended] == [(date(2026, 6, 1), date(2026, 9, 1))]
