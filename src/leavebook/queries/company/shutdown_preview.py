"""What a shutdown would take from everybody, before it is ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.services import today
from leavebook.services.books.batches import AT_ONCE, Open
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.leave.shutdown_charges import judge
from leavebook.services.leave.shutdowns import checked
from leavebook.storage.leave import shutdown_people
from leavebook.storage.leave.shutdowns import ShutdownTerms
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What would be taken from one person, and for how much their leave is short."""

    employee_id: int
    full_name: str
    covered: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownPreview:
    """What a shutdown would do; amounts are in the unit of the leave type that it takes."""

    leave_type: str
    unit: Unit
    people: tuple[Taken, ...]

    @property
    def charged(self) -> tuple[Taken, ...]:
        """Everybody from whose leave anything would be taken."""
        return tuple(each for each in self.people if each.covered)

    @property
    def short(self) -> tuple[Taken, ...]:
        """Everybody whose leave is not enough."""
        return tuple(each for each in self.people if each.short)

    @property
    def untouched(self) -> int:
        """How many have nothing open on the days, such as those who have leave already."""
        return sum(1 for each in self.people if not each.covered and not each.short)

    @property
    def covered(self) -> Decimal:
        """What would be taken from everybody together."""
        return sum((each.covered for each in self.people), ZERO)


def shutdown_preview(open_tx: Open, terms: ShutdownTerms) -> ShutdownPreview:
    """Return what the shutdown would do now; nothing is written.

    Raises Refused with every reason for terms that cannot be.
    """
    with open_tx() as tx:
        terms = checked(tx, terms)
        leave_type = leave_type_named(tx, terms.leave_type_id)
        concerned = shutdown_people.to_charge(
            tx, terms, shutdown_id=None, today=today.of_company(tx)
        )
    found: list[Taken] = []
    for start in range(0, len(concerned), AT_ONCE):
        with open_tx() as tx:
            found += _taken(tx, terms, [each.id for each in concerned[start : start + AT_ONCE]])
    return ShutdownPreview(leave_type=leave_type.name, unit=leave_type.unit, people=tuple(found))


def _taken(tx: Transaction, terms: ShutdownTerms, some: Sequence[int]) -> list[Taken]:
    taken: list[Taken] = []
    for employee_id in some:
        person = people.find(tx, employee_id, today=today.of_company(tx))
        if person is not None:
            judged = judge(tx, person, terms)
            taken.append(
                Taken(
                    employee_id=person.id,
                    full_name=person.full_name,
                    covered=judged.covered,
                    short=judged.short,
                )
            )
    return taken
