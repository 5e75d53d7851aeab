"""Deciding in Slack: by the rules of every door, as whoever Slack says has pressed, and once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import httpx2
import pytest

from leavebook.domain.approval.states import State
from tests.integrations.slack.office import Office, text
from tests.integrations.slack_stand_in import TOLD, buttons, words


def test_pressing_approve_approves_as_that_person_and_takes_the_buttons_away(
    office: Office,
) -> None:
    request = office.ask()

    answer = office.press("mo", "Approve", office.asked("mo")[0])
    office.work()

    decided = office.request(request.id)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (decided.state, decided.manager_decided_by) == (
        State.APPROVED,
        office.cast.mo.user_id,
    )
    (message,) = office.answered("mo")
    assert not buttons(message)
    assert words(message).endswith("Approved by Mo.")
    assert len(office.slack.of_kind(TOLD)) == 1


def test_rejecting_asks_for_the_reason_first(office: Office) -> None:
    request = office.ask()

    office.press("mo", "Reject", office.asked("mo")[0])
    (view,) = office.slack.opened
    answer = office.submit("mo", view, {"reason": text("Too many are away.")})
    office.work()

    decided = office.request(request.id)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (decided.state, decided.rejection_reason) == (State.REJECTED, "Too many are away.")
    assert words(office.answered("mo")[0]).endswith("Rejected by Mo.")


def test_a_rejection_without_a_reason_is_said_below_the_field(office: Office) -> None:
    request = office.ask()
    office.press("mo", "Reject", office.asked("mo")[0])

    answer = office.submit("mo", office.slack.opened[0], {"reason": text(None)})

    assert answer.json() == {
        "response_action": "errors",
        "errors": {"reason": "A reason is required."},
    }
    assert office.request(request.id).state is State.PENDING


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("kim", "This request is for somebody else to decide."),
        ("bea", "Nobody decides on their own leave."),
    ],
)
def test_whoever_may_not_decide_hears_so_alone(office: Office, who: str, said: str) -> None:
    request = office.ask()
    office.command(who)  # now Leavebook knows them

    answer = office.press(who, "Approve", office.asked("mo")[0])

    assert answer.status_code == 200
    assert office.slack.said == [
        {"response_type": "ephemeral", "replace_original": False, "text": said}
    ]
    assert office.request(request.id).state is State.PENDING


def test_the_value_of_a_button_gives_nobody_a_right(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    value = buttons(message)["Approve"]["value"]

    forged = office.pressing("kim", {"action_id": "leavebook_approve", "value": value})
    office.send("interactions", forged)

    assert value == f"{request.uuid}.{request.version}", "it says which request, and not who"
    assert office.request(request.id).state is State.PENDING


@pytest.mark.parametrize("value", ["", "x", "0.0", "00000000-0000-0000-0000-000000000000.1"])
def test_a_button_about_nothing_does_nothing(office: Office, value: str) -> None:
    request = office.ask()

    body = office.pressing("mo", {"action_id": "leavebook_approve", "value": value})
    answer = office.send("interactions", body)

    assert answer.status_code == 200
    assert office.request(request.id).state is State.PENDING


def test_two_managers_who_press_at_once_decide_once(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    office.command("ada")  # the office decides too, and Leavebook knows her from now on
    together = Barrier(2)

    def press(who: str) -> httpx2.Response:
        together.wait()
        return office.press(who, "Approve", message)

    with ThreadPoolExecutor(2) as hands:
        answers = list(hands.map(press, ["mo", "ada"]))

    assert [each.status_code for each in answers] == [200, 200]
    assert len(office.slack.said) == 1, "one of them hears that it was decided"
    with office.cast.acting() as tx:
        approvals = tx.value(
            "SELECT count(*) FROM event WHERE request_id = %(id)s AND name = 'approved'",
            id=request.id,
        )
    assert approvals == 1


def test_the_same_press_sent_again_does_nothing_more(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    body = office.pressing("mo", buttons(message)["Approve"], trigger="13.37")

    first = office.send("interactions", body)
    again = office.send("interactions", body, headers={"X-Slack-Retry-Num": "1"})

    assert (first.status_code, again.status_code) == (200, 200)
    assert office.slack.said == [], "nobody hears a complaint about what they did once"
    assert office.request(request.id).state is State.APPROVED


@pytest.mark.parametrize(
    "profile",
    [
        {"is_restricted": True},
        {"is_bot": True},
        {"deleted": True},
        {"is_stranger": True},
        {"team_id": "T0OTHER"},
        {"is_email_confirmed": False},
    ],
)
def test_guests_and_strangers_are_nobody_whatever_address_they_have(
    office: Office, profile: dict[str, object]
) -> None:
    office.slack.profiles[office.user("mo")] = profile

    request = office.ask()
    press = office.pressing(
        "mo", {"action_id": "leavebook_approve", "value": f"{request.uuid}.{request.version}"}
    )
    office.send("interactions", press)

    assert office.asked("mo") == []
    assert "does not know you" in office.slack.said[0]["text"]
    assert office.request(request.id).state is State.PENDING


def test_who_has_left_decides_nothing_more(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    with office.cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET active = false WHERE id = %(id)s", id=office.cast.mo.user_id
        )

    office.press("mo", "Approve", message)

    assert "does not know you" in office.slack.said[0]["text"]
    assert office.request(request.id).state is State.PENDING


def test_a_refusal_is_told_to_slack_alone(office: Office) -> None:
    office.ask()
    message = office.asked("mo")[0]
    elsewhere = replace(office, address="https://evil.example")

    answer = elsewhere.press("mo", "Approve", message)
    again = elsewhere.press("mo", "Approve", message)

    assert (answer.status_code, again.status_code) == (200, 200)
    assert office.slack.said == []
