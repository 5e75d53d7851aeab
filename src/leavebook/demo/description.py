"""Describes a loaded demo: where to go, who to be and what to call things."""

from datetime import UTC, datetime
from typing import Any

from leavebook.demo.cast import Person
from leavebook.demo.companies import COMPANIES, DemoCompany
from leavebook.demo.keys import derived, password_of
from leavebook.demo.loading import known_people
from leavebook.domain.people.actors import Actor
from leavebook.storage import demo_installation, doors
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.demo_installation import Known
from leavebook.storage.policies import leave_types
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction, in_company


def describe(database: Database, *, base_url: str, now: datetime, secret: bytes) -> dict[str, Any]:
    """Return what demo.json says, ready for JSON: the interface that outside checks rely on."""
    return {
        "base_url": base_url,
        "now": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "companies": {
            company.codename: _company(database, company, now=now, secret=secret)
            for company in COMPANIES
        },
    }


def _company(
    database: Database, company: DemoCompany, *, now: datetime, secret: bytes
) -> dict[str, Any]:
    company_id = doors.company_with_codename(database, company.codename)
    if company_id is None:
        raise LookupError(f"the demo company {company.codename} is not loaded")
    actor = Actor.of_the_house(company_id)
    with in_company(database, company_id, actor=actor, now=now, door="import") as tx:
        people = known_people(tx, company)
        return {
            "id": tx.company.id,
            "uuid": str(tx.company.uuid),
            "codename": company.codename,
            "name": company.name,
            "company_token": derived(secret, CredentialKind.COMPANY_TOKEN, company.codename),
            "api_key": derived(secret, CredentialKind.ORGANISATION_KEY, company.codename),
            "sites": {
                site.name: {"id": site.id, "uuid": str(site.uuid)} for site in companies.sites(tx)
            },
            "departments": {
                name: {"id": department_id, "uuid": str(uuid)}
                for name, (department_id, uuid) in demo_installation.departments(tx).items()
            },
            "leave_types": {
                each.code: {"id": each.id, "uuid": str(each.uuid), "name": each.name}
                for each in leave_types.all_of_company(tx)
            },
            "people": {
                person.key: _person(tx, company, person, people[person.key], secret)
                for person in company.named
            },
        }


def _person(
    tx: Transaction, company: DemoCompany, person: Person, known: Known, secret: bytes
) -> dict[str, Any]:
    whose = (company.codename, person.key)
    token = derived(secret, CredentialKind.USER_TOKEN, *whose)
    token_id = demo_installation.credential_with(tx, digest_of(token))
    return {
        "name": known.full_name,
        "email": known.email,
        "password": password_of(person.key),
        "role": known.role,
        "access_level": known.access_level,
        "employee_id": known.employee_id,
        "employee_number": known.employee_number,
        "user_id": known.user_id,
        "user_uuid": str(known.user_uuid),
        "token": f"{token_id}|{token}",
        "api_key": derived(secret, CredentialKind.USER_KEY, *whose),
    }
