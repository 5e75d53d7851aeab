"""Our client of Google Calendar against servers that are not ours.

Prism refuses whatever Google's own description of its API does not allow. emulate gives tokens
and keeps events; it ignores the id that we choose and cannot change or show one event, so what
happens with ids is shown by our own stand-in (tests/integrations).
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.integrations.google_calendar import mapping
from leavebook.services.outside.remote_systems import Disconnected, RemoteLeave, Uncertain
from tests.cast import Cast
from tests.integrations.test_mapping import LEAVE, taking
from tests.standins.fixtures import Emulate, Prism
from tests.vendors.google import HERE, Connection, connection

DAY = date(2026, 3, 10)
LEAVES = {
    "days": LEAVE,
    "half a day": taking(half_day(DAY, DAY, Half.PM)),
    "hours": taking(Span(DAY, date(2026, 3, 12), start_minute=540, end_minute=660)),
    "sick": replace(LEAVE, leave_type=None),
    "days that lie apart": replace(
        LEAVE, spans=(whole_days(DAY), whole_days(date(2026, 3, 12), date(2026, 3, 14)))
    ),
    "unlike parts": replace(
        LEAVE, spans=(whole_days(DAY), half_day(LEAVE.last_day, LEAVE.last_day, Half.AM))
    ),
}


@pytest.fixture
def google(emulate: Emulate) -> str:
    return emulate("google", HERE)


@pytest.fixture
def described(cast: Cast, google: str, prism: Prism, google_calendar_spec: Path) -> Connection:
    """Calls go to Prism, which knows Google's description; tokens come from emulate."""
    return connection(cast, calendar_url=prism(google_calendar_spec), google=google)


@pytest.fixture
def emulated(cast: Cast, google: str) -> Connection:
    """Tokens and events are emulate's."""
    return connection(cast, calendar_url=f"{google}/calendar/v3", google=google)


@pytest.mark.parametrize("leave", LEAVES.values(), ids=LEAVES.keys())
@pytest.mark.parametrize("settings", [{}, {"shows_type": "yes"}], ids=["away", "with type"])
def test_google_takes_every_event_that_we_add_or_bring_back(
    described: Connection, leave: RemoteLeave, settings: dict[str, str]
) -> None:
    client, event = described.client(), mapping.event(leave, settings)

    quietly = {"sendUpdates": "none"}
    added = client.call("POST", "/events", document=event, query=quietly)
    restored = client.call(
        "PUT", f"/events/{event['id']}", document={**event, "status": "confirmed"}, query=quietly
    )

    assert (added.status, added.body) == (200, added.body)
    assert (restored.status, restored.body) == (200, restored.body)


@pytest.mark.parametrize("leave", LEAVES.values(), ids=LEAVES.keys())
def test_google_takes_every_event_of_a_persons_own_calendar(
    described: Connection, leave: RemoteLeave
) -> None:
    client = described.client()

    taken = [
        client.call("POST", "/events", document=event, query={"sendUpdates": "none"})
        for event in mapping.own_events(leave)
    ]

    assert taken
    assert all((reply.status, reply.body) == (200, reply.body) for reply in taken)


def test_google_refuses_what_its_description_does_not_allow(described: Connection) -> None:
    """So the tests above say something."""
    wrong = {**mapping.event(LEAVE, {}), "start": "tomorrow"}

    refused = described.client().call("POST", "/events", document=wrong)

    assert refused.status == 422
    assert b"start" in refused.body


def test_every_other_call_is_one_that_google_describes(described: Connection) -> None:
    client = described.client()
    key = mapping.event_id(LEAVE)

    asked = client.call("GET", "/events", query={"maxResults": "1"})
    shown = client.call("GET", f"/events/{key}")
    described.system().remove(LEAVE, key)

    assert (asked.status, shown.status) == (200, 200)
    assert described.outgoing.calls[-1] == ("DELETE", 200)


def test_access_is_got_with_the_token_that_a_consent_gave(emulated: Connection) -> None:
    client = emulated.client()

    first = client.call("GET", "/events")
    known = emulated.account.known()
    again = emulated.client().call("GET", "/events")

    assert (first.status, again.status) == (200, 200)
    assert known.secrets["access_token"].startswith("google_")
    assert emulated.account.known().secrets == known.secrets, "one is asked for, and used again"


def test_a_client_that_google_does_not_know_is_a_matter_for_a_person(
    cast: Cast, google: str
) -> None:
    wrong = connection(cast, calendar_url=f"{google}/calendar/v3", google=google, secret="another")

    with pytest.raises(Disconnected):
        wrong.client().call("GET", "/events")


@pytest.mark.parametrize("name", ["days", "half a day", "hours", "sick"])
def test_an_event_is_shown_until_it_is_deleted(emulated: Connection, name: str) -> None:
    client, event = emulated.client(), mapping.event(LEAVES[name], {})

    client.call("POST", "/events", document=event)
    shown = emulated.shown()
    emulated.system().remove(LEAVES[name], str(shown[0]["id"]))

    assert [each["summary"] for each in shown] == ["Ana – away"]
    assert emulated.shown() == []


def test_deleting_what_is_gone_is_fine(emulated: Connection) -> None:
    emulated.system().remove(LEAVE, mapping.event_id(LEAVE))

    assert emulated.outgoing.calls == [("DELETE", 404), ("GET", 404)]


def test_an_event_with_another_id_than_ours_is_not_taken_for_done(emulated: Connection) -> None:
    """emulate chooses ids itself, which Google does not; we do not believe such an answer."""
    with pytest.raises(Uncertain):
        emulated.system().create(LEAVE)

    for each in emulated.shown():
        emulated.client().call("DELETE", f"/events/{each['id']}")
