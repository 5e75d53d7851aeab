"""What somebody has taken, and what they brought along: the facts that rows are made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.demo.courses import Course
from leavebook.demo.situation import Kind
from leavebook.demo.told import Told
from leavebook.domain.calendar.counting import DayRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A request of a person's past, counted; `place` is its place in the order of asking."""

    place: int
    kind: Kind
    course: Course
    told: Told
    days: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What somebody brings along when their ledger begins."""

    code: str
    on: date
    amount: Decimal
    reason: str
