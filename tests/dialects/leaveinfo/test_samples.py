"""Every documented request, word for word, and the documented answer."""

import httpx2
import pytest

from leavebook.domain.calendar.counting import CountMode
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.dialects.leaveinfo.calls import KEYS, LEAVES, call, error, results, shown

SAMPLE = {
    "start_date": "2025-07-06T05:38:21.454Z",
    "end_date": "2025-07-06T05:38:21.454Z",
    "reason": "text",
    "days": 1,
    "leave_id": "text",
    "leave_type": "text",
    "user": "text",
}
TYPES = {
    "username": str,
    "start_date": str,
    "end_date": str,
    "reason": str,
    "days": int,
    "leave_id": str,
    "leave_type": str,
    "user": str,
    "email": str,
}


@pytest.fixture
def cast(database: Database) -> Cast:
    """Found a company in which the documented words mean something; the sample is a Sunday."""
    company = found_company(database, counting=CountMode.CALENDAR_DAYS)
    with company.acting() as tx:
        tx.run("UPDATE leave_type SET name = 'text' WHERE code = 'AL'")
        tx.run(
            "UPDATE employee SET full_name = 'text' WHERE id = %(id)s",
            id=company.bea.employee_id,
        )
    return company


@pytest.fixture
def address(api: httpx2.Client, cast: Cast) -> str:
    answer = call(api, "POST", "", cast, json=SAMPLE)
    assert answer.status_code == 201
    return f"{LEAVES}text/"


def the_sample(cast: Cast) -> dict[str, object]:
    with cast.acting() as tx:
        uuid = tx.value("SELECT uuid FROM user_account WHERE id = %(id)s", id=cast.bea.user_id)
    return {**SAMPLE, "username": "text", "user": str(uuid), "email": cast.bea.email}


def test_creating_answers_201_without_a_body(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", "", cast, json=SAMPLE)

    assert answer.status_code == 201
    assert answer.content == b""
    assert answer.headers["location"] == f"{LEAVES}text/"


def test_reading_answers_with_the_nine_keys(api: httpx2.Client, cast: Cast, address: str) -> None:
    assert shown(api, address, cast) == the_sample(cast)


def test_the_list_is_a_page_of_the_same(api: httpx2.Client, cast: Cast, address: str) -> None:
    answer = call(api, "GET", "", cast)

    assert results(answer) == [the_sample(cast)]
    assert answer.json() | {"results": []} == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [],
    }


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_editing_answers_200_with_the_leave(
    api: httpx2.Client, cast: Cast, address: str, method: str
) -> None:
    answer = call(api, method, address, cast, json=SAMPLE)

    assert answer.status_code == 200
    assert list(answer.json()) == KEYS
    assert answer.json() == the_sample(cast)


def test_deleting_answers_204_without_a_body(api: httpx2.Client, cast: Cast, address: str) -> None:
    answer = call(api, "DELETE", address, cast)

    assert (answer.status_code, answer.content) == (204, b"")
    assert error(call(api, "GET", address, cast), 404) == "Not found."


@pytest.mark.parametrize("what", ["get_config/", "get_options/", "my_leaves/"])
def test_the_other_questions_answer_with_the_nine_keys_and_more(
    api: httpx2.Client, cast: Cast, what: str
) -> None:
    call(
        api,
        "POST",
        "",
        cast.bea.token,
        json={**SAMPLE, "start_date": "2026-04-10", "days": 3} | {"end_date": "2026-04-12"},
    )

    answer = call(api, "GET", what, cast.bea.token)

    assert answer.status_code == 200
    assert list(answer.json())[: len(KEYS)] == KEYS
    assert {key: type(answer.json()[key]) for key in KEYS} == TYPES


def test_saving_the_configuration_answers_200_with_the_nine_keys_and_more(
    api: httpx2.Client, cast: Cast
) -> None:
    answer = call(api, "POST", "save_config/", cast, json=SAMPLE)

    assert answer.status_code == 200
    assert list(answer.json())[: len(KEYS)] == KEYS
    assert {key: type(answer.json()[key]) for key in KEYS} == TYPES


@pytest.mark.parametrize("scheme", ["", "ApiKey ", "apikey ", "Bearer ", "Token "])
def test_the_key_stands_alone_or_after_a_word_for_it(
    api: httpx2.Client, cast: Cast, scheme: str
) -> None:
    headers = {"Authorization": f"{scheme}{cast.company_token}", "Accept": "*/*"}

    assert api.get(LEAVES, headers=headers).status_code == 200


def test_every_path_works_without_its_last_slash(
    api: httpx2.Client, cast: Cast, address: str
) -> None:
    for path in (LEAVES, address, *(f"{LEAVES}{name}/" for name in ("get_config", "my_leaves"))):
        with_slash, without = (call(api, "GET", each, cast) for each in (path, path.rstrip("/")))
        assert with_slash.status_code == without.status_code == 200
        assert with_slash.content == without.content

    assert call(api, "POST", LEAVES.rstrip("/"), cast, json={}).status_code == 400
    assert call(api, "DELETE", address.rstrip("/"), cast).status_code == 204
