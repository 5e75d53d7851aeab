"""While every place in which passwords are computed is taken, callers are asked to come back."""

from functools import partial
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from leavebook.app import APIS
from leavebook.clock import Clock
from leavebook.http.answering import answer
from leavebook.http.call import Answer, Call
from leavebook.http.door import Door, House, Route, Words
from leavebook.http.limits import Limits
from leavebook.services.outside.sealing import Keyring
from leavebook.services.sign_in import passwords
from leavebook.storage.database import Database
from leavebook.web.words import PageWords

DOORS = {**{door.name: door.words for door in APIS}, "pages": PageWords()}

CALL = Call(
    method="POST",
    path="/own",
    parts={},
    query=(),
    headers={},
    raw_body=b"",
    request_id="r",
    base_url="",
)


def computes_a_password(_call: Call, _house: House) -> Answer:
    passwords.hashed("seven quiet herons fly")
    return Answer(204, None)


@pytest.mark.parametrize("words", DOORS.values(), ids=DOORS)
def test_a_password_that_waits_for_others_is_no_fault_of_ours(
    database: Database, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(passwords, "_AT_ONCE", taken)
    monkeypatch.setattr(passwords, "_PATIENCE", 0.01)

    answered = in_process(database, words)

    assert answered.status == 503


def in_process(database: Database, words: Words) -> Answer:
    """Make a call to an endpoint of the test's own."""
    door = Door(
        name="own",
        title="Own",
        prefixes=("/own",),
        routes=(),
        words=words,
        secret_in=lambda _call: None,
        security={},
        error_body=None,
    )
    route = Route(
        method="POST", path="/own", name="own", says="", open_endpoint=computes_a_password
    )
    house = House(database=database, clock=Clock(), keyring=Keyring(Path("keys-of-the-test")))
    do = partial(answer, door=door, route=route, house=house)
    return do(CALL, limits=Limits(per_second=100, at_once=100))
