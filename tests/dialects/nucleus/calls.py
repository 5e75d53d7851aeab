"""Calls to the API as somebody of the tribe."""

from dataclasses import dataclass
from typing import Any

import httpx2

from tests.cast import Cast
from tests.conftest import bearer

TEN_TO_FOURTEEN = ("2026-03-10", "2026-03-14")
"""The days of the published sample."""

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nucleus:
    """The API as seen by one company."""

    api: httpx2.Client
    cast: Cast

    def call(
        self, who: str, method: str, path: str, *, body: object = None, **query: str
    ) -> httpx2.Response:
        """Call as somebody of the company."""
        return self.api.request(
            method,
            f"/api/leave{path}",
            headers=bearer(self.cast.members[who].token),
            json=body,
            params=query or None,
        )

    def get(self, who: str, path: str, **query: str) -> Body:
        """Return the body of an answer that must be good."""
        answer = self.call(who, "GET", path, **query)
        assert answer.status_code == 200, answer.text
        found: Body = answer.json()
        return found

    def leave_type(self, name: str = "Annual Leave") -> str:
        """Return the id under which the API offers a leave type."""
        types = self.get("ada", "/types")["types"]
        return str(next(each["id"] for each in types if each["name"] == name))

    def sample(self, **other: object) -> Body:
        """Return the published body of a request, with other values where given."""
        first, last = TEN_TO_FOURTEEN
        return {
            "leave_type_id": self.leave_type(),
            "leave_type_name": "Annual Leave",
            "start_date": first,
            "end_date": last,
            "total_hours": 40,
            "notes": "Family holiday",
            **other,
        }

    def ask(self, who: str, **other: object) -> str:
        """Ask for leave, which must be taken, and return the id of the request."""
        answer = self.call(who, "POST", "/requests", body=self.sample(**other))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def move(self, who: str, request: str, move: str, body: object = None) -> httpx2.Response:
        """Make a move with a request."""
        return self.call(who, "POST", f"/requests/{request}/{move}", body=body)

    def one(self, who: str, request: str) -> Body:
        """Return a request in detail, as somebody sees it."""
        found: Body = self.get(who, f"/requests/{request}")["request"]
        return found

    def ids(self, who: str, tab: str) -> list[str]:
        """Return the ids of the requests in a tab."""
        return [each["id"] for each in self.get(who, "/requests", tab=tab)["requests"]]

    def status(self, request: str) -> str:
        """Return the status of a request as an executive sees it."""
        return str(self.get("ada", f"/requests/{request}")["request"]["status"])
