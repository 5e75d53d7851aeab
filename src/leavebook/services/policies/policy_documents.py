"""Policies as people write them down: JSON documents with the names of the policy's own fields."""

from dataclasses import replace
from datetime import date

import msgspec

from leavebook.domain.limits import invalid
from leavebook.domain.policy.policy import PolicyVersion


def read_policy(document: bytes, *, valid_from: date) -> PolicyVersion:
    """Return the version that a document describes, in force from the day.

    Raises Refused naming the field for what is no JSON, of the wrong kind or not a field of
    policies; whether the policy makes sense is judged where it is used.
    """
    try:
        given = msgspec.json.decode(document)
        if not isinstance(given, dict):
            raise invalid("policy", "not_an_object")
        stated = {"id": "", "valid_from": valid_from.isoformat(), **given}
        # Decoded from text once more, so that numbers become exact decimals.
        named = msgspec.json.decode(document, type=dict[str, msgspec.Raw])
        complete = {
            "id": msgspec.Raw(b'""'),
            "valid_from": msgspec.Raw(msgspec.json.encode(stated["valid_from"])),
            **named,
        }
        version = msgspec.json.decode(
            msgspec.json.encode(complete), type=PolicyVersion, strict=False
        )
    except msgspec.ValidationError as error:
        raise invalid(_field_in(error), "not_valid") from error
    except msgspec.DecodeError as error:
        raise invalid("policy", "not_json") from error
    if unknown := _unknown(given, msgspec.to_builtins(version), ""):
        raise invalid(unknown, "unknown")
    return replace(version, valid_from=valid_from)


def _field_in(error: msgspec.ValidationError) -> str:
    """Return the field that the library's message names, such as levels[0].amount."""
    _, found, path = str(error).partition(" - at `$.")
    return path.rstrip("`") if found else "policy"


def _unknown(given: object, known: object, path: str) -> str | None:
    """Return the first name in the document that means nothing, as a path; None without one."""
    if isinstance(given, dict) and isinstance(known, dict):
        for name, value in given.items():
            here = f"{path}.{name}".lstrip(".")
            found = here if name not in known else _unknown(value, known[name], here)
            if found:
                return found
    if isinstance(given, list) and isinstance(known, list | tuple):
        for place, (one, other) in enumerate(zip(given, known, strict=False)):
            if found := _unknown(one, other, f"{path}[{place}]"):
                return found
    return None
