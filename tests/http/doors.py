"""Every API with somebody who may use all of it, and its own words for what goes wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import httpx2
import msgspec

from leavebook.app import APIS
from leavebook.http.door import Door, Route
from tests.conftest import bearer
from tests.matrix.calls import CALLS
from tests.matrix.scene import NOBODY, Scene, Subject, Who
from tests.matrix.table import About
from tests.matrix.traces import Trace, Traces

DOORS: Final = APIS
WRITES: Final = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody at a door, with a token for all of it and a request of their own."""

    door: Door
    scene: Scene
    api: httpx2.Client
    traces: Traces
    token: str
    own: Subject

    def trace(self) -> Trace:
        """Return the trace of everything in the company and in the queue."""
        return self.traces.of(self.scene.cast.company_id)

    def writing_routes(self) -> Iterator[Route]:
        """Yield the routes that take a body and a credential; twins under other paths once."""
        for route in self.door.routes:
            is_twin = route.name.endswith("_of_service")
            if route.takes is not None and route.needs_credential and not is_twin:
                yield route

    def call(self, route: Route) -> dict[str, Any]:
        """Return a good call of the route, as the HTTP client takes it."""
        name = next(each for each in CALLS[self.door.name] if each.partition("/")[0] == route.name)
        said = CALLS[self.door.name][name]
        subject = self.own
        if said.about in {About.RECORD, About.PERSON}:
            ada = self.scene.cast.members["ada"]
            subject = replace(
                NOBODY,
                name=ada.name,
                employee_id=ada.employee_id,
                extra=said.prepares(self.scene, ada),
            )
        call = said.request(route, self.scene, subject)
        return {**call, "headers": {**call["headers"], **bearer(self.token)}}

    def send(self, call: dict[str, Any], **other: Any) -> httpx2.Response:  # noqa: ANN401  handed on
        """Send a call with something about it changed; headers are added."""
        headers = {**call["headers"], **other.pop("headers", {})}
        if "content" in other:
            headers = {"content-type": "application/json", **headers}
            call = {key: value for key, value in call.items() if key != "json"}
        return self.api.request(**{**call, **other, "headers": headers})


def visit(door: Door, scene: Scene, api: httpx2.Client, traces: Traces) -> Visit:
    """Return an administrator's visit to a door."""
    own = scene.asked_by(scene.cast.members["ada"])
    token = scene.token_of(Who.ADMIN)
    return Visit(door=door, scene=scene, api=api, traces=traces, token=token, own=own)


def assert_own_words(answer: httpx2.Response, door: Door) -> None:
    """The answer is a refusal in the door's words and tells nothing of what is inside."""
    assert 400 <= answer.status_code < 500, f"{answer.status_code} {answer.text}"
    assert answer.headers["content-type"] == "application/json"
    msgspec.json.decode(answer.content, type=door.error_body, strict=True)
    assert not any(word in answer.text for word in ("Traceback", "SELECT ", "psycopg", "/src/"))
