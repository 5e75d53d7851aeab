"""Every field that does not fit is named, and none is guessed."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from msgspec import UNSET, Meta, Struct, UnsetType

from leavebook.domain.problems import Code, Refused
from leavebook.http.reading import Fault, read


class Ask(Struct):
    name: Annotated[str, Meta(min_length=1, max_length=5)]
    start: date
    site: Annotated[int, Meta(ge=1)]
    hours: Decimal | None = None
    half: bool = False
    period: Literal["morning", "afternoon"] | None = None
    note: str | UnsetType | None = UNSET


GOOD = {"name": "Bea", "start": "2026-04-10", "site": 3}


def faults(**changes: object) -> dict[str, Fault]:
    with pytest.raises(Refused) as refused:
        read(Ask, {**GOOD, **changes})
    assert {problem.code for problem in refused.value.problems} == {Code.INVALID}
    return {str(p.facts["field"]): Fault(str(p.facts["problem"])) for p in refused.value.problems}


def test_good_input_is_read() -> None:
    assert read(Ask, {**GOOD, "unknown": 1}) == Ask("Bea", date(2026, 4, 10), 3)


def test_every_fault_is_named_at_once() -> None:
    assert faults(name="", start="tomorrow", site=0, half="yes", period="evening") == {
        "name": Fault.BLANK,
        "start": Fault.NOT_A_DATE,
        "site": Fault.TOO_SMALL,
        "half": Fault.NOT_YES_OR_NO,
        "period": Fault.NOT_ONE_OF,
    }


def test_missing_fields_are_named() -> None:
    with pytest.raises(Refused) as refused:
        read(Ask, {})

    assert [(p.facts["field"], p.facts["problem"]) for p in refused.value.problems] == [
        ("name", Fault.MISSING),
        ("start", Fault.MISSING),
        ("site", Fault.MISSING),
    ]


def test_null_is_missing_where_something_is_required_and_otherwise_of_the_wrong_kind() -> None:
    assert faults(start=None, site=None, half=None) == {
        "start": Fault.MISSING,
        "site": Fault.MISSING,
        "half": Fault.NOT_YES_OR_NO,
    }


@pytest.mark.parametrize(
    "given",
    ["20260410", "2026-W15-5", "2026-4-1", "10/04/2026", "2026-02-29",
     "\uff12\uff10\uff12\uff16-04-10",
     "2026-04-10\n", "+2026-04-10", "0000-01-01", "10000-01-01", "infinity", 20260410, True, None],
)  # fmt: skip
def test_only_one_spelling_of_a_date_is_read(given: object) -> None:
    assert set(faults(start=given)) == {"start"}


@pytest.mark.parametrize("given", ["1989-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_dates_that_no_leave_can_have_are_refused(given: str) -> None:
    assert faults(start=given) == {"start": Fault.DATE_OUT_OF_RANGE}


@pytest.mark.parametrize("given", ["3", True, 3.5, Decimal("3.5"), -1, [], {}, None, "\u0663"])
def test_only_whole_numbers_are_whole_numbers(given: object) -> None:
    assert set(faults(site=given)) == {"site"}
