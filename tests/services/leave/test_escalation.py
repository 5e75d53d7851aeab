"""What waits for a decision is brought up again, and then comes to the next in line."""

from datetime import UTC, date, datetime, timedelta

from leavebook.domain.approval.states import Chain, State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.queries.leave.request_page import request_page
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.database import Database
from tests.cast import NOW, Cast, found_company
from tests.services.newcomers import refusal
from tests.services.waiting import (
    EASTER_TUESDAY,
    MONTHS_LATER,
    NOT_THE_APPROVER,
    THURSDAY,
    WEDNESDAY,
    ask,
    history,
    let_kim_come_before_mo,
    look,
    told,
    waits_for,
)


def test_after_two_working_days_the_manager_is_reminded_once(cast: Cast) -> None:
    request = ask(cast)

    assert look(cast, THURSDAY) == {}
    assert look(cast, EASTER_TUESDAY) == {"decisions_reminded": 1}
    assert look(cast, EASTER_TUESDAY) == {}

    assert history(cast, request) == [("reminded", "approver")]
    assert told(cast, request) == {"reminded": {"bea", "mo"}}


def test_after_three_it_comes_to_the_next_manager_who_may_decide_from_then_on(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    request = ask(cast)
    look(cast, EASTER_TUESDAY)

    assert waits_for(cast, "mo", EASTER_TUESDAY) == []
    with cast.acting("mo", now=EASTER_TUESDAY) as tx:
        refused = refusal(lambda: decisions.approve(tx, request))
    assert refused == [NOT_THE_APPROVER]

    assert look(cast, WEDNESDAY) == {"decisions_passed_on": 1}
    assert told(cast, request)["escalated"] == {"bea", "mo"}
    assert waits_for(cast, "mo", WEDNESDAY) == [request]
    with cast.acting("mo", now=WEDNESDAY) as tx:
        assert leave_detail(tx, request).id == request
        assert request_page(tx, request).moves["approve"]
        assert decisions.approve(tx, request).state is State.APPROVED


def test_whoever_was_asked_first_may_still_decide(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    request = ask(cast)
    look(cast, WEDNESDAY)

    with cast.acting("kim", now=WEDNESDAY) as tx:
        assert decisions.approve(tx, request).state is State.APPROVED


def test_what_came_to_somebody_is_that_request_alone(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    with cast.acting("bea") as tx:
        other = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 10, 5)),),
            ),
        )
    with cast.acting("kim") as tx:
        decisions.approve(tx, other.id)
    request = ask(cast)
    look(cast, WEDNESDAY)

    with cast.acting("mo", now=WEDNESDAY) as tx:
        leave_detail(tx, request)
        unseen = refusal(lambda: leave_detail(tx, other.id))
        forbidden = refusal(lambda: decisions.cancel(tx, request))
    assert (unseen, forbidden) == ([(Code.NOT_FOUND, None)], [(Code.FORBIDDEN, None)])


def test_a_manager_who_is_next_no_more_may_decide_no_more(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    request = ask(cast)
    look(cast, WEDNESDAY)

    with cast.acting() as tx:
        tx.run("UPDATE employee SET manager_id = NULL WHERE id = %(kim)s", kim=cast.kim.employee_id)

    assert waits_for(cast, "mo", WEDNESDAY) == []
    with cast.acting("mo", now=WEDNESDAY) as tx:
        assert refusal(lambda: decisions.approve(tx, request)) == [NOT_THE_APPROVER]


def test_a_deputy_comes_before_the_next_manager_and_the_office_last(cast: Cast) -> None:
    let_kim_come_before_mo(cast, deputy="ada")
    request = ask(cast)

    for day in range(1, 40):
        look(cast, NOW + timedelta(days=day))

    assert history(cast, request) == [
        ("reminded", "approver"),
        ("escalated", "deputy"),
        ("reminded", "deputy"),
        ("escalated", "next_manager"),
        ("reminded", "next_manager"),
        ("escalated", "office"),
        ("reminded", "office"),
    ]


def test_an_approver_who_is_away_too_long_is_passed_over_at_once(cast: Cast) -> None:
    let_kim_come_before_mo(cast)
    with cast.acting("kim") as tx:
        asked = LeaveAsked(
            employee_id=cast.kim.employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 4, 1), date(2026, 4, 17)),),
        )
        away = requests.submit(tx, asked)
    with cast.acting("mo") as tx:
        decisions.approve(tx, away.id)
    request = ask(cast)

    look(cast, NOW)

    assert history(cast, request) == [("escalated", "next_manager")]
    back = datetime(2026, 4, 20, 8, tzinfo=UTC)
    look(cast, back)
    assert ("escalated", "approver") not in history(cast, request)


def test_at_the_second_stage_the_office_is_reminded_and_nobody_else_comes_next(
    database: Database,
) -> None:
    cast = found_company(database, chain=Chain.TWO_STAGE)
    request = ask(cast)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)

    look(cast, MONTHS_LATER)

    assert history(cast, request) == [("reminded", "office")]
    assert told(cast, request) == {"reminded": {"bea", "ada"}}


def test_a_cancellation_that_waits_is_brought_up_as_well(cast: Cast) -> None:
    request = ask(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_request SET state = 'cancel_requested', stage = NULL WHERE id = %(id)s",
            id=request,
        )

    assert look(cast, EASTER_TUESDAY) == {"decisions_reminded": 1}
