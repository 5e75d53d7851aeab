"""Whether approved leave is cancelled is asked and decided in Slack as well."""

import pytest

from leavebook.domain.approval.states import State
from leavebook.services.leave import decisions
from leavebook.storage.leave.leave_requests import LeaveRequest
from tests.integrations.slack.office import Office, text
from tests.integrations.slack_stand_in import buttons, words


@pytest.fixture
def leave(office: Office) -> LeaveRequest:
    """Have Bea, whose leave Mo had approved, ask to take it back."""
    with office.cast.acting() as tx:
        tx.run(
            "UPDATE leave_type"
            " SET rules = jsonb_set(rules, '{approval,cancel_needs_approval}', 'true')"
        )
    request = office.ask()
    office.press("mo", "Approve", office.asked("mo")[0])
    office.work()
    with office.cast.acting("bea") as tx:
        decisions.cancel(tx, request.id)
    office.work()
    return office.request(request.id)


def test_whoever_decides_is_asked_once_with_buttons_of_their_own(
    office: Office, leave: LeaveRequest
) -> None:
    office.heard.clear()
    office.work()

    (message,) = office.asked("mo")
    assert leave.state is State.CANCEL_REQUESTED
    assert list(buttons(message)) == ["Agree to cancel it", "Keep it"]
    said = "Bea asks to cancel Annual Leave: 4 May – 6 May 2026. Open in Leavebook"
    assert words(message) == said


def test_agreeing_cancels_the_leave_as_that_person(office: Office, leave: LeaveRequest) -> None:
    office.press("mo", "Agree to cancel it", office.asked("mo")[0])
    office.work()

    cancelled = office.request(leave.id)
    assert (cancelled.state, cancelled.cancelled_by) == (State.CANCELLED, office.cast.mo.user_id)
    assert office.asked("mo") == []
    last = office.answered("mo")[-1]
    assert not buttons(last)
    assert words(last).endswith("Cancelled by Mo.")


def test_leave_is_kept_for_a_reason(office: Office, leave: LeaveRequest) -> None:
    office.press("mo", "Keep it", office.asked("mo")[0])
    without = office.submit("mo", office.slack.opened[-1], {"reason": text(None)})
    office.press("mo", "Keep it", office.asked("mo")[0])
    office.submit("mo", office.slack.opened[-1], {"reason": text("The fair is called off.")})
    office.work()

    assert without.json()["errors"] == {"reason": "A reason is required."}
    assert office.request(leave.id).state is State.APPROVED
    assert words(office.answered("mo")[-1]).endswith("The leave stays as it is.")


def test_the_buttons_go_when_it_is_decided_elsewhere(office: Office, leave: LeaveRequest) -> None:
    with office.cast.acting("ada") as tx:
        decisions.approve_cancellation(tx, leave.id)
    office.work()

    assert office.asked("mo") == []
    assert words(office.answered("mo")[-1]).endswith("Cancelled by Ada.")


def test_a_button_that_approves_leave_does_not_cancel_it(
    office: Office, leave: LeaveRequest
) -> None:
    value = buttons(office.asked("mo")[0])["Agree to cancel it"]["value"]

    body = office.pressing("mo", {"action_id": "leavebook_approve", "value": value})
    office.send("interactions", body)

    assert office.request(leave.id).state is State.CANCEL_REQUESTED
    assert len(office.slack.said) == 1


def test_what_was_asked_before_is_another_question(office: Office, leave: LeaveRequest) -> None:
    with office.cast.acting("ada") as tx:
        decisions.decline_cancellation(tx, leave.id, reason="The fair")
    (message,) = office.asked("mo")  # the worker has not been there yet
    with office.cast.acting("bea") as tx:
        decisions.cancel(tx, leave.id)

    office.press("mo", "Agree to cancel it", message)

    assert office.request(leave.id).state is State.CANCEL_REQUESTED
    assert "changed" in office.slack.said[-1]["text"]
