"""Answers what no route serves, in the words of the door whose address it is."""

from collections.abc import Mapping
from http import HTTPStatus

from leavebook.http.asgi import Head, bare_call
from leavebook.http.building import Building, door_of, methods_of
from leavebook.http.call import Answer

_EVERYTHING = ("/",)


def answer_nowhere(building: Building, head: Head, status: int) -> Answer:
    """Return the answer to a call that reached no endpoint; `status` is what HTTP says of it."""
    call = bare_call(head, building)
    door = door_of(call.path, building.doors)
    if door is None or (door.prefixes == _EVERYTHING and f"{call.path}/".startswith("/api/")):
        # Whoever calls an API that there is not is a program, and reads no page.
        return plain_refusal(status)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return door.words.wrong_method(call, methods_of(call.path, building.doors))
    if status == HTTPStatus.NOT_FOUND:
        return door.words.no_such_path(call)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return door.words.crashed(call)
    return door.words.malformed("The call cannot be read.", call)


def plain_refusal(status: int, headers: Mapping[str, str] | None = None) -> Answer:
    """Return what is said where no door has words of its own."""
    title = {404: "Not found.", 405: "Method not allowed."}.get(status, "The call failed.")
    body = {"title": title, "status": status}
    return Answer(status, body, headers or {}, media_type="application/problem+json")
