"""`/leave` in Slack: asking for one's own leave by the rules of every door, and what is left."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from leavebook.domain.approval.states import State
from leavebook.services.leave import decisions
from leavebook.storage.leave import leave_requests
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.integrations.slack.office import Office, chosen, on, text
from tests.integrations.stand_in import Effect, Fault

MONDAY, WEDNESDAY = date(2026, 5, 4), date(2026, 5, 6)
SATURDAY, SUNDAY = date(2026, 5, 9), date(2026, 5, 10)


def send(office: Office, who: str = "bea", **typed: dict[str, Any]) -> httpx2.Response:
    """Open the form and send it with what is typed."""
    office.command(who)
    filled = {
        "type": chosen(office.cast.leave_types["AL"]),
        "first": on(MONDAY),
        "last": on(WEDNESDAY),
        "part": chosen("days"),
        "reason": text(None),
        **typed,
    }
    return office.submit(who, office.slack.opened[-1], filled)


def leave_of(office: Office, who: str = "bea") -> list[LeaveRequest]:
    with office.cast.acting() as tx:
        rows = tx.rows(
            "SELECT id FROM leave_request WHERE employee_id = %(id)s ORDER BY id",
            id=office.cast.members[who].employee_id,
        )
        found = [leave_requests.find(tx, row.id) for row in rows]
    return [each for each in found if each is not None]


def options(view: dict[str, Any], block: str) -> list[str]:
    (found,) = [each for each in view["blocks"] if each["block_id"] == block]
    return [option["text"]["text"] for option in found["element"]["options"]]


def test_the_form_offers_the_leave_that_a_person_may_take(office: Office) -> None:
    answer = office.command("bea")

    assert (answer.status_code, answer.content) == (200, b"")
    (view,) = office.slack.opened
    assert options(view, "type") == ["Annual Leave", "Unpaid Leave"], "and nothing about sickness"
    assert options(view, "part") == ["Whole days", "The morning only", "The afternoon only"]


def test_what_is_asked_for_in_slack_waits_like_any_other_leave(office: Office) -> None:
    answer = send(office, reason=text("Moving house"))
    office.work()

    (request,) = leave_of(office)
    assert (request.first_day, request.last_day, request.days) == (MONDAY, WEDNESDAY, Decimal(3))
    assert (request.state, request.reason, request.door) == (
        State.PENDING,
        "Moving house",
        "slack",
    )
    assert request.asked_by == office.cast.bea.user_id
    view = answer.json()["view"]
    assert answer.json()["response_action"] == "update"
    assert view["blocks"][0]["text"]["text"] == (
        "You have asked for 3 days: 4 May – 6 May 2026. It waits for approval."
    )
    assert len(office.asked("mo")) == 1


def test_one_day_needs_no_last_day_and_may_be_a_half(office: Office) -> None:
    send(office, last={"type": "datepicker", "selected_date": None}, part=chosen("pm"))

    (request,) = leave_of(office)
    assert (request.first_day, request.last_day, request.half_day) == (MONDAY, MONDAY, "pm")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"last": on(date(2026, 5, 1))}, {"last": "The leave must not end before it starts."}),
        (
            {"first": on(SATURDAY), "last": on(SUNDAY)},
            {"first": "There is nothing to take on these days: none of them is worked."},
        ),
        (
            {"part": chosen("am")},
            {"part": "A half day must start and end on the same date."},
        ),
        (
            {"last": on(date(2026, 7, 31))},
            {"first": "Insufficient leave balance. Requested: 63 days. Available: 21 days."},
        ),
        ({"part": chosen("evening")}, {"part": "The part is not known."}),
        ({"type": chosen(999_999)}, {"type": "The selected leave type does not exist."}),
        ({"type": chosen("AL")}, {"type": "The selected leave type does not exist."}),
        ({"first": text("soon")}, {"first": "The first must be a date in the form YYYY-MM-DD."}),
    ],
)
def test_what_speaks_against_it_is_said_below_the_field(
    office: Office, typed: dict[str, Any], errors: dict[str, str]
) -> None:
    answer = send(office, **typed)

    assert answer.json() == {"response_action": "errors", "errors": errors}
    assert leave_of(office) == []


def test_the_same_days_are_not_asked_for_twice(office: Office) -> None:
    send(office)

    answer = send(office)

    assert answer.json()["errors"] == {"first": "Leave dates overlap with an existing request."}
    assert len(leave_of(office)) == 1


def test_the_same_form_sent_again_is_taken_once(office: Office) -> None:
    office.command("bea")
    filled = {
        "type": chosen(office.cast.leave_types["AL"]),
        "first": on(MONDAY),
        "part": chosen("days"),
    }
    body = office.submitting("bea", office.slack.opened[0], filled)

    answers = [office.send("interactions", body) for _ in range(3)]

    assert [each.json()["response_action"] for each in answers] == ["update"] * 3
    assert len(leave_of(office)) == 1


def test_the_balance_is_told_to_whoever_asks_and_to_nobody_else(office: Office) -> None:
    request = office.ask()
    with office.cast.acting("mo") as tx:
        decisions.approve(tx, request.id)

    answer = office.command("bea", "  Balance ").json()

    assert answer == {
        "response_type": "ephemeral",
        "text": "Annual Leave: 18 days left (of 21)",
    }
    assert office.slack.messages.get("C0LEAVE") is None


@pytest.mark.parametrize("word", ["help", "holiday", "balance of kim"])
def test_anything_else_gets_help(office: Office, word: str) -> None:
    answer = office.command("bea", word).json()

    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("`/leave` asks for leave.")


@pytest.mark.parametrize("word", ["", "balance"])
def test_whoever_is_not_in_the_company_hears_so(office: Office, word: str) -> None:
    office.slack.users["sid@elsewhere.example"] = "U0SID"

    answer = office.command("bea", word, user="U0SID").json()

    assert "does not know you" in answer["text"]
    assert office.slack.opened == []


def test_who_somebody_is_can_be_said_by_hand(office: Office) -> None:
    with office.cast.acting() as tx:
        tx.run(
            "INSERT INTO user_external_id (company_id, user_id, provider, external_id)"
            " VALUES (%(company)s, %(user)s, 'slack', 'U0OTHER')",
            company=office.cast.company_id,
            user=office.cast.bea.user_id,
        )

    answer = office.command("bea", "balance", user="U0OTHER").json()

    assert answer["text"] == "Annual Leave: 21 days left (of 21)"


def test_a_slack_that_hangs_is_not_waited_for(office: Office) -> None:
    office.command("bea", "balance")  # now she is known
    office.stand_in.wait = lambda: time.sleep(4)
    started = time.monotonic()

    answer = office.command("bea").json()

    took = time.monotonic() - started
    office.stand_in.wait = lambda: None
    assert took < 3, "Slack waits three seconds"
    assert "did not open the form in time" in answer["text"]


def test_a_slack_that_hangs_holds_few_of_the_servers_threads(office: Office) -> None:
    office.command("bea", "balance")
    office.stand_in.wait = lambda: time.sleep(4)

    def took(_: int) -> float:
        started = time.monotonic()
        office.command("bea")
        return time.monotonic() - started

    with ThreadPoolExecutor(12) as people:
        waited = sorted(people.map(took, range(12)))
    office.stand_in.wait = lambda: None

    assert waited[-1] < 3, "Slack waits three seconds"
    assert waited[8] < 1.5, "nine of twelve do not wait for Slack at all"


def test_a_form_that_slack_does_not_open_is_said(office: Office) -> None:
    office.command("bea", "balance")
    office.stand_in.number = 0
    office.stand_in.faults = {0: Fault(Effect.NONE, 500)}

    answer = office.command("bea").json()

    assert "did not open the form in time" in answer["text"]
