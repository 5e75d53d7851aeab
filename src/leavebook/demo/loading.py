"""Loads the demo companies into a database that was made for them."""

from collections.abc import Mapping
from datetime import datetime

from leavebook.demo import house
from leavebook.demo.companies import COMPANIES, DemoCompany
from leavebook.demo.keys import derived
from leavebook.demo.rota import plan_rota
from leavebook.demo.staffing import Ids, bring_in
from leavebook.domain.people.actors import Actor
from leavebook.services.sign_in.credentials import DEFAULT_SCOPES
from leavebook.storage import demo_installation, doors, outbox
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.demo_installation import Known, in_new_company
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction, in_company


class NotADemo(Exception):  # noqa: N818  says what is so
    """The database was not made for showing Leavebook; nothing was written."""


def load(database: Database, *, now: datetime, secret: bytes) -> None:
    """Found the demo companies that are missing, each with everybody in it or not at all.

    Credentials follow from the secret; where it is another one than before, new credentials
    are added. Raises NotADemo for a database that was not marked when it was made.
    """
    is_demo, _ = doors.demo_state(database)
    if not is_demo:
        raise NotADemo("this database was not made by `serve --demo`; choose another --data")
    for company in COMPANIES:
        company_id = doors.company_with_codename(database, company.codename)
        if company_id is None:
            _found(database, company, now=now, secret=secret)
            continue
        house_actor = Actor.of_the_house(company_id)
        with in_company(database, company_id, actor=house_actor, now=now, door="import") as tx:
            hand_out(tx, company, secret)


def hand_out(tx: Transaction, company: DemoCompany, secret: bytes) -> None:
    """Give the company and its named people the credentials that follow from the secret."""
    people = known_people(tx, company)
    admin = people[company.people[0].key]
    wanted = [
        (CredentialKind.COMPANY_TOKEN, admin, ()),
        (CredentialKind.ORGANISATION_KEY, admin, ()),
        *(
            (kind, people[person.key], (person.key,))
            for person in company.named
            for kind in (CredentialKind.USER_TOKEN, CredentialKind.USER_KEY)
        ),
    ]
    for kind, known, whose in wanted:
        plain = derived(secret, kind, company.codename, *whose)
        if demo_installation.credential_with(tx, digest_of(plain)) is None:
            credentials.add(
                tx,
                kind=kind,
                name="Demo",
                user_id=known.user_id,
                digest=digest_of(plain),
                last_four=plain[-4:],
                scopes=DEFAULT_SCOPES[kind],
                expires_at=None,
            )


def known_people(tx: Transaction, company: DemoCompany) -> dict[str, Known]:
    """Return the company's named people as they are kept, by key."""
    emails = {f"{person.key}@{company.codename}.example": person.key for person in company.named}
    found = demo_installation.people_with(tx, list(emails))
    return {emails[email]: known for email, known in found.items()}


def _found(database: Database, company: DemoCompany, *, now: datetime, secret: bytes) -> None:
    with in_new_company(
        database,
        codename=company.codename,
        name=company.name,
        timezone=company.timezone,
        approval_policy=company.chain,
        now=now,
    ) as tx:
        built = house.build(tx, company)
        ids = bring_in(tx, company, built)
        _put_in_charge(tx, company, built, ids)
        _form_squads(tx, company, ids)
        _staff_desks(tx, company, built, ids)
        hand_out(tx, company, secret)
        for event, employee_id in demo_installation.open_events(tx):
            outbox.announce(tx, event, employee_id=employee_id)


def _put_in_charge(
    tx: Transaction, company: DemoCompany, built: house.House, ids: Mapping[str, Ids]
) -> None:
    for department, key in company.leads.items():
        companies.set_lead(tx, built.departments[department], lead_id=ids[key].employee)


def _form_squads(tx: Transaction, company: DemoCompany, ids: Mapping[str, Ids]) -> None:
    squads: dict[str, dict[int, bool]] = {}
    for person in company.people:
        if person.squad is not None:
            is_manager = person.reports_to == company.people[0].key
            squads.setdefault(person.squad, {})[ids[person.key].employee] = is_manager
    for name, members in squads.items():
        companies.add_squad(tx, name=name, members=members)


def _staff_desks(
    tx: Transaction, company: DemoCompany, built: house.House, ids: Mapping[str, Ids]
) -> None:
    if company.rota is None:
        return
    staff: dict[str, list[int]] = {}
    for person in company.people:
        if person.department == company.rota.department and not person.is_named:
            staff.setdefault(person.site, []).append(ids[person.key].employee)
    planner = ids[company.rota.planned_by].user
    plan_rota(tx, company.rota, built, planner=planner, staff=staff)
