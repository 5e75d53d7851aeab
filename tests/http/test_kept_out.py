"""Whoever is kept out leaves a line in the log: by ids, without a word of what they typed."""

from pathlib import Path
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from leavebook.clock import Clock
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.answering import answer
from leavebook.http.call import Answer, Call
from leavebook.http.door import Door, House, Opened, Route, Transaction
from leavebook.http.limits import Limits
from leavebook.services.outside.sealing import Keyring
from leavebook.services.sign_in.sessions import Attempt, WrongLogin, log_in
from leavebook.storage.people import accounts
from tests.cast import NOW, Cast
from tests.http.test_busy import CALL, DOORS
from tests.services.logins import HASH

TYPED = "canary-that-was-typed"


def refused(code: Code) -> Refused:
    return Refused(Problem(code, {"what": TYPED}))


def lines_of(cast: Cast, route: Route) -> list[dict[str, object]]:
    """Bea makes a call; return what the log says of her being kept out."""
    door = Door(
        name="own",
        title="Own",
        prefixes=("/own",),
        routes=(),
        words=DOORS["pages"],
        secret_in=lambda _: cast.bea.token,
        security={},
        error_body=None,
    )
    house = House(
        database=cast.database, clock=Clock.starting_at(NOW), keyring=Keyring(Path("of the test"))
    )
    limits = Limits(per_second=100, at_once=100)
    with capture_logs() as lines:
        answer(CALL, door=door, route=route, house=house, limits=limits)
    return [dict(line) for line in lines if line["event"] == "kept out"]


def refusing(code: Code) -> Route:
    def refuse(_call: Call, _tx: Transaction) -> Answer:
        raise refused(code)

    return Route(method="POST", path="/own", name="own", says="", endpoint=refuse)


def test_who_may_not_do_it_is_named_by_ids(cast: Cast) -> None:
    (line,) = lines_of(cast, refusing(Code.FORBIDDEN))

    assert line["codes"] == ["forbidden"]
    assert (line["company"], line["user"]) == (cast.company_id, cast.bea.user_id)
    assert (line["door"], line["route"], line["request_id"]) == ("own", "own", "r")
    assert line["credential"] is not None
    assert TYPED not in str(line)


def test_it_is_the_same_where_the_work_has_steps(cast: Cast) -> None:
    def refuse(_call: Call, opened: Opened) -> Answer:
        with opened.transaction():
            raise refused(Code.NOT_FOUND)

    route = Route(method="POST", path="/own", name="own", says="", stepwise=refuse)

    assert [line["codes"] for line in lines_of(cast, route)] == [["not_found"]]


def test_what_is_only_a_mistake_is_no_matter_of_security(cast: Cast) -> None:
    assert lines_of(cast, refusing(Code.ENDS_BEFORE_START)) == []


@pytest.mark.parametrize("known", [True, False])
def test_a_refused_sign_in_is_logged_without_what_was_typed(cast: Cast, known: bool) -> None:  # noqa: FBT001  one of two cases
    with cast.acting() as tx:
        accounts.note_login(tx, cast.bea.user_id, password_hash=HASH)
    email = cast.bea.email if known else f"{TYPED}@nowhere.example"
    attempt = Attempt(email=email, password=TYPED, came_from=f"address {uuid4()}")

    with capture_logs() as lines, pytest.raises(WrongLogin):
        log_in(cast.database, attempt, now=NOW, door="test")

    (line,) = [line for line in lines if line["event"] == "sign-in refused"]
    assert line["logins"] == ([(cast.company_id, cast.bea.user_id)] if known else [])
    assert TYPED not in str(lines)
    assert cast.bea.email not in str(lines)
