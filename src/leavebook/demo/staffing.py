"""Brings the people of a demo company in, with logins, terms and everything they took off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING
from typing import Final
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from leavebook.demo.cast import Person
from leavebook.demo.companies import DemoCompany
from leavebook.demo.courses import Course
from leavebook.demo.habits import courses_of, joined_on
from leavebook.demo.house import House
from leavebook.demo.keys import password_of
from leavebook.demo.past import ledger_facts, past_of, taken_of
from leavebook.demo.person_rows import rows_of, terms_of
from leavebook.demo.situation import Situation
from leavebook.demo.taken import Opening
from leavebook.demo.template import EMPLOYEE, EXECUTIVE, MANAGER, USER, Copy, Template, write
from leavebook.domain.ledger.balances import available
from leavebook.domain.ledger.replay import replay
from leavebook.services import today
from leavebook.storage.books import bulk
from leavebook.storage.transaction import Transaction

# The passwords are public, so nothing is won by a slow hash; a login replaces it anyway.
_QUICK: Final = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)

_WHY_OPENING: Final = "Brought forward: monthly accrual alone does not cover two weeks off yet"


@dataclass(frozen=True, slots=True)
class Ids:
    """Under which numbers somebody is kept."""

    employee: int
    user: int


def bring_in(tx: Transaction, company: DemoCompany, house: House) -> Mapping[str, Ids]:
    """Add everybody with their past and return their numbers by key."""
    numbers = map(
        Ids,
        bulk.take_ids(tx, "employee", len(company.people)),
        bulk.take_ids(tx, "user_account", len(company.people)),
    )
    ids = dict(zip((person.key for person in company.people), numbers, strict=True))
    write(
        tx,
        [_copy(tx, company, house, person, ids=ids) for person in company.people],
        events_in_order=True,
    )
    return ids


def _copy(
    tx: Transaction,
    company: DemoCompany,
    house: House,
    person: Person,
    *,
    ids: Mapping[str, Ids],
) -> Copy:
    situation = _situation(tx, company, house, person)
    admin = ids[company.people[0].key]
    manager = None if person.reports_to is None else ids[person.reports_to]
    return Copy(
        template=_past(company, house, person, situation, recorded_by=admin.user),
        own=rows_of(
            person,
            situation,
            codename=company.codename,
            password_hash=_QUICK.hash(password_of(person.key)),
            department_id=house.departments[person.department],
            manager_id=None if manager is None else manager.employee,
        ),
        marks={
            EMPLOYEE: ids[person.key].employee,
            USER: ids[person.key].user,
            MANAGER: (manager or admin).user,
            EXECUTIVE: admin.user,
        },
    )


def _situation(tx: Transaction, company: DemoCompany, house: House, person: Person) -> Situation:
    site = house.sites[person.site]
    joined = joined_on(person, company, today.of_company(tx))
    manager = next((each for each in company.people if each.key == person.reports_to), None)
    return Situation(
        company_id=tx.company.id,
        now=tx.now,
        today=tx.now.astimezone(ZoneInfo(site.timezone)).date(),
        joined=joined,
        terms=terms_of(joined, site.id, person.weekly_hours),
        role=person.role,
        level=person.level,
        manager_role=None if manager is None else manager.role,
        manager_level=None if manager is None else manager.level,
        holidays=house.holidays[site.id],
    )


def _past(
    company: DemoCompany,
    house: House,
    person: Person,
    situation: Situation,
    *,
    recorded_by: int,
) -> Template:
    courses = courses_of(company, person, situation)
    opening = _opening(company, house, situation, courses) if person.is_named else None
    return past_of(situation, house.kinds, courses, opening=opening, recorded_by=recorded_by)


def _opening(
    company: DemoCompany, house: House, situation: Situation, courses: tuple[Course, ...]
) -> Opening | None:
    """Return what is missing to two weeks off, as leave that somebody brings along."""
    kind = next(kind for kind in house.kinds if kind.leave_type.code == company.codes.annual)
    facts = ledger_facts(situation, kind, taken_of(situation, house.kinds, courses), None)
    missing = company.two_weeks - available(replay(facts, situation.today), situation.today)
    if missing <= 0:
        return None
    return Opening(
        code=kind.leave_type.code,
        on=max(situation.joined, date(situation.today.year, 1, 1)),
        amount=missing.to_integral_value(ROUND_CEILING),
        reason=_WHY_OPENING,
    )
