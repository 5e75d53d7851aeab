"""What the tellers over HTTP share."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

import httpx2

from leavebook.services.leave import requests
from leavebook.storage.leave import leave_requests
from tests.cast import Cast
from tests.conftest import bearer
from tests.stories.plot import Verb

_GONE: Final = 404


@dataclass(frozen=True, slots=True)
class OverHttp:
    """What the tellers over HTTP share: calling as somebody, and the two names of a request."""

    cast: Cast
    api: httpx2.Client
    name: ClassVar[str]
    verbs: ClassVar[frozenset[Verb]]
    leave: ClassVar[str]

    def call(self, who: str, method: str, path: str, body: object = None) -> httpx2.Response:
        """Call as somebody of the cast."""
        headers = bearer(self.cast.members[who].token)
        return self.api.request(method, path, headers=headers, json=body)

    def done(self, who: str, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  JSON holds anything
        """Call as somebody of the cast, which must succeed, and return the body."""
        answer = self.call(who, method, path, body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def seen(self, who: str, path: str) -> Any:  # noqa: ANN401  JSON holds anything
        """Return the body of what is there, or None."""
        answer = self.call(who, "GET", path)
        if answer.status_code == _GONE:
            return None
        assert answer.is_success, answer.text
        return answer.json()

    def change(self, who: str, request_id: int, last: date) -> int:
        """Most APIs know of no change of agreed leave."""
        raise NotImplementedError

    def id_of(self, uuid: str) -> int:
        """Return the id that our books have for a request."""
        with self.cast.acting() as tx:
            found = leave_requests.id_of(tx, UUID(uuid))
        assert found is not None
        return found

    def uuid_of(self, request_id: int) -> UUID:
        """Return the uuid of a request."""
        with self.cast.acting() as tx:
            return requests.found(tx, request_id).uuid
