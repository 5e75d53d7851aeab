"""How far a balance falls short of what is asked of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The first day on which a booking would overdraw the balance, and by how much."""

    asked: Decimal
    left: Decimal
    unit: Unit
    on: date
