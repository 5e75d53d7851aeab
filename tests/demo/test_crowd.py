"""Thousands of people for pages and load, as consistent as everybody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leavebook import demo
from leavebook.storage.database import Database
from tests.conftest import Cluster
from tests.demo.conftest import ADDRESS, SECRET, SPRING, Shown, place_in
from tests.demo.test_colleagues import differences

CROWD = "SELECT id FROM leavebook.employee WHERE employee_number LIKE 'G-%'"
SIZE = 60


@pytest.fixture(scope="module")
def crowded(cluster: Cluster) -> Iterator[Shown]:
    place = place_in(cluster)
    demo.mark_as_demo(place.owner_url)
    database = Database(place.url, connections=3, name="demo-tests")
    database.open()
    demo.load(database, now=SPRING, secret=SECRET)
    demo.add_people(database, SIZE, now=SPRING)
    told = demo.describe(database, base_url=ADDRESS, now=SPRING, secret=SECRET)
    yield Shown(place=place, database=database, now=SPRING, told=told)
    database.close()


def test_as_many_people_join_as_were_asked_for(crowded: Shown) -> None:
    assert len(crowded.rows(CROWD)) == SIZE


def test_everybody_in_the_crowd_has_a_year_of_leave(crowded: Shown) -> None:
    found = crowded.rows(
        "SELECT e.id, count(r.id), min(r.first_day), max(r.last_day)"
        "  FROM leavebook.employee AS e"
        "  LEFT JOIN leavebook.leave_request AS r ON r.employee_id = e.id"
        f" WHERE e.id IN ({CROWD}) GROUP BY e.id"
    )

    assert all(requests >= 3 for _, requests, _, _ in found)
    assert min(first for *_, first, _ in found) >= date(2025, 4, 1)
    assert max(last for *_, last in found) > SPRING.date()


def test_the_crowd_works_in_teams_under_managers_of_their_own(crowded: Shown) -> None:
    found = crowded.rows(
        "SELECT u.role, count(*) FROM leavebook.employee AS e"
        "  JOIN leavebook.user_account AS u ON u.id = e.user_id"
        f" WHERE e.id IN ({CROWD}) GROUP BY u.role"
    )
    teams = crowded.rows(
        "SELECT count(DISTINCT manager_id) FROM leavebook.employee"
        f" WHERE id IN ({CROWD}) AND manager_id IN ({CROWD})"
    )

    assert dict(found) == {"manager": 3, "employee": 57}
    assert teams == [(3,)]


def test_the_crowd_cannot_log_in(crowded: Shown) -> None:
    found = crowded.rows(
        "SELECT DISTINCT u.password_hash FROM leavebook.employee AS e"
        "  JOIN leavebook.user_account AS u ON u.id = e.user_id"
        f" WHERE e.id IN ({CROWD})"
    )

    assert found == [(None,)]


def test_the_books_of_the_crowd_say_what_a_replay_says(crowded: Shown) -> None:
    assert differences(crowded, "acme") == []


def test_a_restart_adds_only_the_people_that_are_missing(crowded: Shown, tmp_path: Path) -> None:
    demo.show(crowded.database, tmp_path, base_url=ADDRESS, now=SPRING, people=SIZE)
    same = len(crowded.rows(CROWD))

    demo.show(crowded.database, tmp_path, base_url=ADDRESS, now=SPRING, people=SIZE + 10)

    assert same == SIZE
    assert len(crowded.rows(CROWD)) == SIZE + 10
