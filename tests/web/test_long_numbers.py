"""Numbers that nobody would type: refused or passed over like any other nonsense."""

from collections.abc import Callable

import httpx2
import pytest

from tests.cast import Cast

Web = Callable[..., httpx2.Client]

LONG = "9" * 5000  # more digits than Python reads


@pytest.mark.parametrize(
    "address",
    [
        f"/people?page={LONG}",
        f"/reports/absence?year=02024{LONG}",
        "/reports/absence?year=0",
        f"/calendar?site={LONG}",
        f"/shifts?page={LONG}&department={LONG}",
        f"/holidays?year={LONG}",
    ],
    ids=lambda address: address[:24],
)
def test_a_page_is_shown_whatever_number_its_address_asks_for(
    cast: Cast, web: Web, address: str
) -> None:
    assert web(cast, "ada").get(address).status_code == 200


@pytest.mark.parametrize("number", [LONG, "9" * 19, "٣", "³"], ids=["long", "19", "arabic", "high"])
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/shutdowns/check", {"short": "unpaid:{}"}),
        ("/shutdowns", {"short": "unpaid:{}"}),
        ("/shutdowns", {"leave_type_id": "{}"}),
        ("/limits/crews", {"crew": "site:{}", "measure": "min_present", "number": "1"}),
    ],
)
def test_a_form_with_a_number_that_is_none_is_refused(
    cast: Cast, web: Web, path: str, form: dict[str, str], number: str
) -> None:
    usual = {
        "name": "Summer break",
        "first_day": "2026-06-08",
        "leave_type_id": str(cast.leave_types["AL"]),
        "short": "negative",
    }
    typed = {name: value.format(number) for name, value in form.items()}

    answer = web(cast, "ada").post(path, data={**usual, **typed})

    assert answer.status_code == 422


def test_a_ticked_request_with_such_a_number_is_passed_over(cast: Cast, web: Web) -> None:
    answer = web(cast, "mo").post("/inbox/approve", data={"request": f"{LONG}.1"})

    assert answer.status_code == 303
