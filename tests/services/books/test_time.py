"""What time itself brings: grants, closes and lapses are written down whenever somebody looks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.books.proof import prove
from leavebook.services.books import daily, leave_accounts
from leavebook.services.books.batches import Open
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.books.posting import post_all
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage import job_runs
from leavebook.storage.books import due_accounts
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast
from tests.conftest import Cluster

NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
APRIL_2027 = datetime(2027, 4, 1, 0, 30, tzinfo=UTC)


def opening(cast: Cast, now: datetime) -> Open:
    return partial(cast.acting, None, now=now)


def entries(cast: Cast, who: str = "bea", code: str = "AL") -> list[tuple[str, date, Decimal]]:
    with cast.acting() as tx:
        rows = tx.rows(
            'SELECT kind, "on", amount FROM ledger_entry WHERE employee_id = %(e)s'
            ' AND leave_type_id = %(t)s ORDER BY "on", id',
            e=cast.members[who].employee_id,
            t=cast.leave_types[code],
        )
    return [(row.kind, row.on, row.amount) for row in rows]


def everything(cast: Cast) -> list[tuple[object, ...]]:
    with cast.acting() as tx:
        ledger = tx.rows("SELECT * FROM ledger_entry ORDER BY id")
        balances = tx.rows("SELECT * FROM balance ORDER BY employee_id, leave_type_id, year_start")
        accounts = tx.rows("SELECT * FROM ledger_account ORDER BY employee_id, leave_type_id")
    return [tuple(row) for row in (*ledger, *balances, *accounts)]


def take(cast: Cast, *days: date) -> None:
    for day in days:
        with cast.acting("bea") as tx:
            request = requests.submit(
                tx,
                LeaveAsked(
                    employee_id=cast.bea.employee_id,
                    leave_type_id=cast.leave_types["AL"],
                    spans=(whole_days(day),),
                ),
            )
        with cast.acting("mo") as tx:
            decisions.approve(tx, request.id)


def test_at_new_year_five_days_are_carried_over_and_the_rest_lapses(cast: Cast) -> None:
    daily.run(opening(cast, NEW_YEAR))

    first = date(2027, 1, 1)
    assert [each for each in entries(cast) if each[1] == first] == [
        ("carry_out", first, Decimal(-5)),
        ("forfeit", first, Decimal(-16)),
        ("carry_in", first, Decimal(5)),
        ("grant", first, Decimal(21)),
    ]


def test_what_was_carried_over_and_not_used_lapses_after_31_march(cast: Cast) -> None:
    daily.run(opening(cast, APRIL_2027))

    assert ("expiry", date(2027, 4, 1), Decimal(-5)) in entries(cast)


def test_a_second_run_changes_nothing(cast: Cast) -> None:
    daily.run(opening(cast, NEW_YEAR))
    before = everything(cast)

    tally = daily.run(opening(cast, NEW_YEAR))

    assert everything(cast) == before
    assert tally.counts.get("entries", 0) == 0


def test_a_run_that_comes_late_writes_what_every_missed_night_would_have(
    cast: Cast, strangers: Cast
) -> None:
    for month in range(4, 13):
        daily.run(opening(cast, datetime(2026, month, 28, tzinfo=UTC)))
    daily.run(opening(cast, APRIL_2027))
    daily.run(opening(strangers, APRIL_2027))

    assert entries(cast) == entries(strangers)


def test_an_old_period_run_again_takes_nothing_back(cast: Cast) -> None:
    daily.run(opening(cast, APRIL_2027))
    before = everything(cast)

    daily.run(opening(cast, NEW_YEAR))

    assert everything(cast) == before


def test_two_runs_at_once_write_everything_once(cast: Cast) -> None:
    start = threading.Barrier(2)

    def go() -> None:
        start.wait()
        daily.run(opening(cast, NEW_YEAR))

    runs = [threading.Thread(target=go) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    carried = [each for each in entries(cast) if each[0] == "carry_in" and each[1].year == 2027]
    assert carried == [("carry_in", date(2027, 1, 1), Decimal(5))]
    assert prove(opening(cast, NEW_YEAR)).differences == ()


def test_a_run_that_is_killed_goes_on_where_it_was(cast: Cast) -> None:
    opened = 0

    @contextmanager
    def dying() -> Iterator[Transaction]:
        nonlocal opened
        opened += 1
        with cast.acting(None, now=NEW_YEAR) as tx:
            yield tx
            if opened == 4:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        daily.run(dying)
    daily.run(opening(cast, NEW_YEAR))

    proof = prove(opening(cast, NEW_YEAR))
    assert (proof.differences, proof.behind) == ((), 0)


def test_one_bad_record_stops_nobody_else_and_is_listed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employment_terms SET weeks = '[]' WHERE employee_id = %(e)s",
            e=cast.kim.employee_id,
        )

    tally = daily.run(opening(cast, NEW_YEAR))

    assert {failure.employee_id for failure in tally.failures} == {cast.kim.employee_id}
    assert ("carry_in", date(2027, 1, 1), Decimal(5)) in entries(cast, "bea")
    with cast.acting() as tx:
        (run,) = job_runs.latest(tx)
    assert run.finished_at is not None
    assert {each["employee_id"] for each in run.failures} == {cast.kim.employee_id}


def test_a_job_needs_no_company_of_its_own_to_find_its_people(cast: Cast, strangers: Cast) -> None:
    before = everything(strangers)

    daily.run(opening(cast, NEW_YEAR))

    assert everything(strangers) == before


def test_somebody_whose_carried_days_lapse_soon_is_told_once_for_each_stage(cast: Cast) -> None:
    for day in (1, 2, 3):
        daily.run(opening(cast, datetime(2027, 1, day, 9, tzinfo=UTC)))
    daily.run(opening(cast, datetime(2027, 3, 2, 9, tzinfo=UTC)))
    daily.run(opening(cast, datetime(2027, 3, 30, 9, tzinfo=UTC)))

    with cast.acting() as tx:
        proofs = tx.rows(
            "SELECT days_before, amount FROM expiry_reminder WHERE employee_id = %(e)s"
            " ORDER BY days_before DESC",
            e=cast.bea.employee_id,
        )
        told = tx.value(
            "SELECT count(*) FROM notification WHERE user_id = %(u)s", u=cast.bea.user_id
        )
    assert [(row.days_before, row.amount) for row in proofs] == [(90, 5), (30, 5), (7, 5)]
    assert told == 3


def test_a_reminder_that_was_missed_is_made_up_for_by_the_next_stage_alone(cast: Cast) -> None:
    daily.run(opening(cast, datetime(2027, 3, 30, 9, tzinfo=UTC)))

    with cast.acting() as tx:
        stages = tx.rows(
            "SELECT days_before FROM expiry_reminder WHERE employee_id = %(e)s",
            e=cast.bea.employee_id,
        )
    assert [row.days_before for row in stages] == [7]


def test_the_login_of_who_has_left_is_closed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-12-31' WHERE id = %(e)s", e=cast.kim.employee_id
        )

    daily.run(opening(cast, NEW_YEAR))

    with cast.acting() as tx:
        active = tx.value("SELECT active FROM user_account WHERE id = %(u)s", u=cast.kim.user_id)
    assert active is False


def test_an_account_marked_while_it_is_being_written_stays_due(cast: Cast) -> None:
    kind = cast.leave_types["AL"]
    with cast.acting() as tx:
        leave_type = leave_type_named(tx, kind)
        read = leave_accounts.read(tx, leave_type, [cast.bea.employee_id])
        # The rule changes after this call has read the rules, and before it writes.
        with cast.acting() as other:
            due_accounts.mark(other, kind, because="policy changed", today=NOW.date())
        post_all(tx, read, cause="submitted")

    with cast.acting() as tx:
        because = tx.value(
            "SELECT due_because FROM ledger_account WHERE employee_id = %(e)s"
            " AND leave_type_id = %(t)s",
            e=cast.bea.employee_id,
            t=kind,
        )
    assert because == "policy changed"


def test_reconciling_tells_of_a_balance_that_somebody_has_touched(
    cast: Cast, cluster: Cluster
) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE balance SET used = used + 1 WHERE employee_id = %(e)s AND leave_type_id = %(t)s"
            " AND year_start = '2026-01-01'",
            e=cast.bea.employee_id,
            t=cast.leave_types["AL"],
        )

    proof = prove(opening(cast, NOW))

    (found,) = proof.differences
    assert (found.employee_id, found.what) == (cast.bea.employee_id, "used of 2026-01-01")
    assert (found.stored, found.replayed) == ("1.0000", "0")


def test_reconciling_writes_nothing(cast: Cast) -> None:
    take(cast, date(2026, 5, 4))
    before = everything(cast)

    proof = prove(opening(cast, NEW_YEAR))

    assert everything(cast) == before
    assert proof.differences == ()
    assert proof.behind > 0
