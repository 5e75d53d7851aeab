"""How long an answer is kept by its key, and what becomes of it when a call fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from leavebook.clock import Clock
from leavebook.dialects.leaveinfo.routes import DOOR as LEAVEINFO
from leavebook.http.answering import answer
from leavebook.http.call import Answer, Call
from leavebook.http.door import Endpoint, House, Route, Transaction
from leavebook.http.limits import Limits
from leavebook.services.outside.sealing import Keyring
from leavebook.storage import idempotency_keys
from leavebook.storage.doors import entered_with
from leavebook.storage.idempotency_keys import KEPT_FOR, KeptAnswer, Keyed
from leavebook.storage.sign_in.digests import digest_of
from tests.cast import NOW, Cast
from tests.conftest import bearer
from tests.http.keyed_calls import of_leave, post
from tests.services.newcomers import rows_of


def keyed(fingerprint: bytes = b"x" * 32) -> Keyed:
    return Keyed("leaveinfo create_leave", "k", fingerprint)


def kept(body: bytes) -> KeptAnswer:
    return KeptAnswer(status=201, headers={}, media_type="application/json", body=body)


@contextmanager
def with_company_token(cast: Cast, *, after: timedelta = timedelta(0)) -> Iterator[Transaction]:
    """Open a transaction as the company's token does, so long after now."""
    digest = digest_of(cast.company_token)
    now = NOW + after
    with entered_with(cast.database, digest, now=now, door="test", scope="leave") as tx:
        yield tx


def use(cast: Cast, *, after: timedelta = timedelta(0), body: bytes = b"1") -> KeptAnswer | None:
    """Use the key, and return what it was answered before."""
    with with_company_token(cast, after=after) as tx:
        found = idempotency_keys.claim(tx, keyed())
        if found is None:
            idempotency_keys.keep(tx, keyed(), kept(body))
        return found


def test_a_key_is_known_for_a_day(cast: Cast) -> None:
    use(cast)

    assert use(cast, after=KEPT_FOR - timedelta(seconds=1)) == kept(b"1")


def test_after_a_day_a_key_is_new(cast: Cast) -> None:
    use(cast)

    assert use(cast, after=KEPT_FOR, body=b"2") is None
    assert use(cast, after=KEPT_FOR) == kept(b"2")


def test_new_keys_take_old_ones_away(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, "old")
    with cast.acting() as tx:
        tx.run("UPDATE idempotency_key SET made_at = made_at - interval '25 hours'")

    post(api, cast, "new", start_date="2026-05-05", end_date="2026-05-05")

    with cast.acting() as tx:
        assert [row.key for row in tx.rows("SELECT key FROM idempotency_key")] == ["new"]


def test_while_the_first_call_takes_long_the_second_is_told_so(
    api: httpx2.Client, cast: Cast
) -> None:
    with with_company_token(cast) as tx:
        idempotency_keys.claim(tx, keyed())
        answered = post(api, cast, "k")

    assert answered.status_code == 409
    assert "has not finished yet" in answered.json()["error"]
    assert of_leave(cast) == 0


def test_a_first_call_that_came_to_nothing_leaves_the_key_to_the_next(cast: Cast) -> None:
    def claim_and_crash() -> None:
        with with_company_token(cast) as tx:
            idempotency_keys.claim(tx, keyed())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        claim_and_crash()

    assert use(cast) is None


def test_a_crash_after_the_work_leaves_neither_work_nor_key(cast: Cast) -> None:
    def works(call: Call, tx: Transaction) -> Answer:
        tx.run("UPDATE employee SET full_name = 'Worked'")
        return Answer(201, {"done": True})

    def works_then_crashes(call: Call, tx: Transaction) -> Answer:
        works(call, tx)
        raise ZeroDivisionError

    crashed = in_process(cast, works_then_crashes)
    before = rows_of(cast)["idempotency_key"]
    done, again = in_process(cast, works), in_process(cast, works_then_crashes)

    assert (crashed.status, before) == (500, 0)
    assert (done.status, again.status) == (201, 201)
    assert again.encoded() == done.encoded() == b'{"done":true}'


def in_process(cast: Cast, endpoint: Endpoint) -> Answer:
    """Make a call with a key to an endpoint of the test's own."""
    call = Call(
        method="POST",
        path="/own",
        parts={},
        query=(),
        headers={**{name.lower(): value for name, value in bearer(cast.company_token).items()}}
        | {"idempotency-key": "k"},
        raw_body=b"{}",
        request_id="r",
        base_url="",
    )
    return answer(
        call,
        door=LEAVEINFO,
        route=Route(method="POST", path="/own", name="own", says="", endpoint=endpoint),
        house=House(
            database=cast.database, clock=Clock(), keyring=Keyring(Path("keys-of-the-test"))
        ),
        limits=Limits(per_second=100, at_once=100),
    )
