"""The doors that can tell a story, each in its own words; a new door adds a teller here."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import httpx2

from tests.cast import Cast
from tests.stories.inside import EVERYTHING, Services
from tests.stories.over_http import OverHttp
from tests.stories.pages import Pages
from tests.stories.plot import NO, REASON, Asked, Fact, Storyteller, Verb


class Geniushr(OverHttp):
    """The GeniusHRM API."""

    name = "geniushr"
    verbs = EVERYTHING - {Verb.DELETE, Verb.CHANGE}
    leave = "/api/v1/leave/requests"

    def ask(self, who: str, asked: Asked) -> int:
        body = {
            "employee_id": self.cast.members[who].employee_id,
            "leave_type_id": self.cast.leave_types["AL"],
            "start_date": asked.first.isoformat(),
            "end_date": asked.last.isoformat(),
            "reason": REASON,
        }
        return int(self.done(who, "POST", self.leave, body)["data"]["id"])

    def approve(self, who: str, request_id: int) -> None:
        self.done(who, "PATCH", f"{self.leave}/{request_id}/approve")

    def reject(self, who: str, request_id: int) -> None:
        self.done(who, "PATCH", f"{self.leave}/{request_id}/reject", {"rejection_reason": NO})

    def cancel(self, who: str, request_id: int) -> None:
        self.done(who, "DELETE", f"{self.leave}/{request_id}")

    def amend(self, who: str, request_id: int, last: date) -> None:
        self.done(who, "PUT", f"{self.leave}/{request_id}", {"end_date": last.isoformat()})

    def delete(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def sees(self, who: str, request_id: int) -> Fact | None:
        found = self.seen(who, f"{self.leave}/{request_id}")
        return None if found is None else _fact(found["data"], "start_date", "end_date", "reason")


class Nucleus(OverHttp):
    """The Nucleus API."""

    name = "nucleus"
    verbs = frozenset({Verb.ASK, Verb.APPROVE, Verb.REJECT, Verb.CANCEL})
    leave = "/api/leave/requests"

    def ask(self, who: str, asked: Asked) -> int:
        types = self.done(who, "GET", "/api/leave/types")["types"]
        body = {
            "leave_type_id": next(each["id"] for each in types if each["name"] == "Annual Leave"),
            "leave_type_name": "Annual Leave",
            "start_date": asked.first.isoformat(),
            "end_date": asked.last.isoformat(),
            "notes": REASON,
        }
        return self.id_of(self.done(who, "POST", self.leave, body)["id"])

    def approve(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "approve")

    def reject(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "reject", {"reason": NO})

    def cancel(self, who: str, request_id: int) -> None:
        self._move(who, request_id, "cancel")

    def amend(self, who: str, request_id: int, last: date) -> None:
        raise NotImplementedError

    def delete(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def sees(self, who: str, request_id: int) -> Fact | None:
        found = self.seen(who, f"{self.leave}/{self.uuid_of(request_id)}")
        return None if found is None else _fact(found["request"], "start_date", "end_date", "notes")

    def _move(self, who: str, request_id: int, move: str, body: object = None) -> None:
        self.done(who, "POST", f"{self.leave}/{self.uuid_of(request_id)}/{move}", body)


class Workforceos(OverHttp):
    """The WorkforceOS API."""

    name = "workforceos"
    verbs = EVERYTHING - {Verb.CANCEL, Verb.CHANGE}  # owners only delete
    leave = "/v1/leaverequests"

    def ask(self, who: str, asked: Asked) -> int:
        body = {
            "leaveType": "Annual Leave",
            "startDate": asked.first.isoformat(),
            "endDate": asked.last.isoformat(),
            "reason": REASON,
        }
        return self.id_of(self.done(who, "POST", self.leave, body)["leaveRequest"]["id"])

    def approve(self, who: str, request_id: int) -> None:
        self._change(who, request_id, {"status": "approved"})

    def reject(self, who: str, request_id: int) -> None:
        self._change(who, request_id, {"status": "rejected", "rejectionReason": NO})

    def cancel(self, who: str, request_id: int) -> None:
        self._change(who, request_id, {"status": "cancelled"})

    def amend(self, who: str, request_id: int, last: date) -> None:
        self._change(who, request_id, {"endDate": last.isoformat()})

    def delete(self, who: str, request_id: int) -> None:
        self.done(who, "DELETE", self._one(request_id))

    def sees(self, who: str, request_id: int) -> Fact | None:
        found = self.seen(who, self._one(request_id))
        return (
            None
            if found is None
            else _fact(found["leaveRequest"], "startDate", "endDate", "reason")
        )

    def _change(self, who: str, request_id: int, change: Mapping[str, object]) -> None:
        self.done(who, "PATCH", self._one(request_id), change)

    def _one(self, request_id: int) -> str:
        return f"{self.leave}/{self.uuid_of(request_id)}"


class Leaveinfo(OverHttp):
    """The leaveinfo API, where nobody decides and what is over is not shown."""

    name = "leaveinfo"
    verbs = frozenset({Verb.ASK, Verb.AMEND, Verb.DELETE})
    leave = "/ux/common/leaves/leaveinfo"

    def ask(self, who: str, asked: Asked) -> int:
        body = {
            "leave_type": "Annual Leave",
            "start_date": asked.first.isoformat(),
            "end_date": asked.last.isoformat(),
            "reason": REASON,
        }
        answer = self.call(who, "POST", f"{self.leave}/", body)
        assert answer.is_success, answer.text
        return self.id_of(answer.headers["location"].rstrip("/").rsplit("/", 1)[1])

    def approve(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def reject(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def cancel(self, who: str, request_id: int) -> None:
        raise NotImplementedError

    def amend(self, who: str, request_id: int, last: date) -> None:
        self.done(who, "PATCH", self._one(request_id), {"end_date": last.isoformat()})

    def delete(self, who: str, request_id: int) -> None:
        self.done(who, "DELETE", self._one(request_id))

    def sees(self, who: str, request_id: int) -> Fact | None:
        found = self.seen(who, self._one(request_id))
        return None if found is None else _fact(found, "start_date", "end_date", "reason")

    def _one(self, request_id: int) -> str:
        return f"{self.leave}/{self.uuid_of(request_id)}/"


OVER_HTTP: Final[tuple[type[OverHttp], ...]] = (
    Geniushr,
    Nucleus,
    Workforceos,
    Leaveinfo,
    Pages,
)


def tellers(cast: Cast, api: httpx2.Client) -> tuple[Storyteller, ...]:
    """Return everybody who can tell a story in this company; the services come first."""
    return (
        Services(cast),
        Geniushr(cast, api),
        Nucleus(cast, api),
        Workforceos(cast, api),
        Leaveinfo(cast, api),
        Pages(cast, api),
    )


def _fact(shown: Mapping[str, Any], first: str, last: str, reason: str) -> Fact:
    status = shown.get("status")
    return Fact(
        first=date.fromisoformat(shown[first][:10]),
        last=date.fromisoformat(shown[last][:10]),
        reason=shown[reason],
        status=None if status is None else str(status).partition("_")[0],
    )
