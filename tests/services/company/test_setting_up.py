"""Founding a company and setting it up."""

from dataclasses import replace
from uuid import uuid4

import pytest

from leavebook.domain.approval.states import Chain
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import CompanyId
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.policies.policies_in_force import policies_in_force
from leavebook.services.company import company_facts
from leavebook.services.company.companies import Founding, found
from leavebook.services.company.company_facts import CompanyFacts
from leavebook.services.company.countries import countries, country_of, regions, zones_of
from leavebook.services.company.sites import NewSite, open_site
from leavebook.services.people.reporting_lines import answer_to
from leavebook.services.policies import presets
from leavebook.services.sign_in.invitations import invite_founder
from leavebook.storage.database import Database
from leavebook.storage.transaction import in_company
from tests.cast import NOW, Cast

FACTS = CompanyFacts(name="Otter", timezone="Europe/London", language="de", week_start=7)


def problem_of(refused: pytest.ExceptionInfo[Refused]) -> Problem:
    (problem,) = refused.value.problems
    return problem


def test_a_company_is_founded_with_a_way_in_for_its_administrator(database: Database) -> None:
    founding = Founding(
        codename=f"n{uuid4().hex[:12]}",
        name="New Company",
        timezone="Europe/Berlin",
        chain=Chain.SINGLE,
        admin_email="fay@acme.example",
        admin_name="Fay Founder",
    )

    founded = found(database, founding, now=NOW)

    assert len(founded.invitation) == 64
    house = Actor.of_the_house(founded.company_id)
    with in_company(database, founded.company_id, actor=house, now=NOW, door="test") as tx:
        assert tx.value("SELECT settings FROM company") == {"setup": {}}


def test_a_companys_key_invites_no_founder(cast: Cast) -> None:
    key = Actor.key_of(CompanyId(cast.company_id), answers=None, scopes=frozenset({"people"}))
    with (
        in_company(cast.database, cast.company_id, actor=key, now=NOW, door="test") as tx,
        pytest.raises(Refused),
    ):
        invite_founder(tx, cast.ada.user_id)


def test_facts_are_kept_and_leave_everything_else_alone(cast: Cast) -> None:
    facts = replace(FACTS, leave_year=MonthDay(4, 6))
    with cast.acting() as tx:
        tx.run("""UPDATE company SET settings = '{"managers_see_everyone": true}'""")

    with cast.acting("ada") as tx:
        company_facts.change_facts(tx, facts)

    with cast.acting("ada") as tx:
        assert company_facts.company_facts(tx) == facts
        assert tx.value("SELECT settings -> 'managers_see_everyone' FROM company") is True


def test_every_impossible_fact_is_told_at_once(cast: Cast) -> None:
    impossible = CompanyFacts(
        name=" ", timezone="Moon/Sea", language="xx", week_start=3, leave_year=MonthDay(2, 30)
    )
    with cast.acting("ada") as tx, pytest.raises(Refused) as refused:
        company_facts.change_facts(tx, impossible)

    fields = [problem.facts["field"] for problem in refused.value.problems]
    assert fields == ["name", "timezone", "language", "week_start", "leave_year"]


def test_leave_types_begin_with_the_companys_leave_year(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        company_facts.change_facts(tx, replace(FACTS, leave_year=MonthDay(4, 6)))

    with cast.acting("ada") as tx:
        presets.install(tx, "DE")
        holiday = next(each for each in policies_in_force(tx) if each.name == "Urlaub")

    assert holiday.policy is not None
    assert holiday.policy.leave_year.starts == MonthDay(4, 6)


def test_another_approval_policy_holds_for_leave_types_without_their_own(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        company_facts.let_decide(tx, Chain.TWO_STAGE)

    with cast.acting("ada") as tx:
        assert {each.chain for each in policies_in_force(tx)} == {Chain.TWO_STAGE}


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_administrators_change_facts(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx, pytest.raises(Refused) as refused:
        company_facts.change_facts(tx, FACTS)
    assert problem_of(refused).code is Code.FORBIDDEN


def test_a_site_opens_with_the_holidays_of_its_region(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        site = open_site(
            tx, NewSite(name="Munich", country="DE", region="BY", timezone="Europe/Berlin")
        )
        rows = tx.rows(
            """SELECT "on", name FROM holiday WHERE site_id = %(s)s AND "on" < '2027-01-01' """,
            s=site.id,
        )

    # Epiphany, Corpus Christi and All Saints' are free in Bavaria and not in all of Germany.
    assert {"2026-01-06", "2026-06-04", "2026-11-01"} <= {row.on.isoformat() for row in rows}


def test_a_site_opens_where_the_next_years_holidays_are_not_known_yet(cast: Cast) -> None:
    where = NewSite(name="Colombo", country="LK", region=None, timezone="Asia/Colombo")
    with cast.acting("ada") as tx:
        assert open_site(tx, where).country == "LK"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewSite(name="", country="DE", region=None, timezone="Europe/Berlin"), "name"),
        (NewSite(name="X", country="XX", region=None, timezone="Europe/Berlin"), "country"),
        (NewSite(name="X", country="DE", region="ZZ", timezone="Europe/Berlin"), "region"),
        (NewSite(name="X", country="DE", region=None, timezone="../etc"), "timezone"),
        (NewSite(name="Berlin Office", country="DE", region=None, timezone="UTC"), "name"),
    ],
)
def test_a_site_that_cannot_be_names_its_field(cast: Cast, new: NewSite, field: str) -> None:
    with cast.acting("ada") as tx, pytest.raises(Refused) as refused:
        open_site(tx, new)
    assert problem_of(refused).facts["field"] == field


def test_nobody_answers_to_somebody_below_them(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        answer_to(tx, cast.kim.employee_id, cast.bea.employee_id)
    with cast.acting("ada") as tx, pytest.raises(Refused) as refused:
        answer_to(tx, cast.mo.employee_id, cast.kim.employee_id)  # Kim, Bea, Mo

    assert problem_of(refused).facts["problem"] == "in_a_circle"


def test_countries_have_regions_and_time_zones() -> None:
    assert {"DE", "GB", "AU", "FR", "US"} <= set(countries())
    assert regions("DE")["BE"] == "Berlin"
    assert zones_of("GB") == ("Europe/London",)
    assert country_of("Australia/Sydney") == "AU"
    assert country_of("Etc/Nowhere") in countries()
