"""Who somebody is, as rows: login, employment and terms."""

from datetime import date
from typing import Final

import msgspec

from leavebook.demo.cast import Person
from leavebook.demo.situation import Situation
from leavebook.demo.template import EMPLOYEE, USER, Record, Template
from leavebook.domain.calendar.patterns import even_week
from leavebook.storage.people.terms import Terms

_HOUR: Final = 60


def terms_of(joined: date, site_id: int, weekly_hours: int) -> Terms:
    """Return terms of so many hours a week from Monday to Friday."""
    return Terms(
        valid_from=joined,
        site_id=site_id,
        weekly_minutes=weekly_hours * _HOUR,
        weeks=(even_week(weekly_hours * _HOUR),),
        anchor=None,
    )


def rows_of(
    person: Person,
    situation: Situation,
    *,
    codename: str,
    password_hash: str | None,
    department_id: int,
    manager_id: int | None,
) -> Template:
    """Return the rows that say who somebody is."""
    return Template.of(
        {
            "user_account": [_login(person, situation, codename, password_hash)],
            "employee": [_employee(person, situation, department_id, manager_id)],
            "employment_terms": [_terms(situation)],
        }
    )


def _login(
    person: Person, situation: Situation, codename: str, password_hash: str | None
) -> Record:
    email = f"{person.key}@{codename}.example"
    return {
        "id": USER,
        "company_id": situation.company_id,
        "email": email,
        "email_key": email,
        "name": person.name,
        "role": person.role,
        "access_level": person.level,
        "active": True,
        "password_hash": password_hash,
        "created_at": situation.now,
    }


def _employee(
    person: Person, situation: Situation, department_id: int, manager_id: int | None
) -> Record:
    return {
        "id": EMPLOYEE,
        "company_id": situation.company_id,
        "user_id": USER,
        "employee_number": person.number,
        "full_name": person.name,
        "gender": person.gender,
        "department_id": department_id,
        "site_id": situation.terms.site_id,
        "manager_id": manager_id,
        "joined_on": situation.joined,
    }


def _terms(situation: Situation) -> Record:
    agreed = situation.terms
    return {
        "company_id": situation.company_id,
        "employee_id": EMPLOYEE,
        "valid_from": agreed.valid_from,
        "site_id": agreed.site_id,
        "weekly_minutes": agreed.weekly_minutes,
        "weeks": msgspec.to_builtins(agreed.weeks),
    }
