"""Closing the company on days that are taken from people's leave, and taking that back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.services.newcomers import refusal
from tests.services.opened_books import opening, remaining
from tests.services.shutting import (
    MONDAY,
    SATURDAY,
    call_off,
    close,
    leave_bea_only,
    leave_of,
    order,
    own_leave,
    settle,
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
