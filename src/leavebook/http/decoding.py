"""The one door through which JSON comes in.

Everything that two parsers could understand differently is refused here, so that no
endpoint has to think of it: duplicate keys, NaN, numbers no database holds, NUL, lone
surrogates, deep nesting.
"""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

_DEEPEST = 64
_LARGEST_INTEGER = 2**63 - 1
_LONGEST_NUMBER = 64
_LONGEST_NAME = 64


class Malformed(Exception):  # noqa: N818  says what the body is
    """The body is not JSON that means one thing; the message says why."""


@dataclass(frozen=True, slots=True)
class _NotKept:
    """Stands where a number stood that no database holds, until its field is known."""

    why: str


def decode_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in `raw`; fractions come as exact decimals.

    Raises Malformed for anything else.
    """
    decoded = decode(raw)
    if not isinstance(decoded, dict):
        raise Malformed("The body must be a JSON object.")
    return decoded


def decode(raw: bytes) -> Any:  # noqa: ANN401  JSON holds anything
    """Return the JSON value in `raw`; raises Malformed when it is not plain, unambiguous JSON."""
    if not raw.strip():
        raise Malformed("The body is empty.")
    try:
        text = raw.decode("utf-8")
        decoded = json.loads(
            text,
            object_pairs_hook=_object_without_duplicates,
            parse_constant=_no_constant,
            parse_int=_bounded_integer,
            parse_float=_bounded_decimal,
        )
    except UnicodeDecodeError as error:
        raise Malformed("The body is not UTF-8.") from error
    except RecursionError as error:
        raise Malformed("The body is nested too deeply.") from error
    except ValueError as error:
        raise Malformed("The body is not valid JSON.") from error
    _assert_storable(decoded, at="The body", depth=0)
    return decoded


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("The body names a field twice.")
    return found


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is not a number in JSON.")


def _bounded_integer(digits: str) -> int | _NotKept:
    if len(digits) > _LONGEST_NUMBER:
        return _NotKept("too long")
    number = int(digits)
    return number if abs(number) <= _LARGEST_INTEGER else _NotKept("too large")


def _bounded_decimal(digits: str) -> Decimal | _NotKept:
    if len(digits) > _LONGEST_NUMBER:
        return _NotKept("too long")
    try:
        number = Decimal(digits)
    except InvalidOperation:  # the exponent is a number that is out of range itself
        return _NotKept("out of range")
    if not -_LONGEST_NUMBER < number.adjusted() < _LONGEST_NUMBER:
        return _NotKept("out of range")
    return number


def _assert_storable(value: object, *, at: str, depth: int) -> None:
    """Raise Malformed for what cannot be kept, naming the field `at` which it stands."""
    if depth > _DEEPEST:
        raise Malformed("The body is nested too deeply.")
    if isinstance(value, str):
        assert_text(value, at=at)
    elif isinstance(value, _NotKept):
        raise Malformed(f"{at} holds a number that is {value.why}.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            assert_text(key)
            _assert_storable(inner, at=_inside(at, key, depth), depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _assert_storable(inner, at=at, depth=depth + 1)


def _inside(at: str, key: str, depth: int) -> str:
    name = key[:_LONGEST_NAME]
    return name if depth == 0 else f"{at}.{name}"


def assert_text(text: str, *, at: str = "The text") -> None:
    """Raise Malformed when PostgreSQL could not store the text."""
    if "\x00" in text:
        raise Malformed(f"{at} holds a NUL character.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Malformed(f"{at} holds half a character.")
