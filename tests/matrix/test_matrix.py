"""Every route of every door, called by everybody about everybody: who gets what.

The expected answers stand in `expected/<door>.txt`, and what a route is called with in
`<door>.py`. A door or a route without a row fails, so nothing new is served unexamined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import httpx2
import pytest

from leavebook.app import DOORS
from leavebook.http.door import Door, Route
from leavebook.storage.database import Database
from leavebook.storage.sign_in.credentials import CredentialKind
from tests.conftest import Cluster, bearer
from tests.matrix.calls import CALLS
from tests.matrix.scene import NOBODY, Dead, Scene, Subject, Who, Whose, set_scene
from tests.matrix.table import COLUMNS, About, Expected, Said, table_of
from tests.matrix.traces import Traces, changed, looking

PAGES: Final = "web"
SAME_UNDER_ANOTHER_PATH: Final = "_of_service"
# What an answer says anew every time, whatever was asked.
_VARIES: Final = re.compile(r'"(requestId|sessionId|cacheKey|date|elapsedMs)":("[^"]*"|[0-9.]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One route called by one person about another."""

    door: Door
    name: str
    said: Said
    who: Who
    whose: Whose
    expected: Expected

    def __str__(self) -> str:
        return f"{self.door.name}-{self.name}-{self.who}-{self.whose}"


CELLS: Final = [
    Cell(
        door=door,
        name=name,
        said=CALLS[door.name][name],
        who=who,
        whose=whose,
        expected=expected,
    )
    for door in DOORS
    if door.name in CALLS
    for name, row in table_of(door).items()
    for (who, whose), expected in row.items()
]
CLOSED: Final = [
    pytest.param(door, name, how, id=f"{door.name}-{name}-{how}")
    for door in DOORS
    for name in CALLS.get(door.name, {})
    for how in Dead
    if any(route.name == name.partition("/")[0] and route.needs_credential for route in door.routes)
]


@dataclass(slots=True)
class Stage:
    """One scene for all cells of a row, and one company elsewhere."""

    database: Database
    traces: Traces
    api: httpx2.Client
    elsewhere: dict[str, Scene] = field(default_factory=dict)
    row: tuple[str, str] | None = None
    scene: Scene | None = None
    watching: tuple[Scene, Subject] | None = None

    def watched(self, scene: Scene) -> Subject:
        """Return Bea with one request, for calls that must not get as far as that."""
        if self.watching is None or self.watching[0] is not scene:
            self.watching = (scene, scene.asked_by(scene.cast.members["bea"]))
        return self.watching[1]

    def scene_of(self, door: Door, name: str, *, fresh: bool) -> Scene:
        """Return the scene in which a cell of this row plays."""
        if fresh or self.scene is None or self.row != (door.name, name):
            self.scene, self.row = set_scene(self.database, door.name), (door.name, name)
        return self.scene

    def subject(self, cell: Cell, scene: Scene) -> Subject:
        """Return whom the cell is about, with a new request where one is needed."""
        door, said, who, whose = cell.door, cell.said, cell.who, cell.whose
        if whose is Whose.ELSEWHERE:
            if door.name not in self.elsewhere:
                self.elsewhere[door.name] = set_scene(self.database, door.name)
            scene = self.elsewhere[door.name]
            member = scene.cast.members["bea"]
        else:
            member = scene.member(who, whose)
        if said.about is About.REQUEST:
            return scene.asked_by(member, approved=said.approved)
        extra = said.prepares(scene, member)
        return replace(NOBODY, name=member.name, employee_id=member.employee_id, extra=extra)


