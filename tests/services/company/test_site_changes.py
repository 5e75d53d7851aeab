"""Sites move, are called something else, and close; what is past stays as it was."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from time import sleep

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.proof import prove
from leavebook.queries.company.site_list import site_line, site_list
from leavebook.queries.company.sites import site_names
from leavebook.services.company import holiday_changes, site_changes, sites
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.company.site_changes import Place
from leavebook.services.company.sites import NewSite
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people import joining
from leavebook.services.people import people as staff
from leavebook.services.people.people import Changes
from leavebook.storage.transaction import Transaction
from tests.cast import TODAY, Cast
from tests.services.newcomers import anna, refusal, rows_of

CORPUS_CHRISTI = date(2026, 6, 4)
"""A Thursday that is free in Bavaria and worked in Berlin."""

BERLIN = Place(country="DE", region="BE", timezone="UTC")
BAVARIA = Place(country="DE", region="BY", timezone="UTC")
MUNICH = NewSite(name="Munich", country="DE", region="BY", timezone="Europe/Berlin")


def book_the_week(cast: Cast) -> int:
    """Book Monday 1 to Friday 5 June for Bea: five days in Berlin, four in Bavaria."""
    with cast.acting("bea") as tx:
        return requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 6, 1), date(2026, 6, 5)),),
            ),
        ).id


def move_everybody(cast: Cast, site_id: int) -> None:
    with cast.acting("ada") as tx:
        for member in cast.members.values():
            staff.change(tx, member.employee_id, Changes(site_id=site_id))


def acts_on(cast: Cast) -> list[Callable[[Transaction], object]]:
    """Return everything that can be done with the site of the cast."""
    return [
        lambda tx: site_changes.rename(tx, cast.site_id, "Mine"),
        lambda tx: site_changes.preview(tx, cast.site_id, BAVARIA),
        lambda tx: site_changes.relocate(tx, cast.site_id, BAVARIA),
        lambda tx: site_changes.close(tx, cast.site_id),
        lambda tx: site_changes.reopen(tx, cast.site_id),
        lambda tx: site_line(tx, cast.site_id, today=TODAY),
    ]


def public_days(cast: Cast, year: int) -> list[str]:
    with cast.acting() as tx:
        rows = tx.rows(
            """
            SELECT to_char("on", 'MM-DD') AS day FROM holiday
             WHERE site_id = %(site)s AND source = 'public'
               AND extract(year FROM "on") = %(year)s ORDER BY "on"
            """,
            site=cast.site_id,
            year=year,
        )
    return [row.day for row in rows]


def test_the_preview_says_which_days_and_whose_leave_and_writes_nothing(cast: Cast) -> None:
    request_id = book_the_week(cast)
    before = rows_of(cast)

    with cast.acting("ada") as tx:
        effect = site_changes.preview(tx, cast.site_id, BAVARIA)

    assert (CORPUS_CHRISTI, True) in [(each.on, each.is_free) for each in effect.swaps]
    (told,) = effect.leave
    assert told.request_id == request_id
    assert (told.before, told.after) == (Decimal(5), Decimal(4))
    assert rows_of(cast) == before


def test_a_site_that_moves_has_leave_ahead_counted_again(cast: Cast) -> None:
    request_id = book_the_week(cast)

    with cast.acting("ada") as tx:
        site_changes.relocate(tx, cast.site_id, BAVARIA)
    with cast.acting() as tx:
        job = tx.row(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'recount'"
            " AND args ->> 'company_id' = %(id)s::text",
            id=cast.company_id,
        )
    assert job is not None
    days = [date.fromisoformat(day) for day in job.args["days"]]
    opening = partial(cast.acting, None)
    holiday_changes.recount_days(
        opening, days, site_id=job.args["site_id"], cause=job.args["cause"]
    )

    assert CORPUS_CHRISTI in days
    with cast.acting() as tx:
        assert requests.found(tx, request_id).amount == Decimal(4)
    assert prove(opening).differences == ()


def test_what_is_past_keeps_the_holidays_of_the_place_as_it_was(cast: Cast) -> None:
    book_the_week(cast)

    with cast.acting("ada") as tx:
        site_changes.relocate(tx, cast.site_id, BAVARIA)

    # Women's Day is Berlin's, Epiphany and Corpus Christi are Bavaria's.
    this_year = public_days(cast, 2026)
    assert {"03-08", "06-04"} <= set(this_year)
    assert "01-06" not in this_year
    for year in (2024, 2025):  # since the cast works there
        assert "03-08" in public_days(cast, year)
        assert "01-06" not in public_days(cast, year)


def test_moving_back_restores_the_days_ahead(cast: Cast) -> None:
    book_the_week(cast)
    before = public_days(cast, 2026)

    with cast.acting("ada") as tx:
        site_changes.relocate(tx, cast.site_id, BAVARIA)
    with cast.acting("ada") as tx:
        site_changes.relocate(tx, cast.site_id, BERLIN)

    assert public_days(cast, 2026) == before


def test_what_the_company_made_of_a_date_stays(cast: Cast) -> None:
    book_the_week(cast)
    worked = HolidayChange(on=CORPUS_CHRISTI, name="Trade fair", free=None, site_id=cast.site_id)

    with cast.acting("ada") as tx:
        holiday_changes.set_holiday(tx, worked)
        effect = site_changes.preview(tx, cast.site_id, BAVARIA)

    assert CORPUS_CHRISTI not in [each.on for each in effect.swaps]
    assert effect.leave == ()


def test_another_time_zone_changes_what_today_is_and_no_holiday(cast: Cast) -> None:
    book_the_week(cast)
    evening = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    sydney_time = Place(country="DE", region="BE", timezone="Australia/Sydney")

    with cast.acting("ada", now=evening) as tx:
        effect = site_changes.preview(tx, cast.site_id, sydney_time)
        site_changes.relocate(tx, cast.site_id, sydney_time)

    assert (effect.today_before, effect.today_after) == (TODAY, date(2026, 4, 2))
    assert effect.swaps == ()
    with cast.acting("ada") as tx:
        assert site_line(tx, cast.site_id, today=TODAY).timezone == "Australia/Sydney"


def test_years_of_which_nobody_knows_the_holidays_yet_follow_when_they_are_needed(
    cast: Cast,
) -> None:
    with cast.acting("ada") as tx:
        site = sites.open_site(tx, MUNICH)
        site_changes.relocate(tx, site.id, Place(country="LK", region=None, timezone="UTC"))

    with cast.acting("ada") as tx:
        years = tx.rows("SELECT year FROM holiday_year WHERE site_id = %(id)s", id=site.id)
        ahead = tx.value(
            """SELECT count(*) FROM holiday WHERE site_id = %(id)s AND "on" >= '2027-01-01'""",
            id=site.id,
        )
    assert 2027 not in [row.year for row in years]
    assert ahead == 0


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        (Place(country="XX", region=None, timezone="UTC"), ["country"]),
        (Place(country="DE", region="TX", timezone="Mars/Base"), ["timezone", "region"]),
    ],
)
def test_a_place_that_cannot_be_names_its_fields(
    cast: Cast, place: Place, fields: list[str]
) -> None:
    with cast.acting("ada") as tx:
        refused = refusal(lambda: site_changes.relocate(tx, cast.site_id, place))

    assert [field for _, field in refused] == fields


def test_a_site_is_called_something_else_but_not_like_another(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        sites.open_site(tx, MUNICH)
        site_changes.rename(tx, cast.site_id, "Headquarters")

        taken = refusal(lambda: site_changes.rename(tx, cast.site_id, "Munich"))
        assert taken == [(Code.TAKEN, "name")]
        assert [each.name for each in site_names(tx)] == ["Headquarters", "Munich"]


def test_a_site_does_not_close_while_anybody_works_there(cast: Cast) -> None:
    with cast.acting("ada") as tx, pytest.raises(Refused) as refused:
        site_changes.close(tx, cast.site_id)

    facts = {"field": "site", "problem": "has_people", "people": len(cast.members)}
    assert refused.value.problems == (Problem(Code.INVALID, facts),)


def test_a_closed_site_is_offered_to_nobody_until_it_is_used_again(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        munich = sites.open_site(tx, MUNICH)
    move_everybody(cast, munich.id)

    with cast.acting("ada") as tx:
        site_changes.close(tx, cast.site_id)
    with cast.acting("ada") as tx:
        assert [each.name for each in site_names(tx)] == ["Munich"]
        assert [each.name for each in site_list(tx, today=TODAY)] == ["Munich", "Berlin Office"]
        unknown = refusal(lambda: joining.join(tx, anna(cast)))
        back = Changes(site_id=cast.site_id)
        assert refusal(lambda: staff.change(tx, cast.bea.employee_id, back)) == unknown
        assert unknown == [(Code.UNKNOWN_REFERENCE, "site_id")]
        site_changes.reopen(tx, cast.site_id)

    with cast.acting("ada") as tx:
        assert joining.join(tx, anna(cast)).site_id == cast.site_id


def test_who_left_when_their_site_closed_can_still_be_renamed(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        munich = sites.open_site(tx, MUNICH)
    with cast.acting("ada") as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-03-01' WHERE id = %(id)s",
            id=cast.bea.employee_id,
        )
        for name in ("ada", "mo", "kim"):
            staff.change(tx, cast.members[name].employee_id, Changes(site_id=munich.id))
        site_changes.close(tx, cast.site_id)

        changes = Changes(full_name="Bea Newname", site_id=cast.site_id)
        staff.change(tx, cast.bea.employee_id, changes)

    with cast.acting("ada") as tx:
        assert staff.find(tx, cast.bea.employee_id).full_name == "Bea Newname"


def test_nobody_slips_into_a_site_while_it_closes(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        empty = sites.open_site(tx, MUNICH)
    outcome: list[object] = []

    def join() -> None:
        try:
            with cast.acting("ada") as tx:
                joining.join(tx, anna(cast, site_id=empty.id))
        except Refused as refused:
            outcome.append(refused.problems[0].code)
        else:
            outcome.append("joined")

    with cast.acting("ada") as tx:
        site_changes.close(tx, empty.id)
        tx.value("SELECT 1")  # the lock is held, not only queued
        newcomer = threading.Thread(target=join)
        newcomer.start()
        sleep(0.4)
    newcomer.join(timeout=10)

    assert outcome == [Code.UNKNOWN_REFERENCE]


def test_only_the_office_of_the_company_touches_its_sites(cast: Cast, strangers: Cast) -> None:
    for who in ("bea", "mo"):
        with cast.acting(who) as tx:
            for act in acts_on(cast):
                assert refusal(partial(act, tx)) == [(Code.FORBIDDEN, None)]
    with strangers.acting("ada") as tx:
        for act in acts_on(cast):
            assert refusal(partial(act, tx)) == [(Code.NOT_FOUND, None)]
