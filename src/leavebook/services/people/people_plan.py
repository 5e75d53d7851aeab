"""What a file of people would do: who is taken on, who changes, and what stands against it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leavebook.domain.people.people_faults import PeopleFault, Why
from leavebook.domain.people.people_file import OPENING, Column, PeopleFile
from leavebook.services.people.people import assert_may_manage
from leavebook.services.people.people_circles import in_circles
from leavebook.services.people.people_compare import (
    KnownCompany,
    Planned,
    Step,
    compare,
    fault,
    known_company,
)
from leavebook.services.people.people_lines import LineReader, PersonLine
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

__all__ = ["PeoplePlan", "Planned", "Step", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePlan:
    """Everything a file would do; with a single fault it does nothing at all."""

    company: KnownCompany
    people: tuple[Planned, ...]
    new_departments: tuple[str, ...]
    faults: tuple[PeopleFault, ...]

    def of(self, step: Step) -> tuple[Planned, ...]:
        """Return the people of the file who have this ahead of them."""
        return tuple(each for each in self.people if each.step is step)

    @property
    def changes_nothing(self) -> bool:
        """Whether everybody in the file is known just like that."""
        return not self.faults and all(each.step is Step.SAME for each in self.people)


def plan(tx: Transaction, file: PeopleFile) -> PeoplePlan:
    """Return what the file would do, with every reason against it; nothing is written."""
    assert_may_manage(tx)
    company = known_company(tx)
    kinds, unknown = _kinds(tx, file.openings)
    reader = LineReader(kinds)
    said = [each for each in (reader.read(line) for line in file.lines) if each is not None]
    compared = [compare(company, each) for each in said]
    unread = {(each.line, each.column) for each in reader.faults}
    found = [
        each
        for one in compared
        if isinstance(one, tuple)
        for each in one
        if (each.line, each.column) not in unread
    ]
    faults = {*file.faults, *unknown, *reader.faults, *found, *_twice(said)}
    faults |= {*_managers(company, said)}
    wanted = {one.department for one in said if one.department}
    return PeoplePlan(
        company=company,
        people=tuple(one for one in compared if isinstance(one, Planned)),
        new_departments=tuple(sorted(wanted - set(company.departments))),
        faults=tuple(sorted(faults)),
    )


def _kinds(
    tx: Transaction, names: Iterable[str]
) -> tuple[Mapping[str, int], tuple[PeopleFault, ...]]:
    """Return the leave types that columns with opening balances are about."""
    offered = [each for each in leave_types.all_of_company(tx) if each.active]
    found: dict[str, int] = {}
    faults = []
    for name in names:
        called = next((each for each in offered if each.is_called(name)), None)
        if called is None or not called.rules.has_balance:
            faults.append(PeopleFault(1, f"{OPENING} {name}", Why.UNKNOWN_LEAVE_TYPE, name))
        elif called.id in found.values():
            faults.append(PeopleFault(1, f"{OPENING} {name}", Why.COLUMN_TWICE))
        else:
            found[name] = called.id
    return found, tuple(faults)


def _twice(said: Iterable[PersonLine]) -> Iterator[PeopleFault]:
    emails: set[str] = set()
    numbers: set[str] = set()
    for one in said:
        if one.email.key in emails:
            yield fault(one, Column.EMAIL, Why.TWICE_IN_FILE, one.email.given)
        emails.add(one.email.key)
        if one.number is not None:
            if one.number in numbers:
                yield fault(one, Column.NUMBER, Why.TWICE_IN_FILE, one.number)
            numbers.add(one.number)


def _managers(company: KnownCompany, said: Iterable[PersonLine]) -> Iterator[PeopleFault]:
    said = tuple(said)
    here = {one.email.key for one in said}
    here |= {key for key, each in company.by_email.items() if each.employee_id is not None}
    for one in said:
        if one.manager is not None and one.manager.key == one.email.key:
            yield fault(one, Column.MANAGER, Why.OWN_MANAGER)
        elif one.manager is not None and one.manager.key not in here:
            yield fault(one, Column.MANAGER, Why.UNKNOWN_MANAGER, one.manager.given)
    for one in in_circles(company.everybody, said):
        yield fault(one, Column.MANAGER, Why.MANAGERS_IN_A_CIRCLE)
