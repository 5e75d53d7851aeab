"""The web application: which route serves an address, and what it answers."""

import re
import time
from collections.abc import Awaitable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from http import HTTPStatus
from typing import Final, NamedTuple

import structlog

from leavebook.http import telemetry
from leavebook.http.answering import answer
from leavebook.http.asgi import (
    Head,
    Receive,
    Scope,
    Send,
    bare_call,
    body_of,
    call_from,
    head_of,
    send_answer,
)
from leavebook.http.building import Building, all_methods
from leavebook.http.call import Answer
from leavebook.http.decoding import Malformed
from leavebook.http.door import Door, Route
from leavebook.http.lifespan import live
from leavebook.http.notices import Notices, read_notice
from leavebook.http.nowhere import answer_nowhere
from leavebook.http.paths import Paths, segments_of
from leavebook.http.room import NoRoom, Share
from leavebook.http.uploads import MULTIPART

_log = structlog.get_logger()

_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})
_HOST: Final = re.compile(r"[0-9A-Za-z!$&'()*+,;=\-._~:\[\]@%]*")

Served = Mapping[str, tuple[Door, Route]]
"""The routes of one path, by their methods."""

Found = tuple[Served, Mapping[str, str]] | None
"""The routes at an address with what stands in its path's places."""


class Place(NamedTuple):
    """Where a call has come to: a route of a door, and what stands in its path's places."""

    door: Door
    route: Route
    parts: Mapping[str, str]


class Doors:
    """The doors as an ASGI application, with the notices beside them."""

    def __init__(
        self, building: Building, notices: Notices, opened: AbstractContextManager[None]
    ) -> None:
        """Hang every route of every door; `opened` holds open what they need while they serve."""
        self._building = building
        self._notices = notices
        self._opened = opened
        by_path: dict[str, dict[str, tuple[Door, Route]]] = {}
        for door in building.doors:
            for route in door.routes:
                by_path.setdefault(route.path, {})[route.method] = door, route
        self._paths = Paths[Served](by_path.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, or live from the server's start to its end."""
        if scope["type"] == "lifespan":
            await live(self._opened, receive, send)
            return
        segments = segments_of(scope["path"])
        head = head_of(scope, f"/{'/'.join(segments)}")
        answered = await self._answer(head, receive, self._paths.find(segments))
        await send_answer(answered, head, send)

    async def _answer(self, head: Head, receive: Receive, found: Found) -> Answer:
        building, method = self._building, head.method
        if not _HOST.fullmatch(head.headers.get("host", "")):
            return answer_nowhere(building, head, HTTPStatus.BAD_REQUEST)
        if found is None:
            return await self._answer_beside(head)
        served, parts = found
        if method in served:
            return await _noted(building, head, receive, Place(*served[method], parts))
        if method == "OPTIONS":  # which methods the path serves (RFC 9110, section 9.3.7)
            return Answer(204, headers={"Allow": ", ".join((*all_methods(served), method))})
        return answer_nowhere(building, head, HTTPStatus.METHOD_NOT_ALLOWED)

    async def _answer_beside(self, head: Head) -> Answer:
        notice = self._notices.get(head.path)
        if notice is None:
            return answer_nowhere(self._building, head, HTTPStatus.NOT_FOUND)
        return await _unbroken(self._building, head, read_notice(notice, head.method))


async def _noted(building: Building, head: Head, receive: Receive, place: Place) -> Answer:
    started = time.perf_counter()
    door, route = place.door, place.route
    answered = await _unbroken(building, head, _answer(building, head, receive, place))
    telemetry.note_call(
        door=door.name,
        route=route.path,
        method=route.method,
        status=answered.status,
        seconds=time.perf_counter() - started,
        request_id=head.request_id,
    )
    return answered


async def _unbroken(building: Building, head: Head, answering: Awaitable[Answer]) -> Answer:
    try:
        return await answering
    except Exception:  # noqa: BLE001  whatever it was, the caller hears of it politely
        _log.exception("crashed before an endpoint", request_id=head.request_id)
        return answer_nowhere(building, head, HTTPStatus.INTERNAL_SERVER_ERROR)


async def _answer(building: Building, head: Head, receive: Receive, place: Place) -> Answer:
    words = place.door.words
    try:
        with building.room.share() as share:
            return await _done(building, head, receive, place, share)
    except Malformed as fault:
        return words.malformed(str(fault), bare_call(head, building))
    except NoRoom:
        return words.unavailable(bare_call(head, building))


async def _done(
    building: Building, head: Head, receive: Receive, place: Place, share: Share
) -> Answer:
    door, route = place.door, place.route
    raw_body: bytes | None = b""
    if route.method in _WRITES:
        limit = max(building.body_limit, route.largest_upload)
        raw_body = await body_of(head, receive, limit=limit, share=share)
    if raw_body is None:
        return door.words.too_large(bare_call(head, building))
    call = call_from(head, place.parts, raw_body, building)
    if raw_body and not _is_one_of(_media(door, route), call.headers.get("content-type")):
        return door.words.wrong_media_type(call)
    do = partial(answer, call, door=door, route=route, house=building.house, limits=building.limits)
    return await building.threads.do(do)


def _media(door: Door, route: Route) -> tuple[str, ...]:
    return (*door.media, MULTIPART) if route.largest_upload else door.media


def _is_one_of(media: tuple[str, ...], content_type: str | None) -> bool:
    if content_type is None:
        return True
    kind = content_type.partition(";")[0].strip().lower()
    return kind in media or ("application/json" in media and kind.endswith("+json"))
