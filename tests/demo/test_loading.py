"""Loading happens once, whole, and only where the database was made for it."""

import json
import re
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from leavebook import demo
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.doors import all_companies, demo_state
from tests.demo.conftest import ADDRESS, SECRET, SPRING, Place, Shown

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'leavebook' ORDER BY tablename"

_HEX = re.compile(r"[0-9a-f]{64}")
_TOKEN = re.compile(r"[0-9]+\|[0-9a-f]{64}")


def everything_in(place: Place) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(place.admin_url) as admin:
        tables = [name for (name,) in admin.execute(TABLES)]
        return {
            table: sorted(admin.execute(f"SELECT t::text FROM leavebook.{table} AS t"))
            for table in tables
        }


def test_loading_again_changes_nothing(shown: Shown) -> None:
    before = everything_in(shown.place)

    demo.load(shown.database, now=shown.now + timedelta(days=3), secret=SECRET)

    assert everything_in(shown.place) == before


def test_a_company_that_is_missing_comes_whole_or_not_at_all(
    empty: tuple[Place, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, database = empty
    demo.mark_as_demo(place.owner_url)

    def fail(*_: object) -> None:
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr("leavebook.demo.loading.hand_out", fail)
    with pytest.raises(RuntimeError):
        demo.load(database, now=SPRING, secret=SECRET)

    assert all_companies(database) == ()


def test_a_database_that_was_not_made_for_it_gets_no_demo(
    empty: tuple[Place, Database],
) -> None:
    place, database = empty
    before = everything_in(place)

    with pytest.raises(demo.NotADemo):
        demo.load(database, now=SPRING, secret=SECRET)

    assert everything_in(place) == before


def test_a_database_with_a_company_cannot_become_a_demo(empty: tuple[Place, Database]) -> None:
    place, database = empty
    companies.create(
        database, codename="real", name="Real Ltd", timezone="UTC", approval_policy="single"
    )

    assert not demo.mark_as_demo(place.owner_url)
    assert demo_state(database) == (False, False)


def test_the_server_cannot_make_its_database_a_demo(empty: tuple[Place, Database]) -> None:
    place, _ = empty

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        demo.mark_as_demo(place.url)


def test_another_secret_adds_credentials_and_keeps_the_old_ones(
    empty: tuple[Place, Database],
) -> None:
    place, database = empty
    demo.mark_as_demo(place.owner_url)
    demo.load(database, now=SPRING, secret=SECRET)
    before = len(everything_in(place)["credential"])

    demo.load(database, now=SPRING, secret=bytes(32))

    assert len(everything_in(place)["credential"]) == 2 * before


def test_the_description_has_the_keys_that_checks_rely_on(shown: Shown) -> None:
    assert set(shown.told) == {"base_url", "now", "companies"}
    assert shown.told["base_url"] == ADDRESS
    assert shown.told["now"] == "2026-04-01T08:00:00Z"
    assert set(shown.told["companies"]) == {"acme", "tribe", "globex"}
    for company in shown.told["companies"].values():
        assert set(company) == {
            "id", "uuid", "codename", "name", "company_token", "api_key", "sites", "departments",
            "leave_types", "people",
        }  # fmt: skip
        assert _HEX.fullmatch(company["company_token"])
        assert _HEX.fullmatch(company["api_key"])
        for named in (*company["sites"].values(), *company["departments"].values()):
            assert set(named) == {"id", "uuid"}
        for leave_type in company["leave_types"].values():
            assert set(leave_type) == {"id", "uuid", "name"}


def test_the_description_says_how_to_be_anybody(shown: Shown) -> None:
    for company in shown.told["companies"].values():
        for person in company["people"].values():
            assert set(person) == {
                "name", "email", "password", "role", "access_level", "employee_id",
                "employee_number", "user_id", "user_uuid", "token", "api_key",
            }  # fmt: skip
            assert _TOKEN.fullmatch(person["token"])
            assert _HEX.fullmatch(person["api_key"])


def test_no_secret_is_given_twice(shown: Shown) -> None:
    given = [
        secret
        for company in shown.told["companies"].values()
        for holder in (company, *company["people"].values())
        for secret in (holder["api_key"], holder.get("token", holder.get("company_token")))
    ]

    assert len(given) == len(set(given)) == 2 * (3 + 17)


def test_showing_the_demo_writes_the_same_secrets_after_a_restart(
    empty: tuple[Place, Database], tmp_path: Path
) -> None:
    place, database = empty
    demo.mark_as_demo(place.owner_url)

    words = demo.show(database, tmp_path, base_url=ADDRESS, now=SPRING)
    first = json.loads((tmp_path / "demo.json").read_text())
    later = SPRING + timedelta(hours=1)
    demo.show(database, tmp_path, base_url=ADDRESS, now=later)
    second = json.loads((tmp_path / "demo.json").read_text())

    assert "john@acme.example" in words
    assert "demo-john" in words
    assert second == {**first, "now": "2026-04-01T09:00:00Z"}
    assert demo_state(database) == (True, True)


def test_only_the_owner_of_the_files_may_read_the_secrets(tmp_path: Path) -> None:
    first = demo.secret_in(tmp_path)

    assert demo.secret_in(tmp_path) == first
    assert len(first) == 32
    assert (tmp_path / "demo-secret").stat().st_mode & 0o777 == 0o600


def test_the_demo_counts_as_loaded_only_when_its_description_lies_there(
    empty: tuple[Place, Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, database = empty
    demo.mark_as_demo(place.owner_url)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("leavebook.demo.showing._write", fail)
    with pytest.raises(OSError, match="full"):
        demo.show(database, tmp_path, base_url=ADDRESS, now=SPRING)

    assert demo_state(database) == (True, False)
