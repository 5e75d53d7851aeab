"""Turns decoded input into a wire type, naming every field that does not fit.

The wire types are msgspec structs; what a fault is called follows from the declared type
of the field, so that each door can say it in its own words.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct, UnsetType
from msgspec.inspect import (
    BoolType,
    DateType,
    DecimalType,
    EnumType,
    Field,
    FloatType,
    IntType,
    LiteralType,
    Metadata,
    StrType,
    Type,
    UnionType,
    type_info,
)

from leavebook.domain.problems import Code, Problem, Refused

Wire = TypeVar("Wire", bound=Struct)

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)

# Spaces, zero-width and other invisible characters alone say nothing.
VISIBLE: Final = (
    r"[^\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0]"
)
"""The pattern of a text that shows something."""


class Fault(StrEnum):
    """What is wrong with one field."""

    MISSING = "missing"
    BLANK = "blank"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"  # facts: at_most
    NOT_A_DATE = "not_a_date"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"  # facts: at_least or more_than
    TOO_LARGE = "too_large"  # facts: at_most
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_ONE_OF = "not_one_of"  # facts: allowed
    NOT_AN_EMAIL = "not_an_email"
    NOT_ALLOWED_HERE = "not_allowed_here"
    WRONG_SHAPE = "wrong_shape"


def invalid(field: str, fault: Fault, **facts: object) -> Problem:
    """Return the problem of one field."""
    return Problem(Code.INVALID, {"field": field, "problem": fault, **facts})


def read(wanted: type[Wire], given: dict[str, Any]) -> Wire:
    """Return the input as the wire type; raises Refused with a problem for every field at fault.

    Fields that the wire type does not know are ignored.
    """
    try:
        wire = msgspec.convert(given, wanted, strict=True)
    except msgspec.ValidationError as error:
        problems = _every_fault(wanted, given)
        raise Refused(*problems) from error
    if problems := _dates_out_of_range(wire):
        raise Refused(*problems)
    return wire


def _every_fault(wanted: type[Struct], given: dict[str, Any]) -> tuple[Problem, ...]:
    problems = []
    info = type_info(wanted)
    for field in info.fields:  # type: ignore[attr-defined]  # a struct's info has fields
        name = field.encode_name
        if name not in given:
            if field.required:
                problems.append(invalid(name, Fault.MISSING))
            continue
        if (problem := _fault(field, wanted, given[name])) is not None:
            problems.append(problem)
    return tuple(problems)


def _fault(field: Field, wanted: type[Struct], value: object) -> Problem | None:
    declared = next(f.type for f in msgspec.structs.fields(wanted) if f.name == field.name)
    try:
        msgspec.convert(value, declared, strict=True)
    except msgspec.ValidationError:
        if value is None and field.required:
            return invalid(field.encode_name, Fault.MISSING)
        fault, facts = _name_of_fault(field.type, value)
        return invalid(field.encode_name, fault, **facts)
    return None


def _name_of_fault(kind: Type, value: object) -> tuple[Fault, dict[str, object]]:  # noqa: PLR0911  one answer per kind of field
    if isinstance(kind, UnionType):
        kind = next(
            one for one in kind.types if not type(one).__name__.startswith(("None", "Unset"))
        )
    if isinstance(kind, Metadata):
        kind = kind.type
    match kind:
        case StrType():
            return _fault_of_text(kind, value)
        case DateType():
            return Fault.NOT_A_DATE, {}
        case BoolType():
            return Fault.NOT_YES_OR_NO, {}
        case LiteralType():
            return Fault.NOT_ONE_OF, {"allowed": tuple(kind.values)}
        case EnumType():
            return Fault.NOT_ONE_OF, {"allowed": tuple(member.value for member in kind.cls)}
        case IntType() | FloatType() | DecimalType():
            return _fault_of_number(kind, value)
    return Fault.WRONG_SHAPE, {}


def _fault_of_text(kind: StrType, value: object) -> tuple[Fault, dict[str, object]]:
    if not isinstance(value, str):
        return Fault.NOT_TEXT, {}
    if kind.max_length is not None and len(value) > kind.max_length:
        return Fault.TOO_LONG, {"at_most": kind.max_length}
    return Fault.BLANK, {}


def _fault_of_number(
    kind: IntType | FloatType | DecimalType, value: object
) -> tuple[Fault, dict[str, object]]:
    wrong = Fault.NOT_A_WHOLE_NUMBER if isinstance(kind, IntType) else Fault.NOT_A_NUMBER
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return wrong, {}
    if isinstance(kind, DecimalType) or (isinstance(kind, IntType) and isinstance(value, Decimal)):
        return wrong, {}
    if kind.ge is not None and value < kind.ge:
        return Fault.TOO_SMALL, {"at_least": kind.ge}
    if kind.gt is not None and value <= kind.gt:
        return Fault.TOO_SMALL, {"more_than": kind.gt}
    if kind.le is not None and value > kind.le:
        return Fault.TOO_LARGE, {"at_most": kind.le}
    return wrong, {}


def _dates_out_of_range(wire: Struct) -> tuple[Problem, ...]:
    found = ((name, getattr(wire, name)) for name in wire.__struct_fields__)
    return tuple(
        invalid(_encoded(wire, name), Fault.DATE_OUT_OF_RANGE)
        for name, value in found
        if isinstance(value, date) and not EARLIEST <= value <= LATEST
    )


def _encoded(wire: Struct, name: str) -> str:
    place = wire.__struct_fields__.index(name)
    return wire.__struct_encode_fields__[place]


def is_set(value: object) -> bool:
    """Return whether an optional field was sent at all."""
    return not isinstance(value, UnsetType)
