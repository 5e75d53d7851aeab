"""Rules and patterns as JSON documents: the domain's own values, written and read back."""

from typing import Any, TypeVar

import msgspec
from psycopg.types.json import Jsonb

Value = TypeVar("Value")


def document(value: object) -> Jsonb:
    """Return a domain value as the JSON that a jsonb column keeps; decimals become text."""
    return Jsonb(msgspec.to_builtins(value, str_keys=True))


def value_of(stored: Any, wanted: type[Value]) -> Value:  # noqa: ANN401  JSON holds anything
    """Return the domain value that a jsonb column keeps."""
    return msgspec.convert(stored, wanted, strict=False)
