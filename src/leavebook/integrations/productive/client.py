"""Productive's HTTP: JSON:API, two headers, and what its errors mean."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from leavebook.http.outgoing import Outgoing, Reply
from leavebook.http.remote_answers import decoded, fault_in, is_good
from leavebook.services.outside.remote_systems import Temporary

_JSON_API: Final = "application/vnd.api+json"
_GONE: Final = frozenset({404, 410})


class Client:
    """Calls Productive for one company."""

    def __init__(
        self,
        outgoing: Outgoing,
        *,
        address: str,
        organisation: str,
        token: str,
        last_moment: Callable[[], float],
    ) -> None:
        self._outgoing = outgoing
        self._address = address
        self._last_moment = last_moment
        self._token = token
        self._headers = {
            "X-Auth-Token": token,
            "X-Organization-Id": organisation,
            "Content-Type": _JSON_API,
            "Accept": _JSON_API,
        }

    def get(self, path: str, query: Mapping[str, str]) -> Any:  # noqa: ANN401  JSON holds anything
        """Return the document at a path."""
        return self._call("GET", f"{path}?{urlencode(query)}")

    def post(self, path: str, document: object) -> Any:  # noqa: ANN401  JSON holds anything
        """Add a document and return it as Productive keeps it."""
        return self._call("POST", path, msgspec.json.encode(document))

    def delete(self, path: str) -> None:
        """Have a document there no more; one that is gone already is fine, once that is sure."""
        reply = self._reply("DELETE", path, None)
        if reply.status in _GONE:
            reply = self._reply("GET", path, None)
            if is_good(reply):
                raise Temporary("the booking is there and is not")
            if reply.status in _GONE:
                return
        if not is_good(reply):
            raise fault_in(reply, changing=True, message=_message, hide=(self._token,))

    def _call(self, method: str, path: str, body: bytes | None = None) -> Any:  # noqa: ANN401  JSON holds anything
        changing = method != "GET"
        reply = self._reply(method, path, body)
        if not is_good(reply):
            raise fault_in(reply, changing=changing, message=_message, hide=(self._token,))
        return decoded(reply, changing=changing)

    def _reply(self, method: str, path: str, body: bytes | None) -> Reply:
        return self._outgoing.call(
            method,
            f"{self._address}{path}",
            headers=self._headers,
            body=body,
            send_before=self._last_moment(),
        )


def _message(body: Any) -> object:  # noqa: ANN401  JSON holds anything
    fault = body["errors"][0]
    return fault.get("detail") or fault.get("title")
