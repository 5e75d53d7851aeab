"""What Slack is told, and what its answers mean: no markup from people, no more than must be."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import pytest

from leavebook.domain.calendar.spans import Half, Span, half_day
from leavebook.domain.integrations import Provider
from leavebook.http.outgoing import Outgoing
from leavebook.integrations.slack import history, mapping, modals
from leavebook.integrations.slack.client import Client, SlackSays
from leavebook.services.outside.remote_accounts import Account
from leavebook.services.outside.remote_questions import Answered, Question
from leavebook.services.outside.remote_systems import (
    Busy,
    Disconnected,
    Permanent,
    RemoteLeave,
    Temporary,
    Uncertain,
)
from leavebook.settings import Settings
from tests.cast import Cast
from tests.integrations import slack_stand_in
from tests.integrations.jobs import KEYS
from tests.integrations.plots import connected
from tests.integrations.slack_stand_in import Slack, words
from tests.integrations.stand_in import Effect, Fault, StandIn, serving
from tests.integrations.test_mapping import LEAVE, SICK, taking

QUESTION = Question(
    request_id=7,
    user_id=12,
    email="mo@acme.example",
    there="U0MO",
    version=3,
    answered=Answered.NO_LONGER_ASKED,
    by="Mo",
)
ASKING = replace(LEAVE, question=QUESTION)


def test_the_channel_reads_away_unless_the_company_shows_more() -> None:
    assert words(mapping.announcement(LEAVE, {})) == "Ana is away: 10 Mar – 14 Mar 2026"
    shown = words(mapping.announcement(LEAVE, {"shows_type": "yes"}))
    assert shown == "Ana is away (Annual Leave): 10 Mar – 14 Mar 2026"


def test_the_channel_never_reads_a_type_that_not_everybody_may_know() -> None:
    hushed = replace(LEAVE, is_open=False)

    shown = words(mapping.announcement(hushed, {"shows_type": "yes"}))

    assert shown == "Ana is away: 10 Mar – 14 Mar 2026"


def test_sick_leave_is_away_whatever_the_company_shows() -> None:
    question = replace(SICK, question=QUESTION)
    messages = [
        mapping.announcement(SICK, {"shows_type": "yes"}),
        mapping.struck_out(SICK, {"shows_type": "yes"}),
        mapping.cancellation(SICK),
        mapping.question(question, QUESTION, base_url="https://leave.example"),
        mapping.answered(question, QUESTION),
    ]

    assert words(messages[0]) == "Ana is away: 10 Mar – 14 Mar 2026"
    assert not [each for each in messages if "SL" in str(each) or "ick" in str(each)]


def test_metadata_which_the_workspace_can_read_holds_ids_only() -> None:
    payload = mapping.question(ASKING, QUESTION, base_url=None)["metadata"]

    assert payload == {
        "event_type": "leavebook_question",
        "event_payload": {"marker": f"leavebook:{LEAVE.request}:12:1"},
    }


def test_a_question_has_its_own_mark_for_every_approver_and_generation() -> None:
    marks = {
        replace(LEAVE, generation=number, question=asked).marker
        for number in (1, 2)
        for asked in (None, QUESTION, replace(QUESTION, user_id=13))
    }

    assert len(marks) == 6


@pytest.mark.parametrize("name", ["<!channel>", "<@U1> & co", "*bold* ~x~ `y`", "<http://x|y>"])
def test_a_name_is_never_markup_a_link_or_a_mention(name: str) -> None:
    named = replace(ASKING, person=name)

    for message in (
        mapping.announcement(named, {}),
        mapping.cancellation(named),
        mapping.question(named, QUESTION, base_url=None),
        mapping.answered(named, QUESTION),
    ):
        assert "<" not in str(message["text"])
        assert name in words(message), "in rich text nothing is markup"
        assert not [block for block in _blocks(message) if block["type"] == "section"]


@pytest.mark.parametrize(
    ("leave", "said"),
    [
        (taking(Span(date(2026, 3, 10), date(2026, 3, 10))), "10 Mar 2026"),
        (
            replace(
                taking(half_day(date(2026, 3, 10), date(2026, 3, 10), Half.AM)), half_day=Half.AM
            ),
            "10 Mar 2026 in the morning",
        ),
        (
            taking(Span(date(2026, 3, 10), date(2026, 3, 10), start_minute=540, end_minute=635)),
            "10 Mar 2026, 09:00–10:35",
        ),
        (taking(Span(date(2026, 12, 30), date(2027, 1, 2))), "30 Dec 2026 – 2 Jan 2027"),
    ],
)
def test_days_are_said_as_people_say_them(leave: RemoteLeave, said: str) -> None:
    assert words(mapping.announcement(leave, {})) == f"Ana is away: {said}"


@pytest.mark.parametrize(
    ("became", "by", "said"),
    [
        (Answered.APPROVED, "Mo", "Approved by Mo."),
        (Answered.APPROVED, None, "Approved."),
        (Answered.REJECTED, "Mo", "Rejected by Mo."),
        (Answered.TAKEN_BACK, "Ana", "Taken back by Ana."),
        (Answered.NO_LONGER_ASKED, None, "It has changed since and no longer waits"),
    ],
)
def test_an_answered_question_says_what_became_of_it(
    became: Answered, by: str | None, said: str
) -> None:
    message = mapping.answered(ASKING, replace(QUESTION, answered=became, by=by))

    assert said in words(message)
    assert "actions" not in str(_blocks(message))


def test_forms_keep_to_slacks_limits() -> None:
    kinds = [(str(number), "A leave type with a very long name " * 4) for number in range(150)]
    view = modals.asking(kinds)

    options = _blocks(view)[0]["element"]["options"]
    assert len(options) == 100
    assert max(len(each["text"]["text"]) for each in options) <= 75
    for each in (view, modals.rejecting("x"), modals.done("Ask for leave", "Done.")):
        assert len(str(each["title"])) < 24 + len("{'type': 'plain_text', 'text': ''}")


def test_what_was_left_empty_is_missing() -> None:
    values: dict[str, Any] = {
        "type": {"type": {"selected_option": None}},
        "first": {"first": {"selected_date": "2026-05-04"}},
        "reason": {"reason": {"value": "  "}},
        "strange": {"strange": {"value": "x"}},
    }

    assert modals.typed(values) == {"first": "2026-05-04"}


@pytest.mark.parametrize("external_id", ["nobody", "", "C1", "C012345:x", "X0:1.1", "C0:1.1\n"])
def test_what_is_no_message_has_no_place(external_id: str) -> None:
    assert mapping.place_of(external_id) is None


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def served_slack(cast: Cast, slack: Slack) -> Iterator[tuple[StandIn, Client]]:
    """Connect a company and return what answers, and our client of it."""
    stand_in = slack.stand_in()
    stand_in.matters = lambda _: True
    with serving(stand_in) as address:
        given = {
            "channel": slack_stand_in.CHANNEL,
            "token": slack_stand_in.TOKEN,
            "signing_secret": slack_stand_in.SIGNING_SECRET,
        }
        settings = Settings(slack_url=f"{address}/api")
        connected(cast, Provider.SLACK, settings, given)
        account = Account(
            provider=Provider.SLACK,
            open_transaction=cast.acting,
            keyring=KEYS,
            send_before=monotonic() + 60,
        )
        yield stand_in, Client(account, Outgoing(), address=f"{address}/api")


SAYS: dict[str, tuple[type[Exception], type[Exception]]] = {
    "invalid_auth": (Disconnected, Disconnected),
    "account_inactive": (Disconnected, Disconnected),
    "token_revoked": (Disconnected, Disconnected),
    "token_expired": (Disconnected, Disconnected),
    "not_authed": (Disconnected, Disconnected),
    "ratelimited": (Busy, Busy),
    "request_timeout": (Temporary, Temporary),
    "internal_error": (Temporary, Uncertain),
    "fatal_error": (Temporary, Uncertain),
    "service_unavailable": (Temporary, Uncertain),
    "channel_not_found": (SlackSays, SlackSays),
    "not_in_channel": (SlackSays, SlackSays),
    "missing_scope": (SlackSays, SlackSays),
    "something_new": (SlackSays, SlackSays),
}
"""What a word means for a question, and for a change."""


@pytest.mark.parametrize("word", SAYS)
def test_what_slack_says_means_what_it_says(
    served_slack: tuple[StandIn, Client], word: str
) -> None:
    stand_in, client = served_slack
    body = json.dumps({"ok": False, "error": word}).encode()
    stand_in.faults = {number: Fault(Effect.NONE, 200, body) for number in (0, 1)}

    with pytest.raises(SAYS[word][0], match=word) as asked:
        client.ask("auth.test")
    with pytest.raises(SAYS[word][1], match=word) as told:
        client.tell("chat.postMessage", channel="C0", text="x")

    assert type(asked.value) is SAYS[word][0]
    assert type(told.value) is SAYS[word][1]


@pytest.mark.parametrize("status", [200, 429])
def test_the_wait_that_slack_asks_for_is_kept(
    served_slack: tuple[StandIn, Client], status: int
) -> None:
    stand_in, client = served_slack
    stand_in.headers = {"Retry-After": "17"}
    stand_in.faults = {0: Fault(Effect.NONE, status, b'{"ok": false, "error": "ratelimited"}')}

    with pytest.raises(Busy) as busy:
        client.tell("chat.postMessage", channel="C0", text="x")

    assert busy.value.rest == timedelta(seconds=17)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'"ok"', b"{}", b'{"ok": 1}', b'{"ok": false}', b'{"ok": false, "error": 5}'],
)
def test_an_answer_that_makes_no_sense_says_nothing(
    served_slack: tuple[StandIn, Client], body: bytes
) -> None:
    stand_in, client = served_slack
    stand_in.faults = {number: Fault(Effect.NONE, 200, body) for number in (0, 1)}

    with pytest.raises(Temporary):
        client.ask("auth.test")
    with pytest.raises(Uncertain):
        client.tell("chat.postMessage", channel="C0", text="x")


def test_a_secret_that_slack_quotes_is_not_kept(served_slack: tuple[StandIn, Client]) -> None:
    stand_in, client = served_slack
    said = f"invalid_token_{slack_stand_in.TOKEN}"
    stand_in.faults = {
        0: Fault(Effect.NONE, 200, json.dumps({"ok": False, "error": said}).encode())
    }

    with pytest.raises(Permanent) as refused:
        client.tell("chat.postMessage", channel="C0", text="x")

    assert str(refused.value) == "invalid_token_***"


def test_a_message_is_found_however_many_came_after_it(
    slack: Slack, served_slack: tuple[StandIn, Client]
) -> None:
    _, client = served_slack
    wanted = history.posted(client, slack_stand_in.CHANNEL, mapping.announcement(LEAVE, {}))
    kept = slack.messages[slack_stand_in.CHANNEL]
    kept += [{"ts": f"{1_800_000_000 + n}.000100", "text": "chatter"} for n in range(1_000)]
    other = replace(LEAVE, request=UUID(int=1))

    assert history.found(client, slack_stand_in.CHANNEL, mapping.TOLD, LEAVE) == [wanted]
    assert history.found(client, slack_stand_in.CHANNEL, mapping.TOLD, other) == []


def _blocks(message: dict[str, object]) -> list[dict[str, Any]]:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return blocks