@pytest.fixture(scope="module")
def stage(database: Database, cluster: Cluster, server: str) -> Iterator[Stage]:
    with looking(cluster) as traces, httpx2.Client(base_url=server, timeout=20) as api:
        yield Stage(database, traces, api)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_every_route_has_a_row(door: Door) -> None:
    rows, calls = table_of(door), CALLS.get(door.name, {})
    routes = {route.name.removesuffix(SAME_UNDER_ANOTHER_PATH) for route in door.routes}

    assert {name.partition("/")[0] for name in rows} == routes
    assert set(rows) == set(calls)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_another_path_to_the_same_leads_to_the_same_endpoint(door: Door) -> None:
    by_name = {route.name: route for route in door.routes}
    twins = [name for name in by_name if name.endswith(SAME_UNDER_ANOTHER_PATH)]

    for name in twins:
        twin, bare = by_name[name], by_name[name.removesuffix(SAME_UNDER_ANOTHER_PATH)]
        assert replace(twin, name=bare.name, path=bare.path, endpoint=bare.endpoint) == bare


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_every_cell_about_somebody_is_filled(door: Door) -> None:
    filled = {
        About.NOBODY: {Whose.OWN},
        About.RECORD: {Whose.OWN, Whose.ELSEWHERE},
        About.PERSON: set(Whose),
        About.REQUEST: set(Whose),
    }

    for name, row in table_of(door).items():
        wanted = filled[CALLS[door.name][name].about]
        columns = {column for column in COLUMNS if column[1] in wanted}
        if door.name == PAGES:
            columns = {column for column in columns if column[0] is not Who.COMPANY}
        assert set(row) == columns, name


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_everybody_gets_what_the_table_says(stage: Stage, cell: Cell) -> None:
    said, expected = cell.said, cell.expected
    scene = stage.scene_of(cell.door, cell.name, fresh=said.ruins)
    subject = stage.subject(cell, scene)
    token, route = scene.token_of(cell.who, _kind(cell.door)), _route(cell.door, cell.name)
    call = said.request(route, scene, subject)
    same_of_nobody = said.request(route, scene, NOBODY)
    companies = [each.cast.company_id for each in (scene, *stage.elsewhere.values())]
    before = stage.traces.of(*companies)

    answer = _send(stage.api, cell.door, call, token)

    assert answer.status_code == expected.status, answer.text[:300]
    is_done = answer.status_code < 400
    if said.tells is not None:
        is_told = is_done and not expected.is_silent
        assert (said.tells(subject) in answer.text) == is_told, answer.text[:300]
    if not is_done:
        assert changed(before, stage.traces.of(*companies)) == {}
    if cell.whose is Whose.ELSEWHERE:
        unknown = _send(stage.api, cell.door, same_of_nobody, token)
        assert unknown.status_code == answer.status_code
        assert _constant(unknown) == _constant(answer)


@pytest.mark.parametrize(("door", "name", "how"), CLOSED)
def test_nobody_enters_without_a_credential_that_counts(
    stage: Stage, door: Door, name: str, how: Dead
) -> None:
    scene = stage.scene_of(door, "closed", fresh=False)
    subject = stage.watched(scene)
    token = scene.dead_token(how, _kind(door))
    call = CALLS[door.name][name].request(_route(door, name), scene, subject)
    before = stage.traces.of(scene.cast.company_id)

    answer = _send(stage.api, door, call, token)

    if door.name == PAGES:
        assert answer.headers["location"].startswith("/login"), answer.text
    else:
        assert answer.status_code == 401, answer.text
    assert subject.reason not in answer.text
    assert changed(before, stage.traces.of(scene.cast.company_id)) == {}


def _route(door: Door, name: str) -> Route:
    return next(route for route in door.routes if route.name == name.partition("/")[0])


def _kind(door: Door) -> CredentialKind:
    return CredentialKind.WEB_SESSION if door.name == PAGES else CredentialKind.USER_TOKEN


def _send(
    api: httpx2.Client, door: Door, call: dict[str, Any], token: str | None
) -> httpx2.Response:
    headers = {} if token is None else bearer(token)
    if door.name == PAGES:
        headers = {
            "Origin": str(api.base_url).rstrip("/"),
            "Cookie": f"leavebook={token or ''}",
        }
        if not call["files"]:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
    return api.request(**{**call, "headers": {**call["headers"], **headers}})


def _constant(answer: httpx2.Response) -> str:
    """Return what the answer says, without what it says anew every time."""
    return _VARIES.sub("", answer.text)
