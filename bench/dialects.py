"""The same work through every API that does it: asking, reading, listing, deciding.

Each in a company of its own and on connections of its own, so that the only difference between
two rows is the API.
"""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench import server
from leavebook.storage.database import Database
from leavebook.storage.embedded import EmbeddedDatabase
from tests.cast import Cast, found_company

ASKS = 120
READS = 400

_FIRST = date(2026, 4, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How one API says the four things; None where it cannot."""

    name: str
    asked: Callable[[Cast, str], dict[str, object]]
    create: str
    listed: str
    one: Callable[[str], str]
    id_in: Callable[[dict[str, Any], http.client.HTTPResponse], str]
    decide: Callable[[str], tuple[str, str, dict[str, object]]] | None


DIALECTS = (
    Spoken(
        name="geniushr",
        asked=lambda cast, day: {
            "employee_id": cast.bea.employee_id,
            "leave_type_id": cast.leave_types["UL"],
            "start_date": day,
            "end_date": day,
        },
        create="/api/v1/leave/requests",
        listed="/api/v1/leave/requests",
        one=lambda found: f"/api/v1/leave/requests/{found}",
        id_in=lambda body, _: str(body["data"]["id"]),
        decide=lambda found: ("PATCH", f"/api/v1/leave/requests/{found}/approve", {}),
    ),
    Spoken(
        name="nucleus",
        asked=lambda cast, day: {
            "leave_type_id": _uuid_of(cast, "UL"),
            "leave_type_name": "Unpaid Leave",
            "start_date": day,
            "end_date": day,
        },
        create="/api/leave/requests",
        listed="/api/leave/requests?tab=mine&limit=15",
        one=lambda found: f"/api/leave/requests/{found}",
        id_in=lambda body, _: str(body["id"]),
        decide=lambda found: ("POST", f"/api/leave/requests/{found}/approve", {}),
    ),
    Spoken(
        name="workforceos",
        asked=lambda _, day: {"leaveType": "Unpaid Leave", "startDate": day, "endDate": day},
        create="/v1/leaverequests",
        listed="/v1/myleaverequests?pageRowCount=15",
        one=lambda found: f"/v1/leaverequests/{found}",
        id_in=lambda body, _: str(body["leaveRequest"]["id"]),
        decide=lambda found: ("PATCH", f"/v1/leaverequests/{found}", {"status": "approved"}),
    ),
    Spoken(
        name="leaveinfo",
        asked=lambda _, day: {
            "leave_type": "Unpaid Leave",
            "start_date": f"{day}T00:00:00.000Z",
            "end_date": f"{day}T00:00:00.000Z",
            "reason": "Bench",
        },
        create="/ux/common/leaves/leaveinfo/",
        listed="/ux/common/leaves/leaveinfo/?items_per_page=15",
        one=lambda found: f"/ux/common/leaves/leaveinfo/{found}/",
        id_in=lambda _, answer: str(answer.headers["Location"]).rstrip("/").split("/")[-1],
        decide=None,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Calls per second of one API for each kind of work; None where it has none."""

    name: str
    create: float
    get: float
    listed: float
    decide: float | None


def measure(database: EmbeddedDatabase) -> list[Row]:
    """Return a row for each API, from the median time of a call.

    The APIs take turns call by call, so that whatever else the machine does meets all of them.
    """
    founding = Database(database.url, connections=2, name="bench", patience="0")
    founding.open()
    try:
        with server.running(database.url, threads=2) as running:
            told = [Told(running.address, each, found_company(founding)) for each in DIALECTS]
            creating = _medians(told, Told.create, ASKS)
            getting = _medians(told, Told.get, READS)
            listing = _medians(told, Told.read_list, READS)
            deciding = _medians([each for each in told if each.decides], Told.decide, ASKS)
    finally:
        founding.close()
    return [
        Row(
            name=each.name,
            create=creating[each.name],
            get=getting[each.name],
            listed=listing[each.name],
            decide=deciding.get(each.name),
        )
        for each in told
    ]


def show(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of the table, each rate with its part of the fastest API's."""
    yield f"{'API':>12} | {'create':>12} | {'get':>12} | {'list':>12} | {'decide':>12}"
    best = {
        kind: max(getattr(row, kind) or 0 for row in rows)
        for kind in ("create", "get", "listed", "decide")
    }
    for row in rows:
        cells = []
        for kind, fastest in best.items():
            rate = getattr(row, kind)
            cells.append("none" if rate is None else f"{rate:.0f}/s {rate / fastest:.2f}")
        yield f"{row.name:>12} | " + " | ".join(f"{cell:>12}" for cell in cells)


class Told:
    """One API, with Bea who asks and Mo who decides in a company of their own."""

    def __init__(self, address: str, spoken: Spoken, cast: Cast) -> None:
        self.name = spoken.name
        self.decides = spoken.decide is not None
        self._spoken, self._cast = spoken, cast
        self._bea, self._mo = _Caller(address, cast.bea.token), _Caller(address, cast.mo.token)
        self._made: list[str] = []

    def create(self, turn: int) -> None:
        """Ask for the turn-th day."""
        asked = self._spoken.asked(self._cast, _day(turn))
        body, answer = self._bea.call("POST", self._spoken.create, asked, expects=201)
        self._made.append(self._spoken.id_in(json.loads(body or b"{}"), answer))

    def get(self, turn: int) -> None:
        """Read one of the requests that were made."""
        self._bea.call("GET", self._spoken.one(self._made[turn % ASKS]), None, expects=200)

    def get_last(self, _: int) -> None:
        """Read the newest request."""
        self._bea.call("GET", self._spoken.one(self._made[-1]), None, expects=200)

    def read_list(self, _: int) -> None:
        """Read the first page of what Bea asked for."""
        self._bea.call("GET", self._spoken.listed, None, expects=200)

    def decide(self, turn: int) -> None:
        """Approve the turn-th request, where the API can."""
        if self._spoken.decide is not None:
            self._mo.call(*self._spoken.decide(self._made[turn]), expects=200)


def _medians(told: list[Told], work: Callable[[Told, int], None], times: int) -> dict[str, float]:
    """Return calls per second by the median time of a call, for each API."""
    taken: dict[str, list[float]] = {each.name: [] for each in told}
    for turn in range(times):
        for each in told:
            started = time.perf_counter()
            work(each, turn)
            taken[each.name].append(time.perf_counter() - started)
    return {name: 1 / median(seconds) for name, seconds in taken.items()}


class _Caller:
    """One kept-open connection with a token."""

    def __init__(self, address: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(
        self, method: str, path: str, body: object, *, expects: int
    ) -> tuple[bytes, http.client.HTTPResponse]:
        content = None if body is None else json.dumps(body)
        self._connection.request(method, path, content, self._headers)
        answer = self._connection.getresponse()
        raw = answer.read()
        if answer.status != expects:
            raise RuntimeError(f"{method} {path}: {answer.status} {raw[:300]!r}")
        return raw, answer


def _day(turn: int) -> str:
    """Return the turn-th Wednesday, Thursday or Tuesday that is no holiday in Berlin."""
    week, day = divmod(turn, 2)
    return (_FIRST + timedelta(days=7 * (week + 1) + 1 + day)).isoformat()


def _uuid_of(cast: Cast, code: str) -> str:
    with cast.acting() as tx:
        return str(tx.value("SELECT uuid FROM leave_type WHERE code = %(code)s", code=code))
