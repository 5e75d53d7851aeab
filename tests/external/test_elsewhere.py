"""What holds on the embedded database holds on PostgreSQL 15 as Debian brings it."""

import subprocess
from pathlib import Path

import psycopg

from leavebook.storage.database import Database
from leavebook.storage.self_check import assert_safe
from tests.conftest import Cluster
from tests.external.postgresql import External
from tests.faults.running import leavebook
from tests.races.test_asking import test_no_more_is_granted_through_different_doors_at_once
from tests.storage.test_catalogue import *  # noqa: F403  the same tests, on this cluster
from tests.storage.test_walls import *  # noqa: F403  the same
from tests.stories.test_stories import (
    test_a_story_leaves_the_same_behind_whichever_door_tells_it,
    test_every_door_shows_what_was_told_elsewhere,
    test_the_main_story_in_figures,
)

__all__ = [
    "test_a_story_leaves_the_same_behind_whichever_door_tells_it",
    "test_every_door_shows_what_was_told_elsewhere",
    "test_no_more_is_granted_through_different_doors_at_once",
    "test_the_main_story_in_figures",
]


def served_with(url: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Try to serve with a login that must not do; it ends by itself."""
    return leavebook(
        "serve", "--data", str(data), settings={"LEAVEBOOK_DATABASE_URL": url, **settings}
    )


def test_it_is_version_fifteen(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url) as connection:
        assert connection.info.server_version // 10_000 == 15


def test_the_login_of_the_handbook_is_safe(database: Database) -> None:
    assert_safe(database)


def test_a_superusers_login_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    refused = served_with(cluster.admin_url, tmp_path)

    assert refused.returncode == 1
    assert "superuser" in refused.stderr


def test_the_owners_login_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    refused = served_with(cluster.owner_url, tmp_path)

    assert refused.returncode == 1
    assert "owns tables" in refused.stderr


def test_a_login_that_looks_over_the_walls_is_refused(
    cluster: Cluster, external: External, tmp_path: Path
) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("GRANT leavebook_app TO careless")

    refused = served_with(external.careless_url, tmp_path)

    assert refused.returncode == 1
    assert "BYPASSRLS" in refused.stderr


def test_a_table_without_its_wall_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE leavebook.leave_request NO FORCE ROW LEVEL SECURITY")
        try:
            refused = served_with(cluster.url, tmp_path)
        finally:
            owner.execute("ALTER TABLE leavebook.leave_request FORCE ROW LEVEL SECURITY")

    assert refused.returncode == 1
    assert "leave_request" in refused.stderr


def test_a_database_that_was_not_migrated_is_refused_with_what_to_do(
    cluster: Cluster, external: External, tmp_path: Path
) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE empty OWNER leavebook_owner")

    refused = served_with(external.server_url.removesuffix("leavebook") + "empty", tmp_path)

    assert refused.returncode == 1
    assert "leavebook migrate" in refused.stderr


def test_operators_commands_work_there(cluster: Cluster) -> None:
    settings = {"LEAVEBOOK_DATABASE_URL": cluster.url}
    founded = leavebook(
        "company",
        "create",
        "elsewhere",
        "--name",
        "Elsewhere GmbH",
        "--admin-email",
        "ada@elsewhere.example",
        "--admin-name",
        "Ada",
        settings=settings,
    )

    listed = leavebook("company", "list", settings=settings)

    assert founded.returncode == 0, founded.stderr
    assert "elsewhere" in listed.stdout.split()
