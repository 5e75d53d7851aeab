"""How many of a group must stay: who may be away at the same time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from leavebook.domain.limits import invalid

HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class StaffingRule:
    """The most that may be away of a group, or the fewest that must be present.

    A percentage is rounded down to whole people. A soft rule warns; a hard one refuses.
    """

    group: str
    max_absent: int | None = None
    max_absent_percent: int | None = None
    min_present: int | None = None
    is_hard: bool = False

    def __post_init__(self) -> None:
        if {self.max_absent, self.max_absent_percent, self.min_present} == {None}:
            raise invalid("max_absent", "required")
        for name, number in (("max_absent", self.max_absent), ("min_present", self.min_present)):
            if number is not None and number < 0:
                raise invalid(name, "negative")
        if not 0 <= (self.max_absent_percent or 0) <= HUNDRED:
            raise invalid("max_absent_percent", "out_of_range", least=0, most=HUNDRED)

    def most_away(self, members: int) -> int:
        """Return how many of so many members may be away on one day."""
        limits = [members]
        if self.max_absent is not None:
            limits.append(self.max_absent)
        if self.max_absent_percent is not None:
            limits.append(members * self.max_absent_percent // HUNDRED)
        if self.min_present is not None:
            limits.append(members - self.min_present)
        return max(0, min(limits))


@dataclass(frozen=True, slots=True)
class Crew:
    """A group of the person's, and how many others of it are away on which days.

    Pending leave counts as away; the person is one of the members.
    """

    rule: StaffingRule
    members: int
    away: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class TooFew:
    """A day on which a group would miss too many people."""

    group: str
    on: date
    is_hard: bool


def too_few_present(days: Iterable[date], crews: Iterable[Crew]) -> tuple[TooFew, ...]:
    """Return where leave on these days would leave too few, by day and then by group."""
    crews = tuple(crews)
    return tuple(
        TooFew(crew.rule.group, day, crew.rule.is_hard)
        for day in sorted(days)
        for crew in crews
        if crew.away.get(day, 0) + 1 > crew.rule.most_away(crew.members)
    )
