"""What a field of the forms of leave types and policies is like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from leavebook.domain.policy.policy import GrantMethod

NO_OPTIONS: Final[Mapping[str, str]] = MappingProxyType({})

GRANTED: Final = (GrantMethod.UP_FRONT, GrantMethod.PERIODIC, GrantMethod.PER_HOUR_WORKED)
BY_YEAR: Final = (GrantMethod.UP_FRONT, GrantMethod.PERIODIC)
IN_PIECES: Final = (GrantMethod.PERIODIC, GrantMethod.PER_HOUR_WORKED)
PERIODIC: Final = (GrantMethod.PERIODIC,)
LIMITED: Final = (*GRANTED, GrantMethod.MANUAL)


class Kind(StrEnum):
    """How a field is typed, and what it may be."""

    TEXT = "text"
    COLOUR = "colour"
    CHOICE = "choice"
    AMOUNT = "amount"  # a decimal number; empty keeps what the rules take by default
    LIMIT = "limit"  # a decimal number; empty is no limit
    NUMBER = "number"
    COUNT = "count"  # a whole number; empty is no limit
    TICK = "tick"
    DAY = "day"
    DAY_OF_YEAR = "day_of_year"  # a month and a day; an empty month is none
    LENGTH = "length"  # a count and its unit; an empty count is none
    ROUNDING = "rounding"  # a direction, a step and what the step is a part of
    DAYS_OF_MONTH = "days_of_month"  # numbers, with commas between them
    DAYS_OF_YEAR = "days_of_year"  # such as 01-01, 07-01; empty takes the usual ones


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One agreement: where it stands among the rules, and what people call it.

    `methods` are the ways of granting that it matters for. `needs` are the choices, in the same
    group, of which one has to be made before it matters. A `rare` field is folded away.
    """

    path: str
    kind: Kind
    label: str
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: NO_OPTIONS)
    methods: tuple[GrantMethod, ...] = LIMITED
    needs: str = ""
    rare: bool = False
    at_most: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that are agreed together, under a heading."""

    name: str
    heading: str
    fields: tuple[FormField, ...]
    methods: tuple[GrantMethod, ...] = LIMITED
