"""A worker that is killed at one HTTP request, in the middle of whatever it was doing there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from leavebook.http.outgoing import Outgoing, Reply
from tests.integrations.plots import Killed
from tests.integrations.stand_in import Asked, StandIn


@dataclass
class Cut:
    """At which request that matters, and whether the system has had it by then."""

    stand_in: StandIn
    number: int
    after: bool
    is_armed: bool = False

    def arm(self) -> None:
        """From now on, once."""
        self.is_armed = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Kill whoever makes that request while the block lasts."""
        call = Outgoing.call

        def cut(outgoing: Outgoing, method: str, url: str, **given: Any) -> Reply:  # noqa: ANN401  handed on as it came
            is_it = self.is_armed and self._is_it(method, url, given)
            self.is_armed = self.is_armed and not is_it
            if is_it and not self.after:
                raise Killed
            reply = call(outgoing, method, url, **given)
            if is_it:
                raise Killed
            return reply

        with patch.object(Outgoing, "call", cut):
            yield

    def _is_it(self, method: str, url: str, given: dict[str, Any]) -> bool:
        parts = urlsplit(url)
        asked = Asked(
            method=method,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in given["headers"].items()},
            body=given.get("body") or b"",
        )
        return self.stand_in.number == self.number and self.stand_in.matters(asked)
