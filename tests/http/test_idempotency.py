"""A call that is sent again with the same key is done once, and answered the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx2
import pytest

from tests.cast import NOW, Cast
from tests.conftest import bearer
from tests.http.keyed_calls import DAY, LEAVES, leave_of_bea, of_leave, post
from tests.services.newcomers import rows_of

GENIUSHR = "/api/v1/leave/requests"
SAME_TIME = 50


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
