"""Answers what no route serves, in the words of the door whose address it is."""

import structlog
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_404_NOT_FOUND, HTTP_405_METHOD_NOT_ALLOWED

from leavebook.http.call import Answer
from leavebook.http.mounting import (
    AnyRequest,
    Building,
    bare_call,
    door_of,
    methods_of,
    response,
)

_log = structlog.get_logger()

_EVERYTHING = ("/",)


def answer_nowhere(building: Building, request: AnyRequest, error: Exception) -> Response[bytes]:
    """Return the answer to a call that reached no endpoint, or that broke on the way to one."""
    call = bare_call(request, building)
    door = door_of(call.path, building.doors)
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status >= 500:  # noqa: PLR2004  the family of our own faults
        _log.error("crashed before an endpoint", request_id=call.request_id, exc_info=error)
    if door is None or (door.prefixes == _EVERYTHING and call.path.startswith("/api/")):
        # Whoever calls an API that there is not is a program, and reads no page.
        return response(_plain(status), call.request_id)
    if status == HTTP_405_METHOD_NOT_ALLOWED:
        allowed = methods_of(call.path, building.doors)
        answered = door.words.wrong_method(call, allowed)
    elif status == HTTP_404_NOT_FOUND:
        answered = door.words.no_such_path(call)
    elif status >= 500:  # noqa: PLR2004  the family of our own faults
        answered = door.words.crashed(call)
    else:
        answered = door.words.malformed("The call cannot be read.", call)
    return response(answered, call.request_id)


def _plain(status: int) -> Answer:
    title = {404: "Not found.", 405: "Method not allowed."}.get(status, "The call failed.")
    return Answer(status, {"title": title, "status": status}, media_type="application/problem+json")
