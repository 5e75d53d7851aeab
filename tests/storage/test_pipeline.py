"""Statements travel together, and every answer and every error comes to whom it belongs."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from leavebook.storage import outbox
from leavebook.storage.database import Database
from leavebook.storage.transaction import TryAgain, ask, open_transaction
from tests.cast import Cast
from tests.conftest import Cluster

NUMBER = "SELECT %(number)s::integer AS number"


@pytest.fixture
def single(cluster: Cluster) -> Iterator[Database]:
    """A database with one connection, so that what one call leaves there meets the next."""
    opened = Database(cluster.admin_url, connections=1, name="single")
    opened.open()
    yield opened
    opened.close()


def test_answers_may_be_read_in_any_order_and_long_after_they_were_asked_for(
    single: Database,
) -> None:
    with open_transaction(single) as pipeline:
        asked = [pipeline.send(NUMBER, {"number": number}) for number in range(350)]
        read = [answer.fetchall()[0].number for answer in reversed(asked)]

    assert read == list(reversed(range(350)))


def test_much_goes_out_and_comes_back_at_the_same_time(single: Database) -> None:
    content = b"leave" * 1_000_000

    with open_transaction(single) as pipeline:
        asked = [pipeline.send("SELECT %(it)s::bytea AS it", {"it": content}) for _ in range(5)]
        came_back = [answer.fetchall()[0].it == content for answer in asked]

    assert came_back == [True] * 5


def test_a_percent_sign_and_a_value_named_twice_are_what_they_say(single: Database) -> None:
    with open_transaction(single) as pipeline:
        question = "SELECT %(a)s || '%%' || %(b)s || %(a)s AS text, 'a' LIKE '%%a' AS alike"
        [row] = ask(pipeline, question, a="a", b="b")
        [plain] = ask(pipeline, "SELECT '100%' AS text")

    assert (row.text, row.alike, plain.text) == ("a%ba", True, "100%")


def test_what_a_failed_call_was_about_to_prepare_is_run_by_the_next(single: Database) -> None:
    with open_transaction(single) as pipeline:
        ask(pipeline, NUMBER, number=1)  # the second time, which comes, it is prepared

    with pytest.raises(psycopg.errors.DivisionByZero):
        _fail_and_go_on(single)

    for number in (3, 4):
        with open_transaction(single) as pipeline:
            assert ask(pipeline, NUMBER, number=number)[0].number == number


def test_whoever_goes_on_after_an_error_has_written_nothing(single: Database) -> None:
    with open_transaction(single) as pipeline:
        ask(pipeline, "CREATE TEMPORARY TABLE tried (one integer)")

    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        _write_go_on_after_an_error(single)

    with open_transaction(single) as pipeline:
        assert ask(pipeline, "SELECT one FROM pg_temp.tried") == []


def test_a_table_that_was_changed_is_read_as_it_is_now(single: Database) -> None:
    def read() -> list[tuple[object, ...]]:
        with open_transaction(single) as pipeline:
            return ask(pipeline, "SELECT * FROM pg_temp.changing")

    with open_transaction(single) as pipeline:
        ask(pipeline, "CREATE TEMPORARY TABLE changing AS SELECT 1 AS one")
    before = [read(), read()]
    with open_transaction(single) as pipeline:
        ask(pipeline, "ALTER TABLE pg_temp.changing ADD two integer DEFAULT 2")
    with pytest.raises(TryAgain):
        read()

    assert before == [[(1,)], [(1,)]]
    assert read() == [(1, 2)]


def test_postgresql_keeps_no_more_than_a_few_statements(single: Database) -> None:
    for number in range(300):
        with open_transaction(single) as pipeline:
            for _ in range(2):
                pipeline.send(f"SELECT {number} AS of_{number}", {})
    with open_transaction(single) as pipeline:
        [kept] = ask(pipeline, "SELECT count(*) AS statements FROM pg_prepared_statements")

    assert 150 <= kept.statements <= 200


def test_whoever_speaks_psycopg_has_the_connection_to_themselves(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("CREATE TEMPORARY TABLE seen AS SELECT 1 AS one", {})
        with pipeline.apart() as connection:
            rows = connection.execute("SELECT one FROM pg_temp.seen").fetchall()
        [again] = ask(pipeline, "SELECT count(*) AS rows FROM pg_temp.seen")

    assert rows == [(1,)]
    assert again.rows == 1


def test_an_error_queued_before_surfaces_before_psycopg_is_spoken(single: Database) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        _fail_before_psycopg(single)


def test_a_call_that_is_interrupted_leaves_nothing_and_the_next_one_works(
    single: Database,
) -> None:
    with pytest.raises(KeyboardInterrupt):
        _be_interrupted(single)

    with open_transaction(single) as pipeline:
        [found] = ask(pipeline, "SELECT to_regclass('interrupted') AS table")
    assert found.table is None


def _fail_and_go_on(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("SELECT 1/0", {})
        pipeline.send(NUMBER, {"number": 2})


def _write_go_on_after_an_error(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("INSERT INTO pg_temp.tried VALUES (1)", {})
        with pytest.raises(psycopg.errors.DivisionByZero):
            ask(pipeline, "SELECT 1/0")
        ask(pipeline, NUMBER, number=1)


def _fail_before_psycopg(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("SELECT 1/0", {})
        with pipeline.apart() as connection:
            connection.execute("SELECT 1")


def _be_interrupted(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("CREATE TABLE interrupted AS SELECT pg_sleep(0.01)", {})
        raise KeyboardInterrupt


def test_whoever_is_silent_too_long_in_the_middle_lets_go_of_everything(single: Database) -> None:
    with pytest.raises(TryAgain):
        _fall_silent(single)

    with open_transaction(single) as pipeline:
        assert ask(pipeline, NUMBER, number=1)[0].number == 1


def test_a_job_that_has_to_wait_for_others_too_long_may_be_tried_again(
    cast: Cast, cluster: Cluster
) -> None:
    with psycopg.connect(cluster.admin_url) as admin:
        admin.execute("LOCK TABLE queue.procrastinate_jobs IN ACCESS EXCLUSIVE MODE")

        with pytest.raises(TryAgain):
            _queue_impatiently(cast)


def _fall_silent(single: Database) -> None:
    with open_transaction(single) as pipeline:
        pipeline.send("SET LOCAL idle_in_transaction_session_timeout = '200ms'", {})
        ask(pipeline, NUMBER, number=1)
        time.sleep(1)
        ask(pipeline, NUMBER, number=2)


def _queue_impatiently(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run("SET LOCAL lock_timeout = '100ms'")
        outbox.visit_soon(tx)
