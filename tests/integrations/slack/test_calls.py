"""Only Slack opens Slack's door: signed by the app of one company, not long ago, and heard once."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.signature import Clock, SignatureVerifier

from leavebook.domain.approval.states import State
from leavebook.domain.integrations import Provider
from leavebook.integrations.slack.signature import signed_part
from leavebook.storage.outside import integration_connections
from tests.integrations.slack.office import Office, form
from tests.integrations.slack_stand_in import buttons

NOW = 1_700_000_000
BODY = b"team_id=T1&text=caf%C3%A9"


class Standing(Clock):
    def now(self) -> float:
        return NOW


@pytest.mark.parametrize("age", [-301, -300, -1, 0, 1, 300, 301, 100_000])
@pytest.mark.parametrize("signer", ["ours", "theirs"])
def test_a_signature_counts_exactly_when_slacks_own_kit_says_so(age: int, signer: str) -> None:
    judge = SignatureVerifier("ours", clock=Standing())
    moment = str(NOW - age)
    signature = SignatureVerifier(signer).generate_signature(timestamp=moment, body=BODY)
    assert signature is not None
    headers = {"x-slack-request-timestamp": moment, "x-slack-signature": signature}

    signed = signed_part(headers, BODY, now=NOW)

    is_good = signed is not None and signed.is_signed_with("ours")
    assert is_good == judge.is_valid_request(BODY, headers)
    assert is_good == (signer == "ours" and abs(age) <= 300)


def test_no_secret_has_signed_anything() -> None:
    made = hmac.new(b"", b"v0:%d:%s" % (NOW, BODY), hashlib.sha256).hexdigest()
    headers = {"x-slack-request-timestamp": str(NOW), "x-slack-signature": f"v0={made}"}

    signed = signed_part(headers, BODY, now=NOW)

    assert signed is not None
    assert not signed.is_signed_with("")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-request-timestamp": str(NOW)},
        {"x-slack-request-timestamp": str(NOW), "x-slack-signature": "v1=" + "0" * 64},
        {"x-slack-request-timestamp": str(NOW), "x-slack-signature": "v0=" + "Z" * 64},
        {"x-slack-request-timestamp": f"{NOW}, {NOW}", "x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-request-timestamp": "-1", "x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-request-timestamp": "9" * 40, "x-slack-signature": "v0=" + "0" * 64},
        {
            "x-slack-request-timestamp": "\N{ARABIC-INDIC DIGIT SEVEN}" * 10,
            "x-slack-signature": "v0=" + "0" * 64,
        },
    ],
)
def test_what_is_no_signature_is_not_looked_at(headers: dict[str, str]) -> None:
    assert signed_part(headers, BODY, now=NOW) is None


def test_a_forged_call_does_nothing(office: Office) -> None:
    request = office.ask()
    body = office.pressing("mo", buttons(office.asked("mo")[0])["Approve"])

    answer = office.send("interactions", body, secret="guessed")

    assert (answer.status_code, answer.json()) == (401, {"ok": False, "error": "not_signed"})
    assert office.request(request.id).state is State.PENDING


@pytest.mark.parametrize("age", [301, -301, 86_400])
def test_a_call_from_long_ago_does_nothing(office: Office, age: int) -> None:
    request = office.ask()
    body = office.pressing("mo", buttons(office.asked("mo")[0])["Approve"])

    answer = office.send("interactions", body, sent=time.time() - age)

    assert answer.status_code == 401
    assert office.request(request.id).state is State.PENDING


def test_a_signature_is_good_for_its_own_body_only(office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    signed = office.api.build_request("POST", "/slack/interactions")
    moment = str(int(time.time()))
    other = office.pressing("kim", buttons(message)["Approve"])
    signature = SignatureVerifier(office.secret).generate_signature(timestamp=moment, body=other)

    answer = office.api.post(
        signed.url,
        content=office.pressing("mo", buttons(message)["Approve"]),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature or "",
        },
    )

    assert answer.status_code == 401
    assert office.request(request.id).state is State.PENDING


def test_a_replayed_call_is_heard_once(office: Office) -> None:
    request = office.ask()
    body = office.pressing("mo", buttons(office.asked("mo")[0])["Approve"])
    sent = time.time()
    office.send("interactions", body, sent=sent)
    version = office.request(request.id).version

    for _ in range(3):
        answer = office.send("interactions", body, sent=sent)
        assert answer.status_code == 200

    assert office.request(request.id).version == version
    assert office.slack.said == []


def test_another_companys_app_opens_nothing_here(office: Office, other_office: Office) -> None:
    request = office.ask()
    (message,) = office.asked("mo")
    ours = office.pressing("mo", buttons(message)["Approve"])

    as_our_team = other_office.send("interactions", ours, secret=other_office.secret)
    as_their_team = other_office.press("mo", "Approve", message)

    assert as_our_team.status_code == 401, "their secret proves nothing about our team"
    assert as_their_team.status_code == 200
    assert office.request(request.id).state is State.PENDING
    assert [each["text"] for each in office.slack.said] == ["There is no such request."]


def test_our_team_under_their_secret_is_nobody(office: Office, other_office: Office) -> None:
    answer = office.command("bea", "balance")
    stolen = other_office.send(
        "commands",
        form(team_id=office.team, user_id=office.user("bea"), text="balance", trigger_id="1"),
    )

    assert answer.status_code == 200
    assert stolen.status_code == 401


def test_two_companies_in_one_workspace_are_told_apart_by_their_secrets(
    office: Office, other_office: Office
) -> None:
    other_office.connect(team=office.team)
    request, theirs = office.ask(), other_office.ask()

    office.press("mo", "Approve", office.asked("mo")[0])

    assert office.request(request.id).state is State.APPROVED
    assert other_office.request(theirs.id).state is State.PENDING


def test_the_same_app_for_two_companies_is_for_neither(
    office: Office, other_office: Office
) -> None:
    other_office.secret = office.secret
    other_office.connect(team=office.team)

    answer = office.command("bea", "balance")

    assert answer.status_code == 401, "nobody can tell who is meant"


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("interactions", b""),
        ("interactions", b"payload="),
        ("interactions", b"payload=%7B"),
        ("interactions", b"payload=%5B%5D"),
        ("interactions", b"payload=%7B%22type%22%3A1%7D"),
        ("interactions", b"payload=%FF%FE"),
        ("commands", b""),
        ("commands", b"team_id=T1"),
        ("events", b"[]"),
        ("events", b"{"),
        ("events", b'{"type": "event_callback", "event_time": "soon"}'),
        ("events", b'{"type": "url_verification", "challenge": "<script>"}'),
        ("events", b'{"type": "url_verification"}'),
    ],
)
def test_what_slack_never_sends_is_refused(office: Office, where: str, body: bytes) -> None:
    answer = office.send(where, body)

    assert (answer.status_code, answer.json()) == (400, {"ok": False, "error": "malformed"})


def test_a_body_of_ten_megabytes_is_not_read(office: Office) -> None:
    assert office.send("events", b" " * 10_000_000).status_code == 413


def test_interactions_we_do_not_know_are_passed_over(office: Office) -> None:
    for payload in (
        {"type": "shortcut", "callback_id": "x"},
        {"type": "view_submission", "view": {"callback_id": "somebody_elses"}},
        {"type": "view_submission"},
        {"type": "block_actions", "actions": [{"action_id": "x", "value": "y"}]},
    ):
        known = {"team": {"id": office.team}, "user": {"id": office.user("mo")}, **payload}

        answer = office.send("interactions", form(payload=known))

        assert (answer.status_code, answer.content) == (200, b"")


def test_slack_hears_that_this_address_is_ours(office: Office) -> None:
    body = json.dumps({"type": "url_verification", "token": "x", "challenge": "3eZbrw1aBm2r"})

    answer = office.send("events", body.encode())

    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1aBm2r"})


def trouble(office: Office) -> str | None:
    with office.cast.acting() as tx:
        found = integration_connections.find(tx, Provider.SLACK)
    assert found is not None
    return found.trouble


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("app_uninstalled", {}, "The app was removed from the Slack workspace."),
        ("tokens_revoked", {"tokens": {"bot": ["U0BOT"]}}, "The app's token was revoked in Slack."),
        ("tokens_revoked", {"tokens": {"oauth": ["U1"]}}, None),
        ("channel_rename", {}, None),
    ],
)
def test_an_app_that_was_removed_is_left_in_peace_until_it_is_connected_anew(
    office: Office, kind: str, more: dict[str, Any], said: str | None
) -> None:
    answer = office.send("events", office.event(kind, **more))

    assert answer.status_code == 200
    assert trouble(office) == said
    asked = len(office.stand_in.asked)
    office.ask()
    assert (len(office.stand_in.asked) == asked) == (said is not None)
    office.connect()
    assert trouble(office) is None


def test_the_same_news_sent_again_changes_nothing_more(office: Office) -> None:
    body = office.event("app_uninstalled", event_id="Ev123")
    office.send("events", body)
    office.connect()

    answer = office.send("events", body, headers={"X-Slack-Retry-Num": "1"})

    assert answer.status_code == 200
    assert trouble(office) is None, "it was connected anew since"


def test_news_from_before_it_was_connected_changes_nothing(office: Office) -> None:
    with office.cast.acting() as tx:
        tx.run(
            "UPDATE integration_connection SET changed_at = now() + %(later)s",
            later=timedelta(hours=1),
        )

    office.send("events", office.event("app_uninstalled"))

    assert trouble(office) is None


@pytest.mark.parametrize("moment", [-1, 253_402_300_800, 10**15, 10**18, 10**30])
def test_news_from_no_moment_at_all_is_refused(office: Office, moment: int) -> None:
    body = json.loads(office.event("app_uninstalled")) | {"event_time": moment}

    answer = office.send("events", json.dumps(body).encode())

    assert (answer.status_code, answer.json()) == (400, {"ok": False, "error": "malformed"})
    assert trouble(office) is None


def test_news_without_a_signature_is_no_news(office: Office) -> None:
    answer = office.send("events", office.event("app_uninstalled"), secret="guessed")

    assert answer.status_code == 401
    assert trouble(office) is None
