from datetime import date

import pytest

from leavebook.domain.problems import Refused
from leavebook.domain.requests.staffing import Crew, StaffingRule, TooFew, too_few_present

MONDAY, TUESDAY = date(2026, 4, 13), date(2026, 4, 14)


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        (StaffingRule("Support", max_absent=2), 2),
        (StaffingRule("Support", max_absent_percent=30), 2),
        (StaffingRule("Support", min_present=8), 1),
        (StaffingRule("Support", min_present=12), 0),
        (StaffingRule("Support", max_absent=5, min_present=8), 1),
    ],
)
def test_how_many_of_nine_may_be_away(rule: StaffingRule, most: int) -> None:
    assert rule.most_away(9) == most


def test_only_the_days_on_which_one_more_is_too_many_are_named() -> None:
    crew = Crew(StaffingRule("Support", max_absent=2), members=9, away={TUESDAY: 2, MONDAY: 1})

    assert too_few_present([TUESDAY, MONDAY], [crew]) == (
        TooFew("Support", TUESDAY, is_hard=False),
    )


@pytest.mark.parametrize("limits", [{}, {"max_absent": -1}, {"max_absent_percent": 101}])
def test_a_rule_must_limit_something_that_can_be(limits: dict[str, int]) -> None:
    with pytest.raises(Refused):
        StaffingRule("Support", **limits)  # type: ignore[arg-type]  # keywords by name
