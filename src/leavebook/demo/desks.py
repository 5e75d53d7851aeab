"""Desks that a demo company keeps staffed: at which hours, from which site, by how many."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A shift that recurs, by the clock of the company's own zone; days go from 1, Monday, to 7.

    People of the site take it in turns, week by week, beginning with a different one at `turn`.
    """

    name: str
    site: str
    starts: time
    ends: time
    days: tuple[int, ...]
    seats: int = 1
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The desks of a department, and whose key it is who plans them."""

    department: str
    planned_by: str
    desks: tuple[Desk, ...]


_WORKDAYS = (1, 2, 3, 4, 5)
_NIGHTS_BEFORE_WORKDAYS = (7, 1, 2, 3, 4)

SUPPORT = Rota(
    department="Support",
    planned_by="maya",
    desks=(
        Desk(
            name="Early desk",
            site="Berlin Office",
            starts=time(7),
            ends=time(15),
            days=_WORKDAYS,
            seats=2,
        ),
        Desk(
            name="Late desk",
            site="Berlin Office",
            starts=time(13),
            ends=time(21),
            days=_WORKDAYS,
            turn=2,
        ),
        Desk(
            name="Weekend on call",
            site="Berlin Office",
            starts=time(10),
            ends=time(16),
            days=(6, 7),
            turn=2,
        ),
        Desk(
            name="Sydney desk",
            site="Sydney Office",
            starts=time(23),
            ends=time(7),
            days=_NIGHTS_BEFORE_WORKDAYS,
            seats=2,
        ),
    ),
)
"""Follows the sun: night in Berlin is day in Sydney."""
