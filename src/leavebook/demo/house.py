"""What a company has before its people come: sites with their holidays, teams, leave types."""

from collections.abc import Mapping
from dataclasses import dataclass

from leavebook.demo.companies import DemoCompany
from leavebook.demo.leave_types import offer
from leavebook.demo.situation import Kind
from leavebook.domain.calendar.calendar import Holiday, Part
from leavebook.domain.integrations import Mode
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.services import today
from leavebook.services.company.holidays import take_down_years
from leavebook.services.outside.integrations import connect
from leavebook.storage import demo_installation
from leavebook.storage.company import companies
from leavebook.storage.company.companies import Site
from leavebook.storage.policies import leave_types, policies
from leavebook.storage.transaction import Transaction

_YEARS_AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A company's sites, departments, leave types and holidays as they are kept."""

    sites: Mapping[str, Site]
    departments: Mapping[str, int]
    kinds: tuple[Kind, ...]
    holidays: Mapping[int, tuple[Holiday, ...]]


def build(tx: Transaction, company: DemoCompany) -> House:
    """Add everything that a company has without people, and return it."""
    for place in company.places:
        companies.add_site(
            tx,
            name=place.name,
            country=place.country,
            region=place.region,
            timezone=place.timezone,
        )
    for department in company.departments:
        companies.add_department(tx, name=department)
    year = today.of_company(tx).year
    for site in companies.sites(tx):
        take_down_years(tx, site, range(year - _YEARS_AROUND, year + _YEARS_AROUND + 1))
    offer(tx, company.offers)
    for provider in company.tells:
        connect(tx, provider, Mode.CONSOLE)
    return known(tx)


def known(tx: Transaction) -> House:
    """Return what the company has."""
    return House(
        sites={site.name: site for site in companies.sites(tx)},
        departments={name: key for name, (key, _) in demo_installation.departments(tx).items()},
        kinds=tuple(
            Kind(leave_type=leave_type, policies=_policies(tx, leave_type.id))
            for leave_type in leave_types.all_of_company(tx)
        ),
        holidays=_holidays(tx),
    )


def _policies(tx: Transaction, leave_type_id: int) -> tuple[PolicyVersion, ...]:
    rows = tx.rows(policies.VERSIONS, leave_type_id=leave_type_id)
    return policies.in_force(policies.read_versions(rows), assigned=())


def _holidays(tx: Transaction) -> dict[int, tuple[Holiday, ...]]:
    found: dict[int, list[Holiday]] = {}
    for row in demo_installation.holidays(tx):
        if not row.removed:
            found.setdefault(row.site_id, []).append(Holiday(row.on, row.name, Part(row.free)))
    return {site_id: tuple(days) for site_id, days in found.items()}
