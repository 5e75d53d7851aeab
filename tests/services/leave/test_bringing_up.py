"""The job that brings up what waits: late, twice, beside a broken record and beside others."""

import itertools
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.services.books import daily
from leavebook.services.books.batches import Tally
from leavebook.services.leave import decisions, escalation, requests
from leavebook.services.leave.patience import be_patient
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast
from tests.services.opened_books import opening
from tests.services.waiting import (
    EASTER_TUESDAY,
    MONTHS_LATER,
    WEDNESDAY,
    ask,
    history,
    let_kim_come_before_mo,
    look,
    told,
    waits_for,
)


def test_after_a_downtime_one_word_is_said_for_all_that_was_missed(cast: Cast) -> None:
    let_kim_come_before_mo(cast, deputy="ada")
    request = ask(cast)

    assert look(cast, MONTHS_LATER) == {"decisions_passed_on": 1}
    assert look(cast, MONTHS_LATER) == {}
    assert look(cast, MONTHS_LATER + timedelta(days=14)) == {}

    assert history(cast, request) == [("escalated", "office")]
    assert told(cast, request) == {"escalated": {"bea", "ada"}}


def test_the_last_keeps_it_and_nothing_is_decided_by_waiting(cast: Cast) -> None:
    request = ask(cast)

    look(cast, MONTHS_LATER)

    with cast.acting() as tx:
        assert leave_detail(tx, request).state is State.PENDING


def test_a_request_that_was_decided_or_changed_waits_no_more_or_anew(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    decided, changed = ask(cast, "mo"), ask(cast)
    look(cast, WEDNESDAY)
    with cast.acting("ada", now=WEDNESDAY) as tx:
        decisions.approve(tx, decided)
    with cast.acting("bea", now=WEDNESDAY) as tx:
        asked = LeaveAsked(
            employee_id=cast.bea.employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 9, 14)),),
        )
        requests.edit(tx, changed, asked)

    assert look(cast, WEDNESDAY) == {}

    assert waits_for(cast, "mo", WEDNESDAY) == []
    assert look(cast, MONTHS_LATER) == {"decisions_passed_on": 1}
    assert len(history(cast, decided)) == 1


def test_a_company_may_be_more_patient(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        be_patient(tx, remind_after=10, escalate_after=20)
    ask(cast)

    assert look(cast, NOW + timedelta(days=15)) == {}
    assert look(cast, NOW + timedelta(days=21)) == {"decisions_reminded": 1}


def test_one_request_that_cannot_be_read_stops_nobody_else(cast: Cast) -> None:
    broken, fine = ask(cast), ask(cast, "kim")
    _break(cast, broken)

    tally = Tally()
    escalation.bring_up(opening(cast, EASTER_TUESDAY), tally)

    assert [(each.employee_id, each.what) for each in tally.failures] == [
        (cast.bea.employee_id, "decision")
    ]
    assert history(cast, fine) == [("reminded", "approver")]


def test_the_daily_job_does_it(cast: Cast) -> None:
    request = ask(cast)

    tally = daily.run(opening(cast, EASTER_TUESDAY))

    assert tally.counts["decisions_reminded"] == 1
    assert history(cast, request) == [("reminded", "approver")]


def test_a_stranger_hears_nothing_of_it(cast: Cast, strangers: Cast) -> None:
    request = ask(strangers)
    ask(cast)

    look(cast, MONTHS_LATER)

    assert history(strangers, request) == []


DAYS = [date(2026, 9, 1) + timedelta(days=number) for number in range(60)]
"""More than are looked at together, and all of them of one person."""


def ask_for_many(cast: Cast) -> list[int]:
    def one(day: date) -> int:
        asked = LeaveAsked(
            employee_id=cast.bea.employee_id,
            leave_type_id=cast.leave_types["UL"],
            spans=(whole_days(day),),
        )
        with cast.acting("bea") as tx:
            return requests.submit(tx, asked).id

    return [one(day) for day in DAYS if day.weekday() < 5]


class Killed(BaseException):
    """The worker is gone."""


def test_a_run_that_is_killed_is_gone_on_with_and_says_nothing_twice(cast: Cast) -> None:
    asked = ask_for_many(cast)
    open_tx, opened = opening(cast, EASTER_TUESDAY), itertools.count()

    def dying() -> AbstractContextManager[Transaction]:
        if next(opened) == 2:  # the list, the first batch, and then
            raise Killed
        return open_tx()

    with pytest.raises(Killed):
        escalation.bring_up(dying, Tally())
    said_by_then = sum(len(history(cast, request)) for request in asked)
    look(cast, EASTER_TUESDAY)

    assert 0 < said_by_then < len(asked)
    assert all(history(cast, request) == [("reminded", "approver")] for request in asked)


def test_one_broken_request_stops_no_other_of_the_same_person(cast: Cast) -> None:
    broken, *fine = ask_for_many(cast)
    _break(cast, broken)

    tally = Tally()
    escalation.bring_up(opening(cast, EASTER_TUESDAY), tally)

    assert [each.employee_id for each in tally.failures] == [cast.bea.employee_id]
    assert tally.counts["decisions_reminded"] == len(fine)
    assert all(history(cast, request) == [("reminded", "approver")] for request in fine)


def test_nobody_is_locked_for_longer_than_a_few_requests_take(cast: Cast) -> None:
    asked = ask_for_many(cast)
    open_tx, opened = opening(cast, EASTER_TUESDAY), itertools.count()

    def counted() -> AbstractContextManager[Transaction]:
        next(opened)
        return open_tx()

    escalation.bring_up(counted, Tally())

    assert 25 < len(asked) <= 50
    assert next(opened) == 3, "the list, twenty-five of them, and the rest"


def _break(cast: Cast, request: int) -> None:
    with cast.acting() as tx:
        tx.run(
            "INSERT INTO event (company_id, uuid, name, at, door, request_id, details) VALUES"
            " (%(company)s, gen_random_uuid(), 'edited', 'infinity', 'test', %(id)s, '{}')",
            company=cast.company_id,
            id=request,
        )
