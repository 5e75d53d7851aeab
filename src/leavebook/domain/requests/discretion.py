"""Who learns which type somebody's leave is of: one table for every door.

That somebody is away is for everybody in the company to know. Of what type their leave is, only
those learn whom the type's visibility reaches; the person themselves always does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.actors import Actor, Relation, Subject, relations
from leavebook.domain.people.people import OFFICE
from leavebook.domain.people.permissions import may_see, may_see_details


class Visibility(StrEnum):
    """How far a type is known; the order is from few to many, and each has those before it."""

    OFFICE = "office"  # HR alone: even whoever decides knows only the days
    MANAGER = "manager"  # whoever sees the leave in detail or has it to decide
    TEAM = "team"  # whoever shares the person's department or a squad with them
    ALL = "all"  # everybody in the company


_FROM_FEW_TO_MANY: Final = tuple(Visibility)

LEARNT: Final[Mapping[Visibility, frozenset[Visibility]]] = MappingProxyType(
    {circle: frozenset(_FROM_FEW_TO_MANY[place:]) for place, circle in enumerate(_FROM_FEW_TO_MANY)}
)
"""Which types somebody learns who stands in a circle around the person: its own and wider ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """How far a leave type is spoken of; a sensitive one never beyond whoever decides."""

    visibility: Visibility = Visibility.MANAGER
    sensitive: bool = False

    def __post_init__(self) -> None:
        if self.sensitive and self.visibility not in {Visibility.OFFICE, Visibility.MANAGER}:
            raise invalid("visibility", "too_open")

    @property
    def stays_inside(self) -> bool:
        """Whether nothing outside may say the type, be it a letter or another system."""
        return self.sensitive or self.visibility is Visibility.OFFICE

    @property
    def is_open(self) -> bool:
        """Whether a channel or a calendar that the whole company reads may say the type."""
        return self.visibility is Visibility.ALL


USUAL: Final = Discretion()
SENSITIVE: Final = Discretion(sensitive=True)


def circle_of(actor: Actor, subject: Subject) -> Visibility | None:
    """Return the narrowest circle around the person that the actor is in; None for a stranger."""
    if not may_see(actor, subject):
        return None
    related = relations(actor, subject)
    if Relation.SELF in related or actor.role in OFFICE:
        return Visibility.OFFICE
    if may_see_details(actor, subject) or Relation.NEXT_MANAGER in related:
        return Visibility.MANAGER
    return Visibility.TEAM if Relation.TEAMMATE in related else Visibility.ALL


def may_learn_type(actor: Actor, subject: Subject, kind: Discretion) -> bool:
    """Whether the actor may learn that leave of this person is of the type."""
    circle = circle_of(actor, subject)
    return circle is not None and kind.visibility in LEARNT[circle]


def may_read_reason(actor: Actor, subject: Subject, kind: Discretion) -> bool:
    """Whether the actor may read why, and its documents: of what stays inside only HR does."""
    circle = circle_of(actor, subject)
    if kind.stays_inside:
        return circle is Visibility.OFFICE
    return circle in {Visibility.OFFICE, Visibility.MANAGER}
