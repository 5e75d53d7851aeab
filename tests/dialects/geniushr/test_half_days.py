"""Half days: what they cost, and which are impossible."""

import httpx2
import pytest

from tests.cast import Cast
from tests.dialects.geniushr.calls import (
    REQUESTS,
    call,
    data,
    errors,
    half,
    one,
    rows_of,
)


def test_half_a_day_costs_half_a_day(api: httpx2.Client, cast: Cast) -> None:
    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    shown = data(answer, 201)
    [listed] = data(call(api, "GET", REQUESTS, cast.bea))
    assert (shown["total_days"], shown["remaining_balance_after"]) == (0.5, 20.5)
    assert (listed["is_half_day"], listed["half_day_period"]) == (True, "morning")
    assert data(call(api, "GET", one(shown["id"]), cast.bea))["is_half_day"] is True


def test_morning_and_afternoon_of_one_date_do_not_overlap(api: httpx2.Client, cast: Cast) -> None:
    call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast, half_day_period="afternoon"))

    assert data(answer, 201)["total_days"] == 0.5


@pytest.mark.parametrize(
    ("differently", "field"),
    [
        ({"half_day_period": None}, "half_day_period"),
        ({"half_day_period": "evening"}, "half_day_period"),
        ({"half_day_period": ""}, "half_day_period"),
        ({"end_date": "2026-04-11"}, "is_half_day"),
        ({"end_date": "2026-04-09"}, "end_date"),
    ],
)
def test_an_impossible_half_day_is_refused(
    api: httpx2.Client, cast: Cast, differently: dict[str, object], field: str
) -> None:
    before = rows_of(cast)

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast, **differently))

    assert set(errors(answer)) == {field}
    assert rows_of(cast) == before


def test_half_a_day_without_its_period_is_refused(api: httpx2.Client, cast: Cast) -> None:
    body = half(cast)
    del body["half_day_period"]

    answer = call(api, "POST", REQUESTS, cast.bea, json=body)

    assert set(errors(answer)) == {"half_day_period"}


def test_a_type_may_forbid_half_days(api: httpx2.Client, cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET rules = jsonb_set(rules, '{half_days_allowed}', 'false')"
            " WHERE id = %(id)s",
            id=cast.leave_types["AL"],
        )

    answer = call(api, "POST", REQUESTS, cast.bea, json=half(cast))

    assert set(errors(answer)) == {"is_half_day"}
