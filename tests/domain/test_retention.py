from datetime import date

import pytest

from leavebook.domain.people.retention import (
    Kept,
    Retention,
    data_due_on,
    document_due_on,
    problems_with_anonymising,
)
from leavebook.domain.problems import Code


@pytest.mark.parametrize(
    ("left_on", "months", "due"),
    [
        (date(2026, 4, 30), 36, date(2029, 4, 30)),
        (date(2026, 4, 30), 1, date(2026, 5, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # February has no 31st
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
    ],
)
def test_data_is_due_so_many_months_after_the_exit(left_on: date, months: int, due: date) -> None:
    assert data_due_on(left_on, Retention(after_exit=months)) == due


def test_a_document_on_sick_leave_is_due_a_year_after_its_last_day() -> None:
    assert document_due_on(date(2026, 3, 6)) == date(2027, 3, 6)


@pytest.mark.parametrize(
    ("kept", "codes"),
    [
        (Kept(left_on=None), [Code.NOT_DUE_YET]),
        (Kept(left_on=date(2029, 5, 1)), [Code.NOT_DUE_YET]),
        (Kept(left_on=date(2026, 5, 1)), [Code.NOT_DUE_YET]),
        (Kept(left_on=date(2026, 4, 30)), []),
        (Kept(left_on=date(2026, 4, 30), is_held=True), [Code.UNDER_HOLD]),
        (Kept(left_on=date(2026, 4, 30), is_company_held=True), [Code.UNDER_HOLD]),
        (Kept(left_on=None, is_held=True), [Code.NOT_DUE_YET, Code.UNDER_HOLD]),
    ],
)
def test_data_stays_while_it_is_not_due_or_held(kept: Kept, codes: list[Code]) -> None:
    problems = problems_with_anonymising(kept, Retention(), today=date(2029, 4, 30))

    assert [problem.code for problem in problems] == codes


def test_whoever_is_refused_is_told_until_when() -> None:
    kept = Kept(left_on=date(2026, 5, 1))

    (problem,) = problems_with_anonymising(kept, Retention(), today=date(2029, 4, 30))

    assert problem.facts == {"on": date(2029, 5, 1)}
