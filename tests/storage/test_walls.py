"""The wall between companies holds even where a query forgets them."""

from dataclasses import replace

import psycopg
import pytest

from leavebook.domain.problems import Refused
from leavebook.storage.database import Database
from leavebook.storage.self_check import UnsafeDatabase, assert_safe
from leavebook.storage.transaction import ask, open_transaction
from tests.cast import Cast
from tests.conftest import Cluster


def test_without_a_company_there_are_no_rows(database: Database, cast: Cast) -> None:
    with open_transaction(database) as connection:
        rows = ask(connection, "SELECT id FROM employee")

    assert cast.bea.employee_id
    assert rows == []


def test_a_query_that_names_another_companys_row_finds_nothing(cast: Cast, strangers: Cast) -> None:
    with cast.acting() as tx:
        found = tx.value("SELECT id FROM employee WHERE id = %(id)s", id=strangers.bea.employee_id)

    assert found is None


def test_a_row_cannot_be_written_into_another_company(cast: Cast, strangers: Cast) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), cast.acting() as tx:
        tx.run(
            "INSERT INTO department (company_id, name) VALUES (%(id)s, 'Sneaked')",
            id=strangers.company_id,
        )


def test_a_row_cannot_point_into_another_company_not_even_for_the_owner(
    cluster: Cluster, cast: Cast, strangers: Cast
) -> None:
    with (
        psycopg.connect(cluster.admin_url) as admin,
        pytest.raises(psycopg.errors.ForeignKeyViolation),
    ):
        admin.execute(
            "UPDATE leavebook.employee SET site_id = %s WHERE id = %s",
            (strangers.site_id, cast.bea.employee_id),
        )


def test_a_connection_forgets_the_company_of_a_failed_transaction(
    cluster: Cluster, cast: Cast, strangers: Cast
) -> None:
    single = Database(cluster.url, connections=1, name="one")
    single.open()
    seen = []
    try:
        for turn in range(200):
            company = (cast, strangers)[turn % 2]
            alone = replace(company, database=single)
            with pytest.raises(psycopg.errors.DivisionByZero), alone.acting() as tx:
                tx.value("SELECT 1/0")
            with alone.acting() as tx:
                seen.append({row.company_id for row in tx.rows("SELECT company_id FROM employee")})
        with open_transaction(single) as connection:
            left_over = ask(connection, "SELECT id FROM employee")
    finally:
        single.close()

    assert seen == [{cast.company_id}, {strangers.company_id}] * 100
    assert left_over == []


def test_overlapping_time_is_impossible_in_the_database_itself(cast: Cast) -> None:
    insert = """
    WITH r AS (
        INSERT INTO leave_request (company_id, employee_id, leave_type_id, first_day, last_day,
               spans, amount, days, minutes, state, stage, approval, asked_at,
               asked_by, door, changed_at)
        VALUES (%(company)s, %(employee)s, %(kind)s, '2026-05-04', '2026-05-04', '[]', 1, 1, 480,
                'approved', NULL, 'single', now(), %(user)s, 'test', now())
        RETURNING id)
    INSERT INTO leave_span (company_id, request_id, employee_id, span, holds)
    SELECT %(company)s, id, %(employee)s, tsrange('2026-05-04', '2026-05-05'), true FROM r
    """
    values: dict[str, object] = {
        "company": cast.company_id,
        "employee": cast.bea.employee_id,
        "kind": cast.leave_types["AL"],
        "user": cast.bea.user_id,
    }

    with cast.acting() as tx:
        tx.run(insert, **values)

    with pytest.raises(Refused), cast.acting() as tx:
        tx.run(insert, **values)


def test_the_server_refuses_a_superuser(cluster: Cluster) -> None:
    careless = Database(cluster.admin_url, connections=1, name="careless")
    careless.open()
    try:
        with pytest.raises(UnsafeDatabase, match="superuser"):
            assert_safe(careless)
    finally:
        careless.close()


def test_the_server_refuses_the_owner_of_the_schema(cluster: Cluster) -> None:
    careless = Database(cluster.owner_url, connections=1, name="careless")
    careless.open()
    try:
        with pytest.raises(UnsafeDatabase, match="owns tables"):
            assert_safe(careless)
    finally:
        careless.close()


def test_the_server_accepts_its_own_login(database: Database) -> None:
    assert_safe(database)
