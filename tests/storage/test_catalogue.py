"""What must be true of every table, also of those that are added later."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Cluster

OF_THE_HOUSE = {"installation"}
"""Tables that belong to no company, each with its reason in the migration."""

APPEND_ONLY = {"ledger_entry", "event", "adjustment", "expiry_reminder"}

TABLES = """
SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = 'leavebook' AND c.relkind IN ('r', 'p')
 ORDER BY c.relname
"""


@pytest.fixture(scope="module")
def catalogue(cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(cluster.admin_url) as connection:
        yield connection


def company_tables(catalogue: psycopg.Connection[Any]) -> list[tuple[int, str, bool, bool]]:
    found = [row for row in catalogue.execute(TABLES) if row[1] not in OF_THE_HOUSE]
    assert len(found) > 20, "the catalogue was not read"
    return found


def test_row_level_security_is_forced_on_every_table(catalogue: psycopg.Connection[Any]) -> None:
    open_tables = [name for _, name, on, forced in company_tables(catalogue) if not (on and forced)]

    assert open_tables == []


def test_every_table_has_the_company_in_its_policy_for_reading_and_writing(
    catalogue: psycopg.Connection[Any],
) -> None:
    policies = catalogue.execute(
        "SELECT tablename FROM pg_policies WHERE schemaname = 'leavebook'"
        " AND policyname = 'own_company' AND cmd = 'ALL' AND roles = '{public}'"
        " AND qual LIKE '%company_id = %leavebook.company%'"
        " AND with_check LIKE '%company_id = %leavebook.company%'"
    ).fetchall()

    assert {name for _, name, _, _ in company_tables(catalogue)} == {row[0] for row in policies}


def test_other_policies_are_for_the_narrow_door_only(catalogue: psycopg.Connection[Any]) -> None:
    others = catalogue.execute(
        "SELECT tablename, policyname, cmd FROM pg_policies WHERE schemaname = 'leavebook'"
        " AND policyname <> 'own_company' ORDER BY tablename"
    ).fetchall()

    assert {(name, cmd) for _, name, cmd in others} == {("narrow_door", "SELECT")}


def test_every_primary_key_begins_with_the_company(catalogue: psycopg.Connection[Any]) -> None:
    first_columns = dict(
        catalogue.execute(
            "SELECT i.indrelid, a.attname FROM pg_index AS i"
            " JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indisprimary"
        ).fetchall()
    )

    wrong = [
        name
        for oid, name, _, _ in company_tables(catalogue)
        if first_columns.get(oid) != "company_id"
    ]

    assert wrong == []


def test_every_reference_carries_the_company(catalogue: psycopg.Connection[Any]) -> None:
    references = catalogue.execute(
        "SELECT k.conrelid::regclass::text, k.conname,"
        " (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]),"
        " (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1])"
        " FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE k.contype = 'f' AND n.nspname = 'leavebook'"
    ).fetchall()

    assert references
    assert [row for row in references if row[2:] != ("company_id", "company_id")] == []


def test_no_unique_key_tells_one_company_about_another(catalogue: psycopg.Connection[Any]) -> None:
    wide = catalogue.execute(
        "SELECT c.relname, i.indexrelid::regclass::text FROM pg_index AS i"
        " JOIN pg_class AS c ON c.oid = i.indrelid"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " WHERE n.nspname = 'leavebook' AND i.indisunique AND a.attname <> 'company_id'"
    ).fetchall()

    # A codename is an address, and a uuid or a digest cannot be guessed.
    assert {index.split(".")[-1] for _, index in wide} == {
        "installation_pkey",
        "company_uuid_key",
        "company_codename_key",
        "credential_digest_key",
        "decision_link_digest_key",
    }


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_the_ledger_and_the_events_only_grow(cluster: Cluster, table: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as server:
        for statement in (
            f"UPDATE leavebook.{table} SET company_id = 0",
            f"DELETE FROM leavebook.{table}",
            f"TRUNCATE leavebook.{table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute(statement)


def test_the_server_may_not_change_the_schema(cluster: Cluster) -> None:
    with (
        psycopg.connect(cluster.url, autocommit=True) as server,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        server.execute("CREATE TABLE leavebook.sneaked (company_id bigint)")


def test_views_see_no_more_than_who_asks(catalogue: psycopg.Connection[Any]) -> None:
    careless = catalogue.execute(
        "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'leavebook' AND c.relkind = 'v'"
        " AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false)"
    ).fetchall()

    assert careless == []


def test_functions_of_the_narrow_door_have_a_fixed_search_path(
    catalogue: psycopg.Connection[Any],
) -> None:
    doors = catalogue.execute(
        "SELECT p.proname, p.proconfig::text FROM pg_proc AS p"
        " JOIN pg_namespace AS n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'leavebook' AND p.prosecdef"
    ).fetchall()

    assert doors
    assert [name for name, config in doors if "search_path=pg_catalog" not in (config or "")] == []
