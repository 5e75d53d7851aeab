from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.policy.policy import GrantMethod, Level, PolicyVersion, Scale
from leavebook.domain.problems import Code
from leavebook.services.people import people
from leavebook.services.people.joining import join
from leavebook.services.people.people import Changes
from leavebook.storage.company import companies
from leavebook.storage.people import terms
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies import policies
from tests.cast import JOINED, TODAY, Cast
from tests.services.newcomers import JULY, anna, refusal, rows_of


def add_site(cast: Cast, name: str = "London Office") -> int:
    """Add a second site and return its id."""
    with cast.acting() as tx:
        return companies.add_site(tx, name=name, country="GB", region="ENG", timezone="UTC")


def agreed(cast: Cast, employee_id: int) -> tuple[Terms, ...]:
    """Return the terms of the person."""
    with cast.acting() as tx:
        return terms.of_person(tx, employee_id)


def test_other_hours_count_from_today_and_the_old_ones_stay_on_record(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = people.change(tx, cast.bea.employee_id, Changes(weekly_hours=Decimal(30)))

    assert person.weekly_minutes == 1800
    assert [(each.valid_from, each.weekly_minutes) for each in agreed(cast, person.id)] == [
        (JOINED, 2400),
        (TODAY, 1800),
    ]


def test_other_hours_may_count_from_a_day_ahead(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        changes = Changes(weekly_hours=Decimal(30), hours_from=JULY)
        person = people.change(tx, cast.bea.employee_id, changes)

    assert person.weekly_minutes == 2400
    assert agreed(cast, person.id)[-1].valid_from == JULY


def test_hours_of_somebody_yet_to_join_count_from_the_first_day(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = join(tx, anna(cast))
        people.change(tx, person.id, Changes(weekly_hours=Decimal(20)))

    assert [(each.valid_from, each.weekly_minutes) for each in agreed(cast, person.id)] == [
        (JULY, 1200)
    ]


def test_hours_cannot_change_before_somebody_joined(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        changes = Changes(weekly_hours=Decimal(20), hours_from=date(2023, 12, 31))
        said = refusal(lambda: people.change(tx, cast.bea.employee_id, changes))

    assert said == [(Code.INVALID, "hours_from")]


def test_who_moves_works_the_same_hours_at_the_other_site_from_today_on(cast: Cast) -> None:
    london = add_site(cast)

    with cast.acting("ada") as tx:
        person = people.change(tx, cast.bea.employee_id, Changes(site_id=london))

    assert (person.site_id, person.site_name) == (london, "London Office")
    assert [(each.valid_from, each.site_id) for each in agreed(cast, person.id)] == [
        (JOINED, cast.site_id),
        (TODAY, london),
    ]
    assert agreed(cast, person.id)[-1].weekly_minutes == 2400


def test_hours_agreed_for_later_move_along(cast: Cast) -> None:
    london = add_site(cast)
    with cast.acting("ada") as tx:
        later = Changes(weekly_hours=Decimal(30), hours_from=JULY)
        people.change(tx, cast.bea.employee_id, later)

    with cast.acting("ada") as tx:
        people.change(tx, cast.bea.employee_id, Changes(site_id=london))

    last = agreed(cast, cast.bea.employee_id)[-1]
    assert (last.valid_from, last.weekly_minutes, last.site_id) == (JULY, 1800, london)


def test_a_new_name_is_the_logins_name_as_well(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        person = people.change(tx, cast.bea.employee_id, Changes(full_name="  Bea Baker "))
        name = tx.value("SELECT name FROM user_account WHERE id = %(id)s", id=cast.bea.user_id)

    assert person.full_name == name == "Bea Baker"


def test_everything_may_change_at_once_and_is_told_once(cast: Cast) -> None:
    london = add_site(cast)

    with cast.acting("ada") as tx:
        changes = Changes(full_name="Bea Baker", site_id=london, weekly_hours=Decimal(32))
        person = people.change(tx, cast.bea.employee_id, changes)
        told = tx.rows("SELECT name, details FROM event WHERE employee_id = %(id)s", id=person.id)

    assert (person.full_name, person.site_id, person.weekly_minutes) == ("Bea Baker", london, 1920)
    assert [tuple(row) for row in told] == [
        ("employee.changed", {"changed": ["weekly_hours", "site_id", "full_name"]})
    ]


def test_what_is_so_already_changes_nothing(cast: Cast) -> None:
    before = rows_of(cast)

    with cast.acting("ada") as tx:
        changes = Changes(full_name="Bea", site_id=cast.site_id, weekly_hours=Decimal(40))
        people.change(tx, cast.bea.employee_id, changes)
        people.change(tx, cast.bea.employee_id, Changes())

    assert rows_of(cast) == before


def test_every_reason_is_said_at_once_and_nothing_is_written(cast: Cast, strangers: Cast) -> None:
    before = rows_of(cast)

    with cast.acting("ada") as tx:
        changes = Changes(full_name="", site_id=strangers.site_id, weekly_hours=Decimal("38.33"))
        said = refusal(lambda: people.change(tx, cast.bea.employee_id, changes))

    assert said == [
        (Code.INVALID, "full_name"),
        (Code.INVALID, "weekly_hours"),
        (Code.UNKNOWN_REFERENCE, "site_id"),
    ]
    assert rows_of(cast) == before


def test_the_books_follow_other_hours(cast: Cast) -> None:
    by_hours = PolicyVersion(
        "",
        date(2026, 1, 1),
        method=GrantMethod.UP_FRONT,
        levels=(Level(Decimal(20)),),
        scale=Scale.FTE,
    )
    with cast.acting() as tx:
        policies.add(tx, cast.leave_types["AL"], by_hours)

    with cast.acting("ada") as tx:
        half = Changes(weekly_hours=Decimal(20), hours_from=date(2026, 1, 1))
        people.change(tx, cast.bea.employee_id, half)

    with cast.acting() as tx:
        granted = tx.value(
            "SELECT granted FROM balance WHERE employee_id = %(id)s AND leave_type_id = %(type)s"
            " AND year_start = '2026-01-01'",
            id=cast.bea.employee_id,
            type=cast.leave_types["AL"],
        )
    assert granted == 10


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_the_office_looks_people_up_and_changes_them(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        found = refusal(lambda: people.find(tx, cast.kim.employee_id))
        listed = refusal(lambda: people.active(tx))
        changed = refusal(
            lambda: people.change(tx, cast.kim.employee_id, Changes(full_name="Kim Kay"))
        )

    assert found == listed == changed == [(Code.FORBIDDEN, None)]


def test_somebody_of_another_company_is_nobody(cast: Cast, strangers: Cast) -> None:
    for employee_id in (strangers.bea.employee_id, 0, 2**62):
        with cast.acting("ada") as tx:
            found = refusal(lambda: people.find(tx, employee_id))  # noqa: B023  called at once
            changed = refusal(
                lambda: people.change(tx, employee_id, Changes(full_name="Eve"))  # noqa: B023  the same
            )

        assert found == changed == [(Code.NOT_FOUND, None)]
