"""What is shown is as of today, although the worker has not been there since."""

from datetime import UTC, date, datetime
from decimal import Decimal

from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.books.balance_report import balance_report
from leavebook.queries.leave.inbox import inbox
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import NOW, Cast

APRIL_2027 = datetime(2027, 4, 1, 8, tzinfo=UTC)


def ask(cast: Cast, first: date, last: date, *, now: datetime = NOW) -> None:
    with cast.acting("bea", now=now) as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, last),),
            ),
        )


def left_afterwards(cast: Cast, *, now: datetime = NOW) -> list[Decimal | None]:
    with cast.acting("mo", now=now) as tx:
        return [each.left_after for each in inbox(tx)]


def test_the_inbox_counts_what_lapsed_although_nobody_wrote_it_down(cast: Cast) -> None:
    # 21 of 2027 and 5 carried over, which lapsed after 31 March; five days are asked for.
    ask(cast, date(2027, 5, 10), date(2027, 5, 14), now=datetime(2026, 12, 30, 8, tzinfo=UTC))

    assert left_afterwards(cast, now=APRIL_2027) == [Decimal(16)]


def test_leave_of_next_year_is_held_against_what_next_year_will_open_with(cast: Cast) -> None:
    ask(cast, date(2027, 5, 10), date(2027, 5, 14))

    # 21 and 5 carried over, less the five asked for.
    assert left_afterwards(cast) == [Decimal(21)]


def test_the_inbox_shows_what_is_kept_while_that_is_of_today(cast: Cast) -> None:
    ask(cast, date(2026, 5, 4), date(2026, 5, 8))

    assert left_afterwards(cast) == [Decimal(16)]


def test_the_report_shows_the_year_that_has_begun_although_the_worker_was_away(cast: Cast) -> None:
    with cast.acting("ada", now=APRIL_2027) as tx:
        report = balance_report(tx, cast.leave_types["AL"], today=APRIL_2027.date())

    assert {(each.full_name, each.allocated, each.carried_forward) for each in report.lines} == {
        (name, Decimal(21), Decimal(0)) for name in ("Ada", "Mo", "Bea", "Kim")
    }
    assert {each.department for each in report.lines} == {"Engineering"}
