"""Our own stand-in for Google Calendar: tokens for a refresh token, and events with our ids."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.integrations.stand_in import Answer, Asked, StandIn

REFRESH_TOKEN = "google-canary-refresh-91c2e4"
CLIENT_SECRET = "google-canary-client-77aa01"
ACCESS_TOKEN = "google-canary-access-03fd8b"
CALENDAR = "leave@group.calendar.example"


@dataclass
class Google:
    """What Google holds."""

    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    grants: list[dict[str, list[str]]] = field(default_factory=list)
    good: str = ACCESS_TOKEN

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike what reads or writes events."""
        return StandIn(self.serve, matters=lambda asked: "/events" in asked.path, echo=ACCESS_TOKEN)

    def serve(self, asked: Asked) -> Answer:
        if asked.path == "/token":
            self.grants.append(parse_qs(asked.body.decode()))
            return 200, {"access_token": self.good, "expires_in": 3599, "token_type": "Bearer"}
        if asked.headers.get("authorization") != f"Bearer {self.good}":
            return 401, {"error": {"code": 401, "message": "Invalid Credentials", "errors": []}}
        start = "/calendars/leave%40group.calendar.example/events"
        if not asked.path.startswith(start):
            return 404, None
        return self._events(asked, asked.path.removeprefix(start).strip("/"))

    def _events(self, asked: Asked, key: str) -> Answer:  # noqa: PLR0911  a table of answers
        known = self.events.get(key)
        match asked.method:
            case "GET" if not key:
                return 200, {"summary": "Leave", "accessRole": "writer", "items": []}
            case "GET":
                return (404, _error(404)) if known is None else (200, known)
            case "POST":
                event = json.loads(asked.body)
                if event["id"] in self.events:
                    return 409, _error(409)
                self.events[event["id"]] = {**event, "status": "confirmed"}
                return 200, self.events[event["id"]]
            case "PUT":
                self.events[key] = json.loads(asked.body)
                return 200, self.events[key]
            case _ if known is None:
                return 404, _error(404)
            case "DELETE" if known["status"] == "cancelled":
                return 410, _error(410)
            case "DELETE":
                known["status"] = "cancelled"
                return 204, None
        return 405, None

    def shown(self) -> list[dict[str, Any]]:
        """Return the events that people see."""
        return [event for event in self.events.values() if event["status"] != "cancelled"]


def _error(status: int) -> dict[str, Any]:
    return {"error": {"code": status, "message": f"answer {status}", "errors": []}}
