"""What was typed into a field, as the rules have it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.policy.lengths import LengthUnit
from leavebook.domain.policy.rounding import RoundingMode, StepOf
from leavebook.web.fields import Fields
from leavebook.web.policies.field_kinds import FormField, Kind

ABSENT: Final = object()
"""Nothing was typed, and what the rules take by default holds."""

Value = object


def read_into(
    into: dict[str, Any],
    fields: Iterable[FormField],
    typed: Fields,
    faults: Faults,
    *,
    within: str = "",
) -> None:
    """Have every value that was typed stand at its field's path; what cannot be read is a fault."""
    for field in fields:
        name = f"{within}.{field.path}".lstrip(".")
        value = faults.keep(partial(value_of, field, typed, name))
        if value is not ABSENT:
            *places, last = field.path.split(".")
            place = into
            for each in places:
                place = place.setdefault(each, {})
            place[last] = value


def value_of(field: FormField, typed: Fields, name: str) -> Value:
    """Return the value of the field that stands under the name; raises Refused naming it."""
    if field.kind is Kind.CHOICE:
        return _choice(typed, name, tuple(field.options))
    return _READ[field.kind](typed, name)


def choice(typed: Fields, name: str, allowed: tuple[str, ...]) -> str:
    """Return which of the values was chosen; raises Refused for any other."""
    given = typed.text(name)
    if given not in allowed:
        raise invalid(name, "unknown" if given else "required")
    return given


def _choice(typed: Fields, name: str, allowed: tuple[str, ...]) -> Value:
    if name not in typed.values:
        return ABSENT
    return choice(typed, name, allowed) or None


def _amount(typed: Fields, name: str) -> Value:
    return typed.quantity(name) if typed.text(name) else ABSENT


def _limit(typed: Fields, name: str) -> Value:
    return typed.quantity(name) if typed.text(name) else None


def _number(typed: Fields, name: str) -> Value:
    return typed.number(name) if typed.text(name) else ABSENT


def _text(typed: Fields, name: str) -> Value:
    return typed.text(name)


def _count(typed: Fields, name: str) -> Value:
    return typed.number(name) if typed.text(name) else None


def _tick(typed: Fields, name: str) -> Value:
    return bool(typed.text(name))


def _day(typed: Fields, name: str) -> Value:
    return typed.day_if_any(name)


def _day_of_year(typed: Fields, name: str) -> Value:
    if not typed.text(f"{name}.month"):
        return ABSENT
    return {"month": typed.number(f"{name}.month"), "day": typed.number(f"{name}.day")}


def _length(typed: Fields, name: str) -> Value:
    if not typed.text(f"{name}.count"):
        return ABSENT
    unit = choice(typed, f"{name}.unit", tuple(LengthUnit))
    return {"count": typed.number(f"{name}.count"), "unit": unit}


def _rounding(typed: Fields, name: str) -> Value:
    if not typed.text(f"{name}.mode"):
        return ABSENT
    mode = choice(typed, f"{name}.mode", tuple(RoundingMode))
    step_of = choice(typed, f"{name}.step_of", tuple(StepOf))
    step = typed.quantity(f"{name}.step") if typed.text(f"{name}.step") else 1
    return {"mode": mode, "step": step, "step_of": step_of}


def _days_of_month(typed: Fields, name: str) -> Value:
    parts = _parts(typed, name)
    if not all(part.isascii() and part.isdigit() and len(part) <= len("31") for part in parts):
        raise invalid(name, "not_a_whole_number")
    return [int(part) for part in parts] or ABSENT


def _days_of_year(typed: Fields, name: str) -> Value:
    pairs = [part.split("-") for part in _parts(typed, name)]
    for pair in pairs:
        if len(pair) != len(("month", "day")) or not all(_is_short_number(one) for one in pair):
            raise invalid(name, "not_valid")
    return [{"month": int(month), "day": int(day)} for month, day in pairs] or ABSENT


def _parts(typed: Fields, name: str) -> list[str]:
    return [part.strip() for part in typed.text(name).split(",") if part.strip()]


def _is_short_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("31")


_READ: Final[Mapping[Kind, Callable[[Fields, str], Value]]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.COLOUR: _text,
        Kind.COUNT: _count,
        Kind.AMOUNT: _amount,
        Kind.LIMIT: _limit,
        Kind.NUMBER: _number,
        Kind.TICK: _tick,
        Kind.DAY: _day,
        Kind.DAY_OF_YEAR: _day_of_year,
        Kind.LENGTH: _length,
        Kind.ROUNDING: _rounding,
        Kind.DAYS_OF_MONTH: _days_of_month,
        Kind.DAYS_OF_YEAR: _days_of_year,
    }
)
