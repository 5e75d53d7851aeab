"""Answers what no route serves, in the words of the door whose address it is."""

from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_404_NOT_FOUND, HTTP_405_METHOD_NOT_ALLOWED

from leavebook.http.asgi import Head, bare_call, head_of, headers_with
from leavebook.http.building import Building, door_of, methods_of
from leavebook.http.call import Answer

_log = structlog.get_logger()

_EVERYTHING = ("/",)


def answer_nowhere(building: Building, head: Head, status: int) -> Answer:
    """Return the answer to a call that reached no endpoint; `status` is what HTTP says of it."""
    call = bare_call(head, building)
    door = door_of(call.path, building.doors)
    if door is None or (door.prefixes == _EVERYTHING and call.path.startswith("/api/")):
        # Whoever calls an API that there is not is a program, and reads no page.
        return _plain(status)
    if status == HTTP_405_METHOD_NOT_ALLOWED:
        return door.words.wrong_method(call, methods_of(call.path, building.doors))
    if status == HTTP_404_NOT_FOUND:
        return door.words.no_such_path(call)
    if status >= 500:  # noqa: PLR2004  the family of our own faults
        return door.words.crashed(call)
    return door.words.malformed("The call cannot be read.", call)


def respond_nowhere(
    building: Building,
    request: Request[Any, Any, Any],
    error: Exception,
) -> Response[bytes]:
    """Return what the framework sends for a call that it could not serve, or broke on."""
    head = head_of(request.scope, request.scope["path"])
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status >= 500:  # noqa: PLR2004  the family of our own faults
        _log.error("crashed before an endpoint", request_id=head.request_id, exc_info=error)
    answered = answer_nowhere(building, head, status)
    return Response(
        content=answered.encoded(),
        status_code=answered.status,
        media_type=answered.media_type,
        headers=headers_with(answered, head.request_id),
    )


def _plain(status: int) -> Answer:
    title = {404: "Not found.", 405: "Method not allowed."}.get(status, "The call failed.")
    return Answer(status, {"title": title, "status": status}, media_type="application/problem+json")
