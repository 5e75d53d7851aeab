"""From which day on somebody does not belong to the company any more."""

from datetime import date, timedelta

import pytest

from leavebook.domain.people.leaving import has_left

LEFT_ON = date(2026, 4, 30)


@pytest.mark.parametrize(("days", "gone"), [(-1, False), (0, True), (1, True)])
def test_somebody_is_gone_from_the_day_they_leave_on(days: int, *, gone: bool) -> None:
    assert has_left(LEFT_ON, LEFT_ON + timedelta(days=days)) is gone


def test_who_has_no_last_day_has_not_left() -> None:
    assert not has_left(None, LEFT_ON)
