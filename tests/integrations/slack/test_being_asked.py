"""Approvers are asked in Slack: those whose turn it is, once, and told what became of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from leavebook.domain.approval.states import Chain, State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.discretion import Visibility
from leavebook.services.books.batches import Tally
from leavebook.services.leave import amendments, decisions, escalation, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.database import Database
from tests.cast import NOW, found_company
from tests.integrations.slack.conftest import Workspace, office_of
from tests.integrations.slack.office import Office
from tests.integrations.slack_stand_in import TOLD, buttons, words
from tests.services.opened_books import opening
from tests.web import discreet


def test_the_manager_is_asked_once_with_two_buttons(office: Office) -> None:
    request = office.ask()
    office.heard.clear()
    office.work()

    (message,) = office.asked("mo")
    assert list(buttons(message)) == ["Approve", "Reject"]
    assert words(message) == "Bea asks for Annual Leave: 4 May – 6 May 2026. Open in Leavebook"
    link = f"https://leave.acme.example/requests/{request.id}"
    assert link in str(message["blocks"])
    assert office.asked("ada") == office.asked("kim") == office.asked("bea") == []


def test_of_a_change_the_question_says_what_it_is_to_take_the_place_of(office: Office) -> None:
    request = office.ask()
    approve(office, request.id)
    longer = LeaveAsked(
        employee_id=office.cast.bea.employee_id,
        leave_type_id=office.cast.leave_types["AL"],
        spans=(whole_days(request.first_day, date(2026, 5, 8)),),
    )

    with office.cast.acting("bea") as tx:
        amendments.amend(tx, request.id, longer)
    office.work()

    says = "Bea asks for Annual Leave: 4 May – 8 May 2026, in place of 4 May – 6 May 2026."
    assert words(office.asked("mo")[-1]) == f"{says} Open in Leavebook"


def test_the_question_does_not_say_a_type_that_is_hrs_alone(office: Office) -> None:
    discreet.say(office.cast, Visibility.OFFICE)

    request = office.ask()

    (message,) = office.asked("mo")
    assert words(message) == "Bea asks for leave: 4 May – 6 May 2026. Open in Leavebook"
    office.press("mo", "Approve", message)
    assert office.request(request.id).state is State.APPROVED
    assert "Annual" not in str(office.slack.messages)


Decide = Callable[[Office, int], None]


def approve(office: Office, request_id: int) -> None:
    with office.cast.acting("ada") as tx:
        decisions.approve(tx, request_id)


def reject(office: Office, request_id: int) -> None:
    with office.cast.acting("ada") as tx:
        decisions.reject(tx, request_id, reason="No.")


def withdraw(office: Office, request_id: int) -> None:
    with office.cast.acting("bea") as tx:
        decisions.cancel(tx, request_id)


def delete(office: Office, request_id: int) -> None:
    with office.cast.acting("bea") as tx:
        decisions.delete(tx, request_id)


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (approve, "Approved by Ada."),
        (reject, "Rejected by Ada."),
        (withdraw, "Taken back by Bea."),
        (delete, "Taken back by Bea."),
    ],
)
def test_what_is_decided_elsewhere_is_said_and_the_buttons_go(
    office: Office, decide: Decide, said: str
) -> None:
    request = office.ask()
    before = office.asked("mo")[0]["ts"]

    decide(office, request.id)
    office.work()

    assert office.asked("mo") == []
    (message,) = office.answered("mo")
    assert message["ts"] == before, "it is the same message"
    assert not buttons(message)
    assert words(message).endswith(said)


def test_a_button_that_is_too_late_changes_nothing_and_says_so(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    reject(office, request.id)

    office.press("mo", "Approve", message)

    assert [each["text"] for each in office.slack.said] == [
        "This has been changed by somebody else in the meantime."
    ]
    assert office.request(request.id).state is State.REJECTED


def test_changed_leave_is_asked_about_anew_and_the_old_buttons_do_nothing(office: Office) -> None:
    request = office.ask()
    (old,) = office.asked("mo")
    old = {**old, "blocks": list(old["blocks"])}
    asked = LeaveAsked(
        employee_id=office.cast.bea.employee_id,
        leave_type_id=office.cast.leave_types["AL"],
        spans=(whole_days(date(2026, 6, 1), date(2026, 6, 19)),),
    )
    with office.cast.acting("bea") as tx:
        requests.edit(tx, request.id, asked)
    office.work()

    office.press("mo", "Approve", old)

    assert office.request(request.id).state is State.PENDING
    assert "1 Jun – 19 Jun 2026" in words(office.asked("mo")[0])
    assert "no longer waits" in words(office.answered("mo")[0])


def test_two_stages_ask_the_manager_and_then_the_executives(
    database: Database, office: Office, workspace: Workspace
) -> None:
    two = office_of(found_company(database, chain=Chain.TWO_STAGE), workspace)
    with two.cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET access_level = 'executive' WHERE id = %(id)s",
            id=two.cast.kim.user_id,
        )
    request = two.ask()
    assert two.asked("kim") == []

    two.press("mo", "Approve", two.asked("mo")[0])
    two.work()
    said_first = words(two.answered("mo")[0])
    two.press("kim", "Approve", two.asked("kim")[0])
    two.work()

    assert said_first.endswith("Approved by Mo; the second approval is still to come.")
    assert words(two.answered("kim")[0]).endswith("Approved by Kim.")
    decided = two.request(request.id)
    assert (decided.state, decided.exec_decided_by) == (State.APPROVED, two.cast.kim.user_id)


def test_whoever_it_comes_to_when_nobody_decides_is_asked_as_well(office: Office) -> None:
    request = office.ask()
    assert office.asked("ada") == []

    for waited in range(1, 9):
        escalation.bring_up(opening(office.cast, NOW + timedelta(days=waited)), Tally())
        office.work()

    assert len(office.asked("ada")) == 1
    assert len(office.asked("mo")) == 1, "and he may still decide"
    office.press("ada", "Approve", office.asked("ada")[0])
    office.work()
    assert office.request(request.id).state is State.APPROVED
    assert words(office.answered("mo")[0]).endswith("Approved by Ada.")


def test_sick_leave_is_just_leave_for_whoever_is_asked(office: Office) -> None:
    office.ask(kind="SL")

    (message,) = office.asked("mo")

    assert words(message).startswith("Bea asks for leave: ")
    assert "Sick" not in str(office.slack.messages)


def test_an_approver_who_is_not_in_slack_is_asked_in_leavebook_only(office: Office) -> None:
    del office.slack.users[office.cast.mo.email]

    request = office.ask()

    assert office.slack.messages == {}
    with office.cast.acting() as tx:
        errors = tx.rows("SELECT error FROM integration_link WHERE error IS NOT NULL")
    assert errors == []
    approve(office, request.id)
    office.work()
    assert len(office.slack.of_kind(TOLD)) == 1
