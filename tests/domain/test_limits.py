import pytest

from leavebook.domain.limits import read_day
from leavebook.domain.problems import Refused


@pytest.mark.parametrize(
    "text", ["some horrible date", "2026-02-30", "20260410", "2026-W15-5", "", "1989-12-31"]
)
def test_a_text_that_is_no_day_from_1990_to_2100_is_refused_naming_the_field(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_day(text, field="start_date")

    assert refusal.value.problems[0].facts["field"] == "start_date"
