"""The people of the demo, as its published description states them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.doors import entered_with
from leavebook.storage.sign_in.digests import digest_of
from tests.demo.conftest import SPRING, Shown

MOMENTS = [
    datetime(2026, 1, 1, 0, 30, tzinfo=UTC),
    datetime(2026, 1, 5, 8, tzinfo=UTC),
    SPRING,
    datetime(2026, 8, 31, 16, tzinfo=UTC),
    datetime(2026, 12, 20, 22, tzinfo=UTC),
    datetime(2028, 2, 29, 8, tzinfo=UTC),
]

NEW = {("acme", "john"), ("acme", "sven"), ("globex", "sid")} | {
    ("tribe", key) for key in ("tom", "zoe", "lea")
}

# codename, key, role, access level, reports to
STANDING = [
    ("acme", "ada", "admin", "executive", None),
    ("acme", "maya", "manager", "manager", "ada"),
    ("acme", "erik", "employee", "employee", "maya"),
    ("acme", "john", "employee", "employee", "maya"),
    ("acme", "jane", "manager", "manager", "ada"),
    ("acme", "lena", "employee", "lead", "jane"),
    ("acme", "sven", "employee", "employee", "jane"),
    ("tribe", "eve", "admin", "executive", None),
    ("tribe", "hana", "hr", "head", "eve"),
    ("tribe", "max", "manager", "manager", "eve"),
    ("tribe", "lea", "employee", "lead", "max"),
    ("tribe", "tom", "employee", "employee", "max"),
    ("tribe", "ivo", "manager", "manager", "eve"),
    ("tribe", "zoe", "employee", "employee", "ivo"),
    ("globex", "gail", "admin", "executive", None),
    ("globex", "mona", "manager", "manager", "gail"),
    ("globex", "sid", "employee", "employee", "mona"),
]

# key, name, number, department, site, weekly hours, gender
AT_WORK = [
    ("maya", "Maya Manager", "EMP-001", "Engineering", "Berlin Office", 40, None),
    ("erik", "Erik Employee", "EMP-002", "Engineering", "Berlin Office", 30, None),
    ("john", "John Doe", "EMP-042", "Engineering", "Berlin Office", 40, "male"),
    ("jane", "Jane Smith", "EMP-003", "Sales", "London Office", None, None),
    ("lena", "Lena Lead", "EMP-004", "Sales", "London Office", None, "female"),
    ("sven", "Sven South", "EMP-005", "Sales", "Sydney Office", None, "male"),
]

NAMED = [(codename, key) for codename, key, *_ in STANDING]


@pytest.mark.parametrize("stated", STANDING, ids=lambda stated: stated[1])
def test_everybody_has_a_role_a_level_and_somebody_to_report_to(
    shown: Shown, stated: tuple[str, str, str, str, str | None]
) -> None:
    codename, key, role, level, manager = stated
    people = shown.company(codename)["people"]

    ((reports_to,),) = shown.rows(
        "SELECT manager_id FROM leavebook.employee WHERE id = %(id)s",
        id=people[key]["employee_id"],
    )

    assert (people[key]["role"], people[key]["access_level"]) == (role, level)
    assert reports_to == (None if manager is None else people[manager]["employee_id"])


@pytest.mark.parametrize("stated", AT_WORK, ids=lambda stated: stated[0])
def test_the_people_of_acme_work_where_the_description_says(
    shown: Shown, stated: tuple[str, str, str, str, str, int | None, str | None]
) -> None:
    key, name, number, department, site, hours, gender = stated

    ((*found, minutes, is_a),) = shown.rows(
        "SELECT e.full_name, e.employee_number, d.name, s.name, t.weekly_minutes, e.gender"
        "  FROM leavebook.employee AS e"
        "  JOIN leavebook.department AS d ON d.id = e.department_id"
        "  JOIN leavebook.site AS s ON s.id = e.site_id"
        "  JOIN leavebook.employment_terms AS t ON t.employee_id = e.id"
        " WHERE e.id = %(id)s",
        id=shown.company("acme")["people"][key]["employee_id"],
    )

    assert found == [name, number, department, site]
    assert hours is None or minutes == hours * 60
    assert gender is None or is_a == gender


@pytest.mark.parametrize(
    ("squad", "members"),
    [
        ("North", {("max", True), ("lea", False), ("tom", False)}),
        ("South", {("ivo", True), ("zoe", False)}),
    ],
)
def test_tribe_works_in_two_squads_with_a_manager_each(
    shown: Shown, squad: str, members: set[tuple[str, bool]]
) -> None:
    found = shown.rows(
        "SELECT split_part(u.email, '@', 1), m.is_manager FROM leavebook.squad AS q"
        "  JOIN leavebook.squad_member AS m ON m.squad_id = q.id"
        "  JOIN leavebook.employee AS e ON e.id = m.employee_id"
        "  JOIN leavebook.user_account AS u ON u.id = e.user_id"
        " WHERE q.name = %(squad)s",
        squad=squad,
    )

    assert set(found) == members


@pytest.mark.parametrize(("codename", "key"), NAMED)
def test_everybody_logs_in_with_the_password_of_their_name(
    shown: Shown, codename: str, key: str
) -> None:
    person = shown.company(codename)["people"][key]

    ((email, stored),) = shown.rows(
        "SELECT email, password_hash FROM leavebook.user_account WHERE id = %(id)s",
        id=person["user_id"],
    )

    assert email == person["email"] == f"{key}@{codename}.example"
    assert person["password"] == f"demo-{key}"
    assert PasswordHasher().verify(stored, f"demo-{key}")


@pytest.mark.parametrize(("codename", "key"), NAMED)
@pytest.mark.parametrize("credential", ["token", "api_key"])
def test_tokens_and_keys_of_people_open_the_door_for_themselves(
    shown: Shown, codename: str, key: str, credential: str
) -> None:
    person = shown.company(codename)["people"][key]
    digest = digest_of(person[credential])

    with entered_with(shown.database, digest, now=shown.now, door="test", scope="leave") as tx:
        acting = (tx.company.codename, tx.actor.user_id, tx.actor.employee_id, tx.actor.is_machine)

    assert acting == (codename, person["user_id"], person["employee_id"], False)


@pytest.mark.parametrize("codename", ["acme", "tribe", "globex"])
@pytest.mark.parametrize("credential", ["company_token", "api_key"])
@pytest.mark.parametrize("scope", ["leave", "people"])
def test_tokens_of_a_company_act_for_the_company(
    shown: Shown, codename: str, credential: str, scope: str
) -> None:
    digest = digest_of(shown.company(codename)[credential])

    with entered_with(shown.database, digest, now=shown.now, door="test", scope=scope) as tx:
        assert (tx.company.codename, tx.actor.is_machine) == (codename, True)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_who_is_new_joined_with_the_year_and_has_not_asked_for_anything(
    shown_at: Callable[[datetime], Shown], now: datetime
) -> None:
    shown = shown_at(now)
    found = shown.rows(
        "SELECT c.codename, split_part(u.email, '@', 1), e.joined_on,"
        "       (SELECT count(*) FROM leavebook.leave_request AS r WHERE r.employee_id = e.id)"
        "  FROM leavebook.employee AS e"
        "  JOIN leavebook.user_account AS u ON u.id = e.user_id"
        "  JOIN leavebook.company AS c ON c.company_id = e.company_id"
    )

    new = {(codename, key): rest for codename, key, *rest in found if (codename, key) in NEW}
    assert new == {who: [date(now.year, 1, 1), 0] for who in NEW}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_others_with_a_part_have_a_history_that_is_over(
    shown_at: Callable[[datetime], Shown], now: datetime
) -> None:
    shown = shown_at(now)
    found = dict(
        shown.rows(
            "SELECT employee_id, array_agg(ARRAY[state, last_day::text])"
            "  FROM leavebook.leave_request GROUP BY employee_id"
        )
    )

    for codename, key in set(NAMED) - NEW:
        leave = found[shown.company(codename)["people"][key]["employee_id"]]
        assert all(date.fromisoformat(last) < now.date() for _, last in leave)
        assert "pending" not in {state for state, _ in leave}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize(("codename", "key"), NAMED)
def test_everybody_with_a_part_may_take_two_weeks_off(
    shown_at: Callable[[datetime], Shown], now: datetime, codename: str, key: str
) -> None:
    shown = shown_at(now)
    company = shown.company(codename)
    monday = now.date() + timedelta(days=21 - now.date().weekday())
    two_weeks = timedelta(days=11 if codename == "acme" else 13)
    asked = LeaveAsked(
        employee_id=company["people"][key]["employee_id"],
        leave_type_id=company["leave_types"]["AL"]["id"],
        spans=(whole_days(monday, monday + two_weeks),),
    )

    with shown.acting(codename, key) as tx:
        problems = requests.preview(tx, asked).problems

    assert problems == ()


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_two_weeks_off_show_in_the_balance_of_everybody_with_a_part(
    shown_at: Callable[[datetime], Shown], now: datetime
) -> None:
    shown = shown_at(now)
    enough = {"acme": 10, "tribe": 14 * 8, "globex": 14}
    left = dict(
        shown.rows(
            "SELECT b.employee_id, granted + adjusted - other_expired"
            "       + carried_in - carried_expired - used - pending"
            "  FROM leavebook.balance AS b"
            "  JOIN leavebook.leave_type AS t ON t.id = b.leave_type_id"
            " WHERE t.name = 'Annual Leave' AND b.year_start = %(start)s",
            start=date(now.year, 1, 1),
        )
    )

    for codename, key in NAMED:
        person = shown.company(codename)["people"][key]
        assert left[person["employee_id"]] >= enough[codename], person["name"]


def test_an_opening_balance_says_why_it_is_there(shown: Shown) -> None:
    found = shown.rows(
        "SELECT split_part(u.email, '@', 1), a.kind, a.reason FROM leavebook.adjustment AS a"
        "  JOIN leavebook.employee AS e ON e.id = a.employee_id"
        "  JOIN leavebook.user_account AS u ON u.id = e.user_id"
    )

    assert {key for key, *_ in found} == {"lea", "tom", "zoe"}
    assert {kind for _, kind, _ in found} == {"opening"}
    assert all("two weeks" in reason for *_, reason in found)
