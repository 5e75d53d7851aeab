"""What waits for a decision is brought up again, and then comes to the next in line."""

from datetime import UTC, date, datetime, timedelta

from leavebook.domain.approval.states import Chain, State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.inbox import inbox
from leavebook.queries.leave_detail import leave_detail
from leavebook.queries.request_page import request_page
from leavebook.services import daily, decisions, escalation, requests
from leavebook.services.batches import Tally
from leavebook.services.notifications import notify
from leavebook.services.patience import be_patient
from leavebook.services.requests import LeaveAsked
from leavebook.storage import companies, events
from leavebook.storage.database import Database
from tests.cast import NOW, Cast, found_company
from tests.services.books import opening
from tests.services.newcomers import refusal

# NOW is Wednesday, 1 April 2026; Good Friday and Easter Monday are free in Berlin.
THURSDAY, EASTER_TUESDAY = NOW + timedelta(days=1), NOW + timedelta(days=6)
WEDNESDAY, THURSDAY_AFTER = NOW + timedelta(days=7), NOW + timedelta(days=8)
MONTHS_LATER = datetime(2026, 8, 3, 8, tzinfo=UTC)
NOT_THE_APPROVER = (Code.NOT_THE_APPROVER, None)


def ask(cast: Cast, who: str = "bea", *, now: datetime = NOW) -> int:
    with cast.acting(who, now=now) as tx:
        asked = LeaveAsked(
            employee_id=cast.members[who].employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 9, 7), date(2026, 9, 11)),),
        )
        return requests.submit(tx, asked).id


def look(cast: Cast, now: datetime) -> dict[str, int]:
    tally = Tally()
    escalation.bring_up(opening(cast, now), tally)
    assert tally.failures == []
    return {name: count for name, count in tally.counts.items() if count}


def history(cast: Cast, request: int) -> list[tuple[str, object]]:
    """Return what the house itself has said about the request."""
    with cast.acting() as tx:
        told = events.of_request(tx, request)
    return [(each.name, each.details["rung"]) for each in told if "rung" in each.details]


def told(cast: Cast, request: int) -> dict[str, set[str]]:
    """Have everybody told of what the house said, and return who was told of what."""
    with cast.acting() as tx:
        names = {member.user_id: who for who, member in cast.members.items()}
        said = tx.rows(
            "SELECT id, uuid, name FROM event WHERE request_id = %(id)s"
            " AND name IN ('reminded', 'escalated') ORDER BY id",
            id=request,
        )
        for event in said:
            notify(tx, event.uuid)
        found: dict[str, set[str]] = {}
        for event in said:
            rows = tx.rows("SELECT user_id FROM notification WHERE event_id = %(id)s", id=event.id)
            found.setdefault(event.name, set()).update(names[row.user_id] for row in rows)
    return found


def waits_for(cast: Cast, who: str, now: datetime) -> list[int]:
    with cast.acting(who, now=now) as tx:
        return [each.line.id for each in inbox(tx)]


def let_kim_come_before_mo(cast: Cast, *, deputy: str | None = None) -> None:
    """Have Kim decide on Bea's leave and Mo, whose report Kim is, come next."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET manager_id = %(kim)s WHERE id = %(bea)s",
            kim=cast.kim.employee_id,
            bea=cast.bea.employee_id,
        )
        if deputy is not None:
            second = cast.members[deputy].employee_id
            companies.set_lead(tx, cast.department_id, lead_id=None, deputy_id=second)


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


def test_a_company_may_be_more_patient(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        be_patient(tx, remind_after=10, escalate_after=20)
    ask(cast)

    assert look(cast, NOW + timedelta(days=15)) == {}
    assert look(cast, NOW + timedelta(days=21)) == {"decisions_reminded": 1}


def test_one_request_that_cannot_be_read_stops_nobody_else(cast: Cast) -> None:
    broken, fine = ask(cast), ask(cast, "kim")
    with cast.acting() as tx:
        tx.run(
            "INSERT INTO event (company_id, uuid, name, at, door, request_id, details) VALUES"
            " (%(company)s, gen_random_uuid(), 'edited', 'infinity', 'test', %(id)s, '{}')",
            company=cast.company_id,
            id=broken,
        )

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
