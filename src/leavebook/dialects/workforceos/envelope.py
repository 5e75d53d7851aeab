"""The envelope that every answer of this API comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from time import perf_counter
from typing import Any, Final
from uuid import uuid4

from msgspec import Struct

from leavebook.dialects.workforceos.auth import assert_company
from leavebook.dialects.workforceos.paging import Paging
from leavebook.http.call import Answer, Call
from leavebook.http.door import Endpoint, Transaction

APP_VERSION: Final = version("leavebook")
_MILLISECONDS: Final = 1000


class Envelope(Struct, rename="camel", kw_only=True):
    """What stands around the data; the ids of cache and session name nothing that exists."""

    status: str = "OK"
    status_code: int
    elapsed_ms: int
    sso_time: int = 0
    source: str = "db"
    cache_key: str
    user_id: str | None
    session_id: str
    request_id: str
    data_name: str
    method: str
    action: str
    app_version: str = APP_VERSION
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One documented API: its name, how it is reached, and what it answers with."""

    name: str
    method: str
    path: str
    says: str
    action: str
    data_name: str
    gives: type[Envelope]
    success: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A page of a list."""

    rows: list[Any]
    paging: Paging


Done = Struct | Rows
Doing = Callable[[Call, Transaction], Done]


def enveloped(api: Api, do: Doing) -> Endpoint:
    """Return the endpoint that asserts the company, does its work and answers in an envelope."""

    def endpoint(call: Call, tx: Transaction) -> Answer:
        started = perf_counter()
        assert_company(call, tx)
        done = do(call, tx)
        body = api.gives(
            status_code=api.success,
            elapsed_ms=round((perf_counter() - started) * _MILLISECONDS),
            cache_key=uuid4().hex,
            user_id=None if tx.user_uuid is None else str(tx.user_uuid),
            session_id=str(uuid4()),
            request_id=call.request_id,
            data_name=api.data_name,
            method=api.method,
            action=api.action,
            **_data(api, done),
        )
        return Answer(api.success, body, headers=_tag(done))

    return endpoint


def _data(api: Api, done: Done) -> dict[str, Any]:
    attribute = _attribute_of(api)
    if isinstance(done, Rows):
        return {attribute: done.rows, "row_count": len(done.rows), "paging": done.paging}
    return {attribute: done, "row_count": 1}


@cache
def _attribute_of(api: Api) -> str:
    """Return our name of the key that the data stands under."""
    named = zip(api.gives.__struct_encode_fields__, api.gives.__struct_fields__, strict=True)
    return dict(named)[api.data_name]


def _tag(done: Done) -> dict[str, str]:
    """Return the header by which a client may later say which version it has seen."""
    seen = getattr(done, "record_version", None)
    return {} if seen is None else {"ETag": f'"{seen}"'}
