"""Free days change for very many: the preview answers soon, and how far the work is is seen."""

from datetime import date
from typing import Any

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.company.job_history import latest_runs, recount_under_way
from leavebook.services.books.recounting import Recounted, recount_person
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.services.books.test_free_days import FRIDAY, book, opening


def test_a_preview_tries_some_with_leave_on_the_date_first_and_counts_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(cast, "bea", whole_days(date(2026, 6, 1), date(2026, 6, 3)))
    book(cast, "mo", whole_days(date(2026, 6, 15), date(2026, 6, 19)))
    on_the_date = book(cast, "kim")
    monkeypatch.setattr(holiday_changes, "MOST_TRIED", 1)

    with cast.acting("ada") as tx:
        effect = holiday_changes.preview(tx, HolidayChange(on=FRIDAY, name="Founders' day"))

    assert [told.request_id for told in effect.leave] == [on_the_date.id]
    assert effect.untried == 2


def test_how_far_a_recount_is_is_seen_beside_it_and_whom_it_missed_afterwards(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("bea", "kim", "mo"):
        book(cast, who)
    monkeypatch.setattr(holiday_changes, "_NOTED_EVERY", 1)
    count_one, seen = recount_person, []

    def breaks_for_kim(tx: Transaction, person: Employee, **asked: Any) -> tuple[Recounted, ...]:  # noqa: ANN401  handed on as it came
        if person.id == cast.kim.employee_id:
            raise ValueError
        return count_one(tx, person, **asked)

    def look(done: int, total: int) -> None:
        with cast.acting() as tx:
            run = recount_under_way(tx)
        assert run is not None
        seen.append((done, total, run.counts.get("people"), run.counts.get("of")))

    monkeypatch.setattr(holiday_changes, "recount_person", breaks_for_kim)
    holiday_changes.recount_days(opening(cast), [FRIDAY], site_id=None, cause="x", progress=look)

    assert seen[:2] == [(0, 3, None, None), (1, 3, 1, 3)]
    with cast.acting() as tx:
        assert recount_under_way(tx) is None
        (run,) = [each for each in latest_runs(tx) if each.job == "recount"]
    missed = {"employee_id": cast.kim.employee_id, "what": "recount", "why": "ValueError"}
    assert (run.counts["people"], list(run.failures)) == (2, [missed])
