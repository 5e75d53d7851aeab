"""Hangs the doors into the web framework: paths to routes, bytes to calls, answers to bytes."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from anyio import CapacityLimiter, to_thread
from litestar import Request, Response
from litestar.exceptions import InternalServerException
from litestar.handlers import HTTPRouteHandler

from leavebook.http import telemetry
from leavebook.http.answering import answer
from leavebook.http.call import Answer, Call, query_of
from leavebook.http.decoding import Malformed
from leavebook.http.door import Door, House, Route
from leavebook.http.limits import Limits
from leavebook.http.own_address import own_address
from leavebook.http.uploads import MULTIPART

AnyRequest = Request[Any, Any, Any]

_REQUEST_ID = re.compile(r"[A-Za-z0-9_.\-]{1,64}")

_ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}

# NUL and halves of characters, which PostgreSQL refuses in a text.
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")

_WRITES = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """Everything the mounted routes share."""

    house: House
    doors: tuple[Door, ...]
    limits: Limits
    threads: CapacityLimiter
    body_limit: int
    base_url: str | None


def handlers_for(building: Building) -> list[HTTPRouteHandler]:
    """Return one handler for every route of every door."""
    routes = [(door, route) for door in building.doors for route in door.routes]
    paths = dict.fromkeys(route.path for _, route in routes)
    return [
        # First, or the framework puts an answer of its own there.
        *(_options(building, path) for path in paths),
        *(_handler(building, door, route) for door, route in routes),
    ]


def door_of(path: str, doors: Sequence[Door]) -> Door | None:
    """Return the door in whose words a path is answered: the one with the longest prefix."""
    fitting = [
        (len(prefix), door)
        for door in doors
        for prefix in door.prefixes
        if path == prefix or path.startswith(prefix.rstrip("/") + "/")
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def methods_of(path: str, doors: Sequence[Door]) -> tuple[str, ...]:
    """Return the methods that some route serves on a path; its own routes go before `{id}`."""
    asked = path.rstrip("/") or "/"
    routes = [route for door in doors for route in door.routes]
    own = [route for route in routes if (route.path.rstrip("/") or "/") == asked]
    fitting = own or [route for route in routes if _pattern(route.path).fullmatch(asked)]
    return tuple(sorted({route.method for route in fitting}))


def call_from(request: AnyRequest, raw_body: bytes, building: Building) -> Call:
    """Return the call that a request stands for; raises Malformed for an unreadable query."""
    return Call(
        method=request.method,
        path=request.url.path,
        parts=_parts(request),
        query=query_of(request.scope.get("query_string", b"")),
        headers=_headers(request),
        raw_body=raw_body,
        request_id=_request_id(request),
        base_url=own_address(
            building.base_url,
            scheme=request.scope["scheme"],
            host=request.headers.get("host"),
            listening=request.scope["server"] or ("localhost", None),
        ),
        address=request.client.host if request.client else "",
        received_at=building.house.clock.now(),
    )


def bare_call(request: AnyRequest, building: Building) -> Call:
    """Return the call without its query, for answers that need no more."""
    return Call(
        method=request.method,
        path=request.url.path,
        parts={},
        query=(),
        headers=_headers(request),
        raw_body=b"",
        request_id=_request_id(request),
        base_url=building.base_url or "",
        received_at=building.house.clock.now(),
    )


def response(answered: Answer, request_id: str) -> Response[bytes]:
    """Return the bytes that go out, with the headers every answer carries."""
    return Response(
        content=answered.encoded(),
        status_code=answered.status,
        media_type=answered.media_type,
        headers={**_ALWAYS, "X-Request-Id": request_id, **answered.headers},
    )


def _options(building: Building, path: str) -> HTTPRouteHandler:
    """Return the handler that says which methods a path serves (RFC 9110, section 9.3.7)."""
    allowed = ", ".join((*methods_of(path, building.doors), "OPTIONS"))

    async def options(request: AnyRequest) -> Response[bytes]:
        return response(Answer(204, headers={"Allow": allowed}), _request_id(request))

    mounted = HTTPRouteHandler(
        _as_mounted(path),
        http_method=["OPTIONS"],
        status_code=200,  # the answer has its own; the framework wants one that may have a body
        include_in_schema=False,
    )
    return mounted(options)


def _as_mounted(path: str) -> str:
    """Return the path in the framework's own notation."""
    return re.sub(r"{(\w+)}", r"{\1:str}", path)


def _handler(building: Building, door: Door, route: Route) -> HTTPRouteHandler:
    async def handle(request: AnyRequest) -> Response[bytes]:
        started = time.perf_counter()
        answered = await _answer(building, door, route, request)
        telemetry.note_call(
            door=door.name,
            route=route.path,
            method=route.method,
            status=answered.status,
            seconds=time.perf_counter() - started,
            request_id=_request_id(request),
        )
        return response(answered, _request_id(request))

    handle.__name__ = f"{door.name}_{route.name}"
    # The answer has a status of its own; what is said here only keeps the framework content.
    mounted = HTTPRouteHandler(
        _as_mounted(route.path),
        http_method=[route.method],  # type: ignore[list-item]  # methods are the plain words
        status_code=200,
        include_in_schema=False,
    )
    return mounted(handle)


async def _answer(building: Building, door: Door, route: Route, request: AnyRequest) -> Answer:
    try:
        limit = max(building.body_limit, route.largest_upload)
        raw_body = await _body(request, limit) if route.method in _WRITES else b""
        if raw_body is None:
            return door.words.too_large(bare_call(request, building))
        call = call_from(request, raw_body, building)
    except Malformed as fault:
        return door.words.malformed(str(fault), bare_call(request, building))
    if raw_body and not _is_one_of(_media(door, route), call.headers.get("content-type")):
        return door.words.wrong_media_type(call)
    return await to_thread.run_sync(
        lambda: answer(call, door=door, route=route, house=building.house, limits=building.limits),
        limiter=building.threads,
    )


async def _body(request: AnyRequest, limit: int) -> bytes | None:
    """Return the whole body, or None when it is over the limit; raises Malformed for a part."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > limit:
        return None
    pieces: list[bytes] = []
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit:
                return None
            pieces.append(piece)
    except InternalServerException as cut_off:
        # The framework's word for a caller who announced more than came.
        raise Malformed("The body broke off.") from cut_off
    return b"".join(pieces)


def _media(door: Door, route: Route) -> tuple[str, ...]:
    return (*door.media, MULTIPART) if route.largest_upload else door.media


def _is_one_of(media: tuple[str, ...], content_type: str | None) -> bool:
    if content_type is None:
        return True
    kind = content_type.partition(";")[0].strip().lower()
    return kind in media or ("application/json" in media and kind.endswith("+json"))


def _parts(request: AnyRequest) -> dict[str, str]:
    """Return what stands in the path's places.

    A character that no database keeps becomes the one that stands for what cannot be read: the
    address is then one that nothing has, which is what it is.
    """
    return {
        name: _NOT_KEPT.sub("\ufffd", str(value)) for name, value in request.path_params.items()
    }


def _headers(request: AnyRequest) -> dict[str, str]:
    """Return the headers by name; one that came twice shows both values, so nobody misses it."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in request.scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"{\w+}", "[^/]+", path.rstrip("/")))


def _request_id(request: AnyRequest) -> str:
    state = request.scope["state"]
    if "request_id" not in state:
        given = request.headers.get("x-request-id", "")
        state["request_id"] = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    return str(state["request_id"])
