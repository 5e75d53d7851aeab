"""A call that is sent again with the same key is done once, and answered the same."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import httpx2
import pytest

from leavebook.clock import Clock
from leavebook.dialects.leaveinfo.routes import DOOR as LEAVEINFO
from leavebook.http.answering import answer
from leavebook.http.call import Answer, Call
from leavebook.http.door import Endpoint, House, Route, Transaction
from leavebook.http.limits import Limits
from leavebook.storage import idempotency_keys
from leavebook.storage.digests import digest_of
from leavebook.storage.doors import entered_with
from leavebook.storage.idempotency_keys import KEPT_FOR, KeptAnswer, Keyed
from tests.cast import NOW, Cast
from tests.conftest import bearer
from tests.services.newcomers import rows_of

LEAVES = "/ux/common/leaves/leaveinfo/"
GENIUSHR = "/api/v1/leave/requests"
DAY = {"start_date": "2026-05-04", "end_date": "2026-05-04"}
SAME_TIME = 50


def leave_of_bea(cast: Cast, **differently: object) -> dict[str, object]:
    return {**DAY, "user": cast.bea.email, **differently}


def post(
    api: httpx2.Client, cast: Cast, key: str | None, *, token: str | None = None, **body: object
) -> httpx2.Response:
    headers = bearer(token or cast.company_token)
    if key is not None:
        headers["Idempotency-Key"] = key
    return api.post(LEAVES, headers=headers, json=leave_of_bea(cast, **body))


def of_leave(cast: Cast) -> int:
    return rows_of(cast)["leave_request"]


def test_the_same_call_again_is_answered_again_and_not_done_again(
    api: httpx2.Client, cast: Cast
) -> None:
    first = post(api, cast, "key-1")
    after_first = rows_of(cast)

    again = post(api, cast, "key-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert rows_of(cast) == after_first


def test_an_answer_with_a_body_comes_again_to_the_byte(api: httpx2.Client, cast: Cast) -> None:
    body = {
        "employee_id": cast.bea.employee_id,
        "leave_type_id": cast.leave_types["AL"],
        **DAY,
    }
    headers = {**bearer(cast.bea.token), "Idempotency-Key": "k"}

    first = api.post(GENIUSHR, headers=headers, json=body)
    again = api.post(GENIUSHR, headers=headers, json=body)

    assert first.status_code == 201
    assert first.json()["data"]["status"] == "pending"
    assert again.content == first.content
    assert again.headers["content-type"] == first.headers["content-type"]
    assert of_leave(cast) == 1


def test_the_answer_is_the_first_one_even_when_the_leave_is_gone(
    api: httpx2.Client, cast: Cast
) -> None:
    first = post(api, cast, "k")
    api.delete(first.headers["location"], headers=bearer(cast.company_token))

    again = post(api, cast, "k")

    assert (again.status_code, again.headers["location"]) == (201, first.headers["location"])
    assert of_leave(cast) == 1


def test_without_a_key_every_call_is_a_call_of_its_own(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, None)

    assert post(api, cast, None).status_code == 400  # overlaps the first
    assert rows_of(cast)["idempotency_key"] == 0


def test_a_key_with_another_body_is_refused_and_changes_nothing(
    api: httpx2.Client, cast: Cast
) -> None:
    post(api, cast, "k")
    before = rows_of(cast)

    answered = post(api, cast, "k", reason="another")

    assert answered.status_code == 422
    assert answered.json()["error"] == "This idempotency key was used for something else."
    assert rows_of(cast) == before


def test_a_key_with_another_query_is_refused(api: httpx2.Client, cast: Cast) -> None:
    headers = {**bearer(cast.company_token), "Idempotency-Key": "k"}
    api.post(LEAVES, headers=headers, json=leave_of_bea(cast))

    answered = api.post(f"{LEAVES}?x=1", headers=headers, json=leave_of_bea(cast))

    assert answered.status_code == 422


def test_a_key_is_the_credentials_own(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, "k", token=cast.bea.token, start_date="2026-05-05", end_date="2026-05-05")

    answered = post(api, cast, "k")

    assert answered.status_code == 201
    assert "idempotency-replayed" not in answered.headers
    assert of_leave(cast) == 2


def test_a_key_means_nothing_in_another_company(
    api: httpx2.Client, cast: Cast, strangers: Cast
) -> None:
    post(api, cast, "k")

    answered = post(api, strangers, "k")

    assert answered.status_code == 201
    assert "idempotency-replayed" not in answered.headers
    assert of_leave(strangers) == 1


def test_a_key_is_the_endpoints_own(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, "k")

    answered = api.post(
        f"{LEAVES}save_config/",
        headers={**bearer(cast.company_token), "Idempotency-Key": "k"},
        json={"leave_type": "AL", "days": 25},
    )

    assert answered.status_code == 200
    assert "idempotency-replayed" not in answered.headers


def test_a_refused_call_is_not_kept_and_may_succeed_later(api: httpx2.Client, cast: Cast) -> None:
    in_the_way = post(api, cast, None).headers["location"]
    refused = post(api, cast, "k")
    api.delete(in_the_way, headers=bearer(cast.company_token))

    answered = post(api, cast, "k")

    assert (refused.status_code, answered.status_code) == (400, 201)


def test_without_a_valid_credential_a_key_tells_nothing(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, "k")

    assert post(api, cast, "k", token="0" * 64).status_code == 401


def test_a_revoked_credential_gets_no_answer_again(api: httpx2.Client, cast: Cast) -> None:
    post(api, cast, "k")
    with cast.acting() as tx:
        tx.run("UPDATE credential SET revoked_at = %(now)s WHERE kind = 'company_token'", now=NOW)

    assert post(api, cast, "k").status_code == 401


@pytest.mark.parametrize("key", ["k", "!" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
def test_a_key_is_up_to_255_visible_characters(api: httpx2.Client, cast: Cast, key: str) -> None:
    assert post(api, cast, key).status_code == 201
    assert post(api, cast, key).headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize("key", ["", "a b", "k" * 256, "k" * 10_000, "\u00fc", "a\tb", "\x7f"])
def test_a_key_that_is_none_is_refused(api: httpx2.Client, cast: Cast, key: str) -> None:
    before = rows_of(cast)
    headers: list[tuple[bytes, bytes]] = [
        (b"Authorization", f"Bearer {cast.company_token}".encode()),
        (b"Idempotency-Key", key.encode()),
    ]

    answered = api.post(LEAVES, headers=headers, json=leave_of_bea(cast))

    assert answered.status_code == 400
    assert rows_of(cast) == before


def test_two_keys_are_none(api: httpx2.Client, cast: Cast) -> None:
    headers = [
        ("Authorization", f"Bearer {cast.company_token}"),
        ("Idempotency-Key", "k"),
        ("Idempotency-Key", "l"),
    ]

    assert api.post(LEAVES, headers=headers, json=leave_of_bea(cast)).status_code == 400


def test_other_methods_take_no_notice_of_a_key(api: httpx2.Client, cast: Cast) -> None:
    location = post(api, cast, None).headers["location"]
    headers = {**bearer(cast.company_token), "Idempotency-Key": "k"}

    for reason in ("one", "two"):
        answered = api.patch(location, headers=headers, json={"reason": reason})
        assert answered.json()["reason"] == reason


def at_once(call: Callable[[], httpx2.Response], times: int = SAME_TIME) -> list[httpx2.Response]:
    """Make the call so many times at the same moment, each over a connection of its own."""
    start = Barrier(times)

    def one(_: int) -> httpx2.Response:
        start.wait(30)
        return call()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


def test_fifty_at_the_same_moment_have_one_effect(server: str, cast: Cast) -> None:
    headers = {**bearer(cast.company_token), "Idempotency-Key": "race"}
    body = leave_of_bea(cast)

    answers = at_once(
        lambda: httpx2.post(f"{server}{LEAVES}", headers=headers, json=body, timeout=60)
    )

    assert {each.status_code for each in answers} == {201}
    assert len({each.headers["location"] for each in answers}) == 1
    assert sum("idempotency-replayed" not in each.headers for each in answers) == 1
    assert of_leave(cast) == 1
    assert rows_of(cast)["idempotency_key"] == 1


def test_fifty_with_keys_of_their_own_still_book_a_day_once(server: str, cast: Cast) -> None:
    keys = iter(range(SAME_TIME))
    body = leave_of_bea(cast)

    answers = at_once(
        lambda: httpx2.post(
            f"{server}{LEAVES}",
            headers={**bearer(cast.company_token), "Idempotency-Key": str(next(keys))},
            json=body,
            timeout=60,
        )
    )

    assert sorted(each.status_code for each in answers) == [201] + [400] * (SAME_TIME - 1)
    assert of_leave(cast) == 1
    assert rows_of(cast)["idempotency_key"] == 1


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
        house=House(database=cast.database, clock=Clock()),
        limits=Limits(per_second=100, at_once=100),
    )
