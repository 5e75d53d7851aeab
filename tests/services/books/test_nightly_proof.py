"""Every night the books are compared with a replay, and what differs is on record."""

from leavebook.jobs.proving import PROOF, prove_books
from leavebook.queries.company.job_history import latest_runs
from tests.cast import Cast
from tests.services.opened_books import book, opening


def test_a_night_without_a_difference_is_on_record(cast: Cast) -> None:
    book(cast, days=2)

    prove_books(opening(cast))

    with cast.acting() as tx:
        (run,) = [each for each in latest_runs(tx) if each.job == PROOF]
    assert run.finished_at is not None
    assert run.counts["differences"] == 0
    assert run.counts["people"] == 4
    assert run.failures == []


def test_what_differs_is_named_by_person(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE balance SET granted = granted + 1 WHERE employee_id = %(e)s"
            " AND leave_type_id = %(t)s AND year_start = '2026-01-01'",
            e=cast.bea.employee_id,
            t=cast.leave_types["AL"],
        )

    proof = prove_books(opening(cast))

    with cast.acting() as tx:
        (run,) = [each for each in latest_runs(tx) if each.job == PROOF]
    assert len(proof.differences) == run.counts["differences"] == 1
    (failure,) = run.failures
    assert failure["employee_id"] == cast.bea.employee_id
    assert failure["what"] == "granted of 2026-01-01"
