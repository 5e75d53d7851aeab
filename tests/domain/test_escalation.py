from datetime import date, timedelta

import pytest

from leavebook.domain.approval.escalation import MOST_PATIENCE, Candidate, Patience, Rung, turn
from tests.domain.weeks import FULL_TIME, NOTHING, calendar, holiday

THURSDAY, FRIDAY = date(2026, 4, 9), date(2026, 4, 10)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)
LADDER = tuple(Candidate(rung) for rung in Rung)


@pytest.mark.parametrize(
    ("today", "rung", "reminded"),
    [
        (FRIDAY, Rung.APPROVER, False),
        (MONDAY, Rung.APPROVER, True),
        (TUESDAY, Rung.DEPUTY, False),
        (date(2026, 4, 17), Rung.NEXT_MANAGER, False),
        (date(2026, 4, 22), Rung.OFFICE, False),
        (date(2026, 12, 1), Rung.OFFICE, True),
    ],
)
def test_a_request_is_reminded_after_two_working_days_and_moves_on_after_three(
    today: date, rung: Rung, *, reminded: bool
) -> None:
    now = turn(THURSDAY, today, LADDER, calendar=calendar())

    assert (now.who.rung, now.is_to_be_reminded) == (rung, reminded)


def test_a_holiday_gives_the_approver_a_day_more() -> None:
    now = turn(THURSDAY, TUESDAY, LADDER, calendar=calendar(FULL_TIME, holiday(MONDAY)))

    assert now.who.rung is Rung.APPROVER


@pytest.mark.parametrize(("until", "rung"), [(MONDAY, Rung.APPROVER), (TUESDAY, Rung.DEPUTY)])
def test_an_approver_who_is_away_too_long_is_passed_over_at_once(until: date, rung: Rung) -> None:
    ladder = (Candidate(Rung.APPROVER, away_until=until), *LADDER[1:])

    assert turn(THURSDAY, THURSDAY, ladder, calendar=calendar()).who.rung is rung


def test_the_last_on_the_ladder_keeps_the_request_even_when_away() -> None:
    alone = (Candidate(Rung.OFFICE, away_until=WEDNESDAY),)

    assert turn(THURSDAY, THURSDAY, alone, calendar=calendar()).who.rung is Rung.OFFICE


# Thirty working days without a holiday are six weeks: from Thursday to Thursday, 21 May.
@pytest.mark.parametrize(
    ("today", "rung", "reminded"),
    [
        (date(2026, 5, 19), Rung.APPROVER, False),
        (date(2026, 5, 20), Rung.APPROVER, True),
        (date(2026, 5, 21), Rung.DEPUTY, False),
    ],
)
def test_the_most_patience_that_can_be_chosen_is_kept(
    today: date, rung: Rung, *, reminded: bool
) -> None:
    patience = Patience(remind_after=MOST_PATIENCE - 1, escalate_after=MOST_PATIENCE)

    now = turn(THURSDAY, today, LADDER, calendar=calendar(), patience=patience)

    assert (now.who.rung, now.is_to_be_reminded) == (rung, reminded)


@pytest.mark.parametrize(
    ("today", "rung"), [(date(2026, 6, 17), Rung.APPROVER), (date(2026, 6, 18), Rung.DEPUTY)]
)
def test_four_weeks_in_which_the_house_is_closed_make_even_that_longer(
    today: date, rung: Rung
) -> None:
    closed = (MONDAY + timedelta(days=day) for day in range(28))

    now = turn(
        THURSDAY,
        today,
        LADDER,
        calendar=calendar(FULL_TIME, closures=closed),
        patience=Patience(remind_after=2, escalate_after=MOST_PATIENCE),
    )

    assert now.who.rung is rung


def test_a_calendar_without_work_does_not_hold_a_request_back_for_ever() -> None:
    now = turn(THURSDAY, date(2026, 8, 1), LADDER, calendar=calendar(NOTHING))

    assert now.who.rung is Rung.DEPUTY
