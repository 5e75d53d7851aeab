"""One line of a file of people against what the company knows of that person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.people_faults import PeopleFault, Why
from leavebook.domain.people.people_file import OPENING, Column
from leavebook.domain.people.roles import may_give_role
from leavebook.services import today
from leavebook.services.people.email_addresses import read_email
from leavebook.services.people.people_lines import PersonLine
from leavebook.storage.company import companies
from leavebook.storage.people import roster
from leavebook.storage.people.roster import Known
from leavebook.storage.transaction import Transaction


class Step(StrEnum):
    """What happens with a person of the file."""

    TAKEN_ON = "taken_on"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is ahead of one person of the file.

    `changed` names the columns that say something new; `opens` holds what is given to begin
    with, by leave type, on the day `opens_on`.
    """

    said: PersonLine
    known: Known | None
    site_id: int
    step: Step
    opens_on: date
    changed: tuple[str, ...] = ()
    opens: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCompany:
    """What the company knows already, and who asks."""

    actor: Actor
    today: date
    everybody: tuple[Known, ...]
    by_email: Mapping[str, Known]
    numbers: frozenset[str]
    sites: Mapping[str, int]
    closed: Mapping[str, int]
    """Sites at which nobody begins to work; whoever left there still is of them."""
    departments: Mapping[str, int]
    opened: Mapping[tuple[int, int], Decimal]


def known_company(tx: Transaction) -> KnownCompany:
    """Return everything that a file of people is compared with."""
    now_on = today.of_company(tx)
    everybody = roster.everybody(tx, today=now_on)
    sites = companies.sites(tx)
    return KnownCompany(
        actor=tx.actor,
        today=now_on,
        everybody=everybody,
        by_email={each.email_key: each for each in everybody if each.email_key},
        numbers=frozenset(each.employee_number for each in everybody if each.employee_number),
        sites={each.name.casefold(): each.id for each in sites if each.closed_at is None},
        closed={each.name.casefold(): each.id for each in sites if each.closed_at is not None},
        departments=roster.departments(tx),
        opened=roster.openings(tx),
    )


def compare(company: KnownCompany, said: PersonLine) -> Planned | tuple[PeopleFault, ...]:
    """Return what is ahead of the person, or every reason why the line cannot be taken."""
    known = company.by_email.get(said.email.key)
    site_id, site_fault = _site(company, said, known)
    if known is None or known.employee_id is None:
        faults = (*_faults_of_new(company, said, known), *site_fault)
        return faults or _taken_on(company, said, known, site_id)
    faults = (*_faults_of_known(company, said, known), *site_fault)
    return faults or _changed(company, said, known, site_id)


def _taken_on(
    company: KnownCompany, said: PersonLine, known: Known | None, site_id: int
) -> Planned:
    return Planned(
        said=said,
        known=known,
        site_id=site_id,
        step=Step.TAKEN_ON,
        opens_on=max(company.today, said.first_day or company.today),
        opens=tuple(said.openings.items()),
    )


def _changed(company: KnownCompany, said: PersonLine, known: Known, site_id: int) -> Planned:
    opens = tuple(
        (kind, amount)
        for kind, amount in said.openings.items()
        if (known.employee_id, kind) not in company.opened
    )
    changed = (*_changes(said, known, site_id), *([OPENING] if opens else []))
    return Planned(
        said=said,
        known=known,
        site_id=site_id,
        step=Step.CHANGED if changed else Step.SAME,
        opens_on=max(company.today, known.joined_on or company.today),
        changed=changed,
        opens=opens,
    )


def _changes(said: PersonLine, known: Known, site_id: int) -> Iterator[str]:
    manager = read_email(known.manager_email).key if known.manager_email else None
    compared = (
        (Column.NAME, said.full_name, known.full_name),
        (Column.SITE, site_id, known.site_id),
        (Column.DEPARTMENT, said.department, known.department),
        (Column.MANAGER, said.manager.key if said.manager else None, manager),
        (Column.HOURS, said.minutes, known.weekly_minutes),
    )
    return (column for column, wanted, now in compared if wanted is not None and wanted != now)


def _faults_of_new(
    company: KnownCompany, said: PersonLine, login: Known | None
) -> Iterator[PeopleFault]:
    if said.first_day is None:
        yield fault(said, Column.FIRST_DAY, Why.MISSING)
    if said.number is not None and said.number in company.numbers:
        yield fault(said, Column.NUMBER, Why.TAKEN, said.number)
    if login is not None and login.role is not None:
        if said.role not in {None, login.role}:
            yield fault(said, Column.ROLE, Why.STAYS_AS_IT_IS, login.role)
    elif said.role is not None and not may_give_role(
        company.actor, said.role, keys_may_make_administrators=False
    ):
        yield fault(said, Column.ROLE, Why.ROLE_NOT_YOURS, said.role)


def _faults_of_known(
    company: KnownCompany, said: PersonLine, known: Known
) -> Iterator[PeopleFault]:
    if has_left(known.left_on, company.today):
        yield fault(said, Column.EMAIL, Why.HAS_LEFT)
    fixed = (
        (Column.NUMBER, said.number, known.employee_number),
        (Column.FIRST_DAY, said.first_day, known.joined_on),
        (Column.ROLE, said.role, known.role),
    )
    for column, wanted, is_now in fixed:
        if wanted is not None and wanted != is_now:
            yield fault(said, column, Why.STAYS_AS_IT_IS, str(is_now))
    for kind, amount in said.openings.items():
        opened = company.opened.get((known.employee_id or 0, kind))
        if opened is not None and opened != amount:
            yield fault(said, OPENING, Why.OPENED_OTHERWISE, f"{opened.normalize():f}")


def _site(
    company: KnownCompany, said: PersonLine, known: Known | None
) -> tuple[int, tuple[PeopleFault, ...]]:
    if said.site is not None:
        name = said.site.casefold()
        closed = company.closed.get(name)
        if closed is not None and known is not None and known.site_id == closed:
            return closed, ()
        site_id = company.sites.get(name, 0)
        unknown = fault(said, Column.SITE, Why.UNKNOWN_SITE, said.site)
        return site_id, () if site_id else (unknown,)
    if known is not None and known.site_id is not None:
        return known.site_id, ()
    if len(company.sites) == 1:
        return next(iter(company.sites.values())), ()
    return 0, (fault(said, Column.SITE, Why.MISSING),)


def fault(said: PersonLine, column: str, why: Why, given: str = "") -> PeopleFault:
    """Return what is wrong with a cell of the line."""
    return PeopleFault(said.line, column, why, given)
