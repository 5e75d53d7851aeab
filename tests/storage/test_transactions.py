"""Commits are whole, and a lost connection is not a lost write."""

import psycopg
import pytest

from leavebook.storage.database import Database
from leavebook.storage.transaction import TryAgain, ask, open_transaction
from tests.cast import Cast
from tests.conftest import Cluster


def departments(cast: Cast) -> list[str]:
    with cast.acting() as tx:
        return [row.name for row in tx.rows("SELECT name FROM department ORDER BY name")]


def test_nothing_is_written_when_the_block_fails(cast: Cast) -> None:
    before = departments(cast)

    with pytest.raises(ZeroDivisionError):
        _write_and_fail(cast)

    assert departments(cast) == before


def _write_and_fail(cast: Cast) -> float:
    with cast.acting() as tx:
        tx.run(
            "INSERT INTO department (company_id, name) VALUES (%(id)s, 'Half')", id=cast.company_id
        )
        return 1 / 0


def test_an_error_of_a_queued_statement_surfaces_before_anybody_is_told_done(cast: Cast) -> None:
    before = departments(cast)

    with pytest.raises(psycopg.errors.NotNullViolation), cast.acting() as tx:
        tx.run(
            "INSERT INTO department (company_id, name) VALUES (%(id)s, NULL)", id=cast.company_id
        )

    assert departments(cast) == before


def test_a_connection_that_the_database_closed_may_be_tried_again(cluster: Cluster) -> None:
    single = Database(cluster.url, connections=1, name="to-be-killed")
    single.open()
    try:
        with open_transaction(single) as connection:
            ask(connection, "SELECT 1 AS one")
        with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'to-be-killed'"
            )
        with pytest.raises(TryAgain), open_transaction(single) as connection:
            ask(connection, "SELECT 1 AS one")
        with open_transaction(single) as connection:
            again = ask(connection, "SELECT 1 AS one")
    finally:
        single.close()

    assert again[0].one == 1


def test_a_transaction_inside_a_transaction_waits_for_nothing_of_the_other(
    database: Database, cast: Cast
) -> None:
    with cast.acting() as outer, cast.acting() as inner:
        outer_company = outer.value("SELECT company_id FROM company")
        inner_company = inner.value("SELECT company_id FROM company")

    assert database.login == "leavebook_server"
    assert outer_company == inner_company == cast.company_id
