"""A company that is connected to a Google that nobody here wrote."""

import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx2
import msgspec

from leavebook.domain.integrations import Provider
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.integrations.google_calendar.client import Client
from leavebook.integrations.google_calendar.sync import GoogleCalendar
from leavebook.services.outside.remote_systems import Account
from leavebook.settings import Settings
from tests.cast import Cast
from tests.integrations.jobs import KEYS
from tests.integrations.plots import connected

CALENDAR = "leave@group.calendar.example"
SECRET = "the client's secret"
BACK = "http://127.0.0.1:9/back"
HERE = {
    "google": {
        "users": [{"email": "ada@acme.example", "name": "Ada"}],
        "oauth_clients": [
            {"client_id": "leavebook", "client_secret": SECRET, "redirect_uris": [BACK]}
        ],
        "calendars": [
            {"id": CALENDAR, "user_email": "ada@acme.example", "summary": "Leave"},
        ],
    }
}


class Recording(Outgoing):
    """Calls as always, and remembers what was asked and answered."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, int]] = []

    def call(self, method: str, url: str, **given: object) -> Reply:
        reply = super().call(method, url, **given)  # type: ignore[arg-type]  # handed on as it came
        if "/events" in url:
            self.calls.append((method, reply.status))
        return reply


@dataclass(frozen=True)
class Connection:
    """A company's account, and what went over the wire."""

    account: Account
    settings: Settings
    outgoing: Recording

    def client(self) -> Client:
        return Client(
            self.account,
            self.outgoing,
            address=self.settings.google_calendar_url,
            token_address=self.settings.google_token_url,
        )

    def system(self) -> GoogleCalendar:
        return GoogleCalendar(
            self.account,
            self.outgoing,
            address=self.settings.google_calendar_url,
            token_address=self.settings.google_token_url,
        )

    def shown(self) -> list[dict[str, object]]:
        reply = self.client().call("GET", "/events")
        return list(msgspec.json.decode(reply.body)["items"])


def consent(google: str) -> str:
    """Ada lets Leavebook in; return the refresh token that this gives."""
    asked = {
        "email": "ada@acme.example",
        "redirect_uri": BACK,
        "client_id": "leavebook",
        "scope": "https://www.googleapis.com/auth/calendar.events",
    }
    sent_back = httpx2.post(f"{google}/o/oauth2/v2/auth/callback", data=asked)
    code = parse_qs(urlsplit(sent_back.headers["location"]).query)["code"][0]
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "leavebook",
        "client_secret": SECRET,
        "redirect_uri": BACK,
    }
    return str(httpx2.post(f"{google}/oauth2/token", data=given).json()["refresh_token"])


def connection(cast: Cast, *, calendar_url: str, google: str, secret: str = SECRET) -> Connection:
    given = {
        "calendar": CALENDAR,
        "client_id": "leavebook",
        "client_secret": secret,
        "refresh_token": consent(google),
    }
    settings = Settings(google_calendar_url=calendar_url, google_token_url=f"{google}/oauth2/token")
    connected(cast, Provider.GOOGLE_CALENDAR, settings, given)
    account = Account(
        provider=Provider.GOOGLE_CALENDAR,
        open_transaction=cast.acting,
        keyring=KEYS,
        send_before=time.monotonic() + 120,
    )
    return Connection(account, settings, Recording())
