from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.people.people import AccessLevel, Role
from leavebook.domain.problems import Code
from leavebook.services.people.joining import join
from leavebook.storage.doors import entered_with
from leavebook.storage.sign_in.digests import digest_of
from tests.cast import NOW, Cast
from tests.services.newcomers import JULY, anna, refusal, rows_of


def balances_of(cast: Cast, employee_id: int) -> dict[str, Decimal]:
    """Return what the person is granted in 2026 by leave type."""
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT t.code, b.granted + b.to_come AS due FROM balance AS b"
            " JOIN leave_type AS t ON t.id = b.leave_type_id"
            " WHERE b.employee_id = %(id)s AND b.year_start = '2026-01-01'",
            id=employee_id,
        )
    return {row.code: row.due for row in rows}


def test_somebody_who_joins_on_new_years_day_has_the_whole_year_at_once(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast, joined_on=date(2026, 1, 1)))

    assert balances_of(cast, person.id) == {"AL": 21, "SL": 14, "UL": 0}


def test_a_newcomer_is_an_employee_with_a_login_and_even_weekdays(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast, weekly_hours=Decimal("37.5")))

    assert person.full_name == "Anna New"
    assert person.employee_number == "EMP-010"
    assert person.email == "anna.new@example.com"
    assert (person.site_id, person.site_name) == (cast.site_id, "Berlin Office")
    assert (person.joined_on, person.left_on) == (JULY, None)
    assert person.user_id is not None
    with cast.acting() as tx:
        terms = tx.row("SELECT * FROM employment_terms WHERE employee_id = %(id)s", id=person.id)
    assert terms is not None
    assert terms.weekly_minutes == 2250
    assert [
        sum(end - start for start, end, _ in day_of(day)) for day in terms.weeks[0]["days"]
    ] == [
        450,
        450,
        450,
        450,
        450,
        0,
        0,
    ]  # fmt: skip  a week on one line


def day_of(day: list[dict[str, object]]) -> list[tuple[int, int, str]]:
    """Return the stretches of work as they are stored."""
    return [(i["start_minute"], i["end_minute"], i["half"]) for i in day]  # type: ignore[misc]  # stored JSON


@pytest.mark.parametrize(
    ("role", "level"),
    [
        (Role.EMPLOYEE, AccessLevel.EMPLOYEE),
        (Role.MANAGER, AccessLevel.MANAGER),
        (Role.HR, AccessLevel.HEAD),
        (Role.ADMIN, AccessLevel.EXECUTIVE),
    ],
)
def test_the_level_follows_the_role(cast: Cast, role: Role, level: AccessLevel) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast, role=role))

    assert person.access_level is level


def test_the_new_login_waits_for_a_password(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast))
        row = tx.row("SELECT * FROM user_account WHERE id = %(id)s", id=person.user_id)

    assert row is not None
    assert row.password_hash is None
    assert row.active


def test_joining_is_told_once_with_who_did_it(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast))
        told = tx.rows("SELECT name, actor_id FROM event WHERE employee_id = %(id)s", id=person.id)

    assert [tuple(row) for row in told] == [("employee.joined", cast.ada.user_id)]


def test_an_address_and_a_number_that_are_taken_are_both_named(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        join(tx, anna(cast))
    with cast.acting("ada") as tx:
        said = refusal(lambda: join(tx, anna(cast)))

    assert said == [(Code.TAKEN, "email"), (Code.TAKEN, "employee_number")]


@pytest.mark.parametrize("email", ["Anna.New@Example.COM", "ANNA.NEW@example.com"])
def test_an_address_in_other_letters_is_the_same_account(cast: Cast, email: str) -> None:
    with cast.acting("ada") as tx:
        join(tx, anna(cast))
    with cast.acting("ada") as tx:
        said = refusal(lambda: join(tx, anna(cast, email=email, employee_number="EMP-011")))

    assert said == [(Code.TAKEN, "email")]


def test_another_companys_address_and_number_are_free_here(cast: Cast, strangers: Cast) -> None:
    with strangers.acting("ada") as tx:
        join(tx, anna(strangers))
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast))

    assert person.email == "anna.new@example.com"


def test_every_reason_is_said_at_once_and_nothing_is_written(cast: Cast) -> None:
    before = rows_of(cast)

    with cast.acting("ada") as tx:
        said = refusal(
            lambda: join(
                tx,
                anna(
                    cast,
                    full_name=" \u200b ",
                    email="not an address",
                    employee_number="",
                    site_id=0,
                    joined_on=date(1989, 12, 31),
                    weekly_hours=Decimal(0),
                ),
            )
        )

    assert said == [
        (Code.INVALID, "full_name"),
        (Code.INVALID, "email"),
        (Code.INVALID, "employee_number"),
        (Code.INVALID, "weekly_hours"),
        (Code.INVALID, "joined_on"),
        (Code.UNKNOWN_REFERENCE, "site_id"),
    ]
    assert rows_of(cast) == before


def test_a_site_of_another_company_is_one_that_does_not_exist(cast: Cast, strangers: Cast) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: join(tx, anna(cast, site_id=strangers.site_id)))

    assert said == [(Code.UNKNOWN_REFERENCE, "site_id")]


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_the_office_adds_people(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        said = refusal(lambda: join(tx, anna(cast)))

    assert said == [(Code.FORBIDDEN, None)]


def test_a_companys_token_adds_administrators_unless_the_company_switches_that_off(
    cast: Cast,
) -> None:
    digest = digest_of(cast.company_token)
    entered = {"now": NOW, "door": "test", "scope": "people"}
    with entered_with(cast.database, digest, **entered) as tx:  # type: ignore[arg-type]  # named above
        join(tx, anna(cast, role=Role.ADMIN))
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"api_may_create_admins": false}'""")

    with entered_with(cast.database, digest, **entered) as tx:  # type: ignore[arg-type]  # the same
        second = anna(cast, role=Role.ADMIN, email="b@example.com", employee_number="2")
        said = refusal(lambda: join(tx, second))

    assert said == [(Code.FORBIDDEN, "role")]


def test_a_companys_token_never_adds_an_owner(cast: Cast) -> None:
    with entered_with(
        cast.database, digest_of(cast.company_token), now=NOW, door="test", scope="people"
    ) as tx:
        said = refusal(lambda: join(tx, anna(cast, role=Role.OWNER)))

    assert said == [(Code.FORBIDDEN, "role")]


def test_a_login_becomes_an_employee_once(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: join(tx, anna(cast), login=cast.ada.user_id))

    assert said == [(Code.TAKEN, "email")]
