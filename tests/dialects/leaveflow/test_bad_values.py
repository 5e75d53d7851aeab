"""Bad values in every field: this API's own 4xx that names the field, and nothing written."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.leaveflow.calls import EMPLOYEES, KEYS, anna, call, one, violations
from tests.services.newcomers import rows_of

NOT_TEXT: list[object] = [None, 1, True, 1.5, [], {}]
NOT_DATES: list[object] = [
    None,
    "",
    "0000-01-01",
    "0001-01-01",
    "1989-12-31",
    "2101-01-01",
    "9999-12-31",
    "10000-01-01",
    "-1",
    "infinity",
    "2026-07-01 BC",
    "2026-02-29",
    "2026-13-01",
    "20260310",
    "2026-W10-2",
    "2026-3-1",
    "10/03/2026",
    "\uff12\uff10\uff12\uff16-03-10",
    "2026-03-10\n",
    "+2026-03-10",
    "2026-03-10T00:00:00Z",
    1772000000,
    True,
]
NOT_NUMBERS: list[object] = [None, "5", "", True, [], {}, "NaN", "١٢", "1_000"]
NOT_HOURS: list[object] = [
    *NOT_NUMBERS,
    0,
    -1,
    -0.5,
    0.1,
    38.33,
    120.5,
    168,
    169,
    2**31,
    2**62,
    1e60,
    1e-60,
]
NOT_LOCATIONS: list[object] = [*NOT_NUMBERS, 0, -1, 1.5, 1.0, 2**31, 2**63 - 1]

BAD: list[tuple[str, object]] = [
    *(
        ("name", value)
        for value in [*NOT_TEXT, "", "  ", "\u200b\u200d", "x" * 151, "a\nb", "a\tb"]
    ),
    *(
        ("email", value)
        for value in [
            *NOT_TEXT,
            "",
            "anna",
            "anna@",
            "@example.com",
            "a b@example.com",
            '"a b"@example.com',
            "anna@example.com\r\nBcc: x@example.com",
            "a" * 320 + "@example.com",
            "<svg onload=1>@example.com",
            "anna\u202e@example.com",
        ]
    ),
    *(("employeeNumber", value) for value in [*NOT_TEXT, "", "\u3000", "x" * 51, "1\r\n2"]),
    *(("locationId", value) for value in NOT_LOCATIONS),
    *(("joinedAt", value) for value in NOT_DATES),
    *(("weeklyHours", value) for value in NOT_HOURS),
    *(("role", value) for value in [*NOT_TEXT, "", "owner", "hr", "Admin", "employee "]),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_newcomer_with_a_bad_value_is_refused_naming_the_field(
    api: httpx2.Client, cast: Cast, field: str, value: object
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, **{field: value}))

    assert list(violations(answer)) == [field]
    assert rows_of(cast) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (field, value)
        for field, value in BAD
        if field in {"name", "locationId", "weeklyHours"} and value is not None
    ],
)
def test_a_change_to_a_bad_value_is_refused_naming_the_field(
    api: httpx2.Client, cast: Cast, field: str, value: object
) -> None:
    before = rows_of(cast)

    answer = call(api, "PATCH", one(cast.bea.employee_id), cast, json={field: value})

    assert list(violations(answer)) == [field]
    assert rows_of(cast) == before


@pytest.mark.parametrize("value", [day for day in NOT_DATES if isinstance(day, str)])
def test_an_exit_date_that_is_none_is_refused_naming_the_field(
    api: httpx2.Client, cast: Cast, value: str
) -> None:
    before = rows_of(cast)

    answer = call(api, "DELETE", one(cast.bea.employee_id), cast, params={"exitDate": value})

    assert list(violations(answer)) == ["exitDate"]
    assert rows_of(cast) == before


@pytest.mark.parametrize(
    "name",
    [
        "'; DROP TABLE employee; --",
        "{{7*7}} ${7*7} %s%n",
        "<svg onload=alert(1)>",
        "=HYPERLINK(1)",
        "\u202eevE",
        "Zo\u0308e\u0301",
        "👩\u200d💻 " * 20,
        "x" * 150,
        "A\u0300\u0301\u0302\u0303\u0304",
    ],
)
def test_a_strange_name_is_kept_and_shown_as_text(
    api: httpx2.Client, cast: Cast, name: str
) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, name=name))

    assert answer.status_code == 201
    assert list(answer.json()) == KEYS
    assert call(api, "GET", one(answer.json()["id"]), cast).json() == answer.json()


@pytest.mark.parametrize("email", ["\u212aim@example.com", "KIM@example.com"])
def test_a_look_alike_of_an_address_is_the_same_account(
    api: httpx2.Client, cast: Cast, email: str
) -> None:
    call(api, "POST", EMPLOYEES, cast, json=anna(cast, email="kim@example.com"))

    answer = call(
        api, "POST", EMPLOYEES, cast, json=anna(cast, email=email, employeeNumber="EMP-011")
    )

    assert violations(answer) == {"email": "This value is already used."}


def test_somebody_born_on_a_leap_day_may_join_on_one(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", EMPLOYEES, cast, json=anna(cast, joinedAt="2028-02-29"))

    assert answer.status_code == 201
