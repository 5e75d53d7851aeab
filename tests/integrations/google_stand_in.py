"""Our own stand-in for Google Calendar: tokens, a shared calendar, and people's own calendars.

Access is given for a refresh token, or for what a service account signs; one that signs for a
person of the Workspace acts as that person.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.integrations.stand_in import Answer, Asked, StandIn

REFRESH_TOKEN = "google-canary-refresh-91c2e4"
CLIENT_SECRET = "google-canary-client-77aa01"
ACCESS_TOKEN = "google-canary-access-03fd8b"
ACCESS_AS = "google-canary-access-as-"
CALENDAR = "leave@group.calendar.example"

Events = dict[str, dict[str, Any]]


@dataclass
class Google:
    """What Google holds."""

    events: Events = field(default_factory=dict)
    """Of the shared calendar."""
    own: dict[str, Events] = field(default_factory=dict)
    """Of everybody in the Workspace, by address."""
    without_calendar: set[str] = field(default_factory=set)
    """Who is in the Workspace and has its calendar switched off."""
    delegates: bool = True
    """Whether the service account may act for people."""
    grants: list[dict[str, list[str]]] = field(default_factory=list)
    good: str = ACCESS_TOKEN

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike events, and acting for people."""
        return StandIn(self.serve, matters=_matters, echo=ACCESS_TOKEN)

    def serve(self, asked: Asked) -> Answer:
        if asked.path == "/token":
            return self._token(asked)
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token == self.good and asked.path.startswith(_SHARED):
            return self._answer(self.events, asked, asked.path.removeprefix(_SHARED), own=False)
        if token.startswith(ACCESS_AS) and asked.path.startswith(_PRIMARY):
            person = token.removeprefix(ACCESS_AS)
            if person in self.without_calendar:
                return 403, _error(403, "notACalendarUser")
            own = self.own[person]
            return self._answer(own, asked, asked.path.removeprefix(_PRIMARY), own=True)
        return 401, {"error": {"code": 401, "message": "Invalid Credentials", "errors": []}}

    def _token(self, asked: Asked) -> Answer:
        form = parse_qs(asked.body.decode())
        self.grants.append(form)
        person = _person_in(form)
        if person is None:
            return 200, {"access_token": self.good, "expires_in": 3599, "token_type": "Bearer"}
        if not self.delegates:
            return 401, {"error": "unauthorized_client", "error_description": "not authorized"}
        if person not in self.own:
            return 400, {"error": "invalid_grant", "error_description": "Invalid email or User ID"}
        return 200, {"access_token": ACCESS_AS + person, "expires_in": 3599}

    def _answer(self, held: Events, asked: Asked, rest: str, *, own: bool) -> Answer:  # noqa: PLR0911  a table of answers
        key = rest.strip("/")
        known = held.get(key)
        match asked.method:
            case "GET" if not key:
                return 200, {"summary": "Leave", "accessRole": "writer", "items": []}
            case "GET":
                return (404, _error(404)) if known is None else (200, known)
            case "POST":
                event = json.loads(asked.body)
                if event["id"] in held:
                    return 409, _error(409)
                if not _fits(event, own=own):
                    return 400, _error(400, "malformed")
                held[event["id"]] = {**event, "status": "confirmed"}
                return 200, held[event["id"]]
            case "PUT":
                held[key] = json.loads(asked.body)
                return 200, held[key]
            case _ if known is None:
                return 404, _error(404)
            case "DELETE" if known["status"] == "cancelled":
                return 410, _error(410)
            case "DELETE":
                known["status"] = "cancelled"
                return 204, None
        return 405, None

    def shown(self) -> list[dict[str, Any]]:
        """Return the events that people see in the shared calendar."""
        return _shown(self.events)

    def shown_to(self, person: str) -> list[dict[str, Any]]:
        """Return the events that somebody has in the calendar of their own."""
        return _shown(self.own[person])

    def clear(self) -> None:
        """Hold no event."""
        for held in (self.events, *self.own.values()):
            held.clear()


@cache
def service_account() -> str:
    """Return the JSON key of a service account."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return json.dumps(
        {"client_email": "leave@project.example", "private_key": pem, "private_key_id": "k1"}
    )


@cache
def _key() -> RSAKey:
    # Reading one proves that its primes are primes, which takes longer than anything else here.
    return RSAKey.import_key(json.loads(service_account())["private_key"])


_SHARED = "/calendars/leave%40group.calendar.example/events"
_PRIMARY = "/calendars/primary/events"


def _matters(asked: Asked) -> bool:
    if asked.path.endswith("/token"):
        return _person_in(parse_qs(asked.body.decode())) is not None
    return "/events" in asked.path


def _person_in(form: dict[str, list[str]]) -> str | None:
    if "assertion" not in form:
        return None
    claims = jwt.decode(form["assertion"][0], _key(), algorithms=["RS256"]).claims
    found: str | None = claims.get("sub")
    return found


def _fits(event: dict[str, Any], *, own: bool) -> bool:
    """Whether Google takes it: out of office is for people's own calendars, and has times."""
    if event.get("eventType", "default") == "default":
        return True
    is_timed = "dateTime" in event["start"] and "dateTime" in event["end"]
    is_busy = event.get("transparency") == "opaque"
    return own and is_timed and is_busy and "outOfOfficeProperties" in event


def _shown(held: Events) -> list[dict[str, Any]]:
    return [event for event in held.values() if event["status"] != "cancelled"]


def _error(status: int, reason: str | None = None) -> dict[str, Any]:
    errors = [] if reason is None else [{"domain": "calendar", "reason": reason}]
    return {"error": {"code": status, "message": f"answer {status}", "errors": errors}}
