"""Our own stand-in for Productive: people, absence types and bookings, as JSON:API."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.integrations.stand_in import Answer, Asked, StandIn

TOKEN = "productive-canary-5b1f7d"
EVENT = "77"


@dataclass
class Productive:
    """What Productive holds."""

    people: dict[str, str] = field(default_factory=dict)
    bookings: dict[str, dict[str, Any]] = field(default_factory=dict)
    last: int = 900

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike what reads or writes bookings."""
        return StandIn(self.serve, matters=lambda asked: "/bookings" in asked.path, echo=TOKEN)

    def serve(self, asked: Asked) -> Answer:  # noqa: PLR0911  a table of answers
        if asked.headers.get("x-auth-token") != TOKEN or asked.headers["x-organization-id"] != "42":
            return 401, {"errors": [{"title": "unauthorized"}]}
        if asked.headers.get("content-type") != "application/vnd.api+json":
            return 415, {"errors": [{"title": "unsupported media type"}]}
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", ["people"]:
                email = asked.query["filter[email]"]
                return 200, {
                    "data": [_person(key, email)] if (key := self.people.get(email)) else []
                }
            case "GET", ["events"]:
                return 200, {"data": [{"id": EVENT, "attributes": {"name": "Vacation"}}]}
            case "GET", ["bookings"]:
                return 200, {"data": self._page(asked.query)}
            case "GET", ["bookings", key]:
                return (200, {"data": {"id": key}}) if key in self.bookings else (404, None)
            case "POST", ["bookings"]:
                return self._book(json.loads(asked.body))
            case "DELETE", ["bookings", key]:
                return (204, None) if self.bookings.pop(key, None) else (404, None)
        return 404, None

    def _page(self, query: dict[str, str]) -> list[dict[str, Any]]:
        found = [
            {"id": key, "type": "bookings", "attributes": each}
            for key, each in self.bookings.items()
            if str(each["person_id"]) == query["filter[person_id]"]
            and each["started_on"] == query["filter[started_on]"]
        ]
        size, number = int(query["page[size]"]), int(query["page[number]"])
        return found[size * (number - 1) : size * number]

    def _book(self, document: dict[str, Any]) -> Answer:
        self.last += 1
        self.bookings[str(self.last)] = document["data"]["attributes"]
        return 201, {"data": {"id": str(self.last), **document["data"]}}


def _person(key: str, email: str) -> dict[str, Any]:
    return {"id": key, "type": "people", "attributes": {"email": email}}
