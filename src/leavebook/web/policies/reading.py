"""What was typed into the form, as a version of a policy."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

import msgspec

from leavebook.domain.faults import Faults
from leavebook.domain.policy.frequency import Every
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.web.fields import Fields
from leavebook.web.policies.field_kinds import FormField
from leavebook.web.policies.field_values import choice, read_into, value_of
from leavebook.web.policies.fields import GROUPS
from leavebook.web.policies.level_fields import AFTER, LEVEL_FIELDS
from leavebook.web.policies.written import USUAL_DATES, number_of_levels

_BY_KIND: Final = "carry_over.cap_by_kind."
_USUAL_HALVES: Final = [1, 15]


def read_version(typed: Fields) -> PolicyVersion:
    """Return the version that the form describes.

    What does not matter for the way of granting is left as it is by default. Raises Refused
    with everything that cannot be read; whether it makes sense is judged where it is used.
    """
    faults = Faults()
    method = faults.keep(lambda: GrantMethod(choice(typed, "method", tuple(GrantMethod))))
    valid_from = faults.keep(lambda: typed.day("valid_from"))
    stated: dict[str, Any] = {"id": "", "valid_from": valid_from, "method": method}
    if method is not None:
        fields = [field for group in GROUPS for field in group.fields]
        read_into(stated, _matter(fields, method), typed, faults)
        stated["levels"] = _levels(typed, method, faults)
    faults.refuse_if_any()
    if "length" not in stated.get("waiting", {}):
        stated.pop("waiting", None)
    version = msgspec.convert(stated, PolicyVersion, strict=False)
    if version.method is GrantMethod.UNLIMITED:
        return replace(version, negative_limit=None)  # nothing is ever short
    return version


def matters(field: FormField, version: PolicyVersion) -> bool:
    """Whether the version's way of granting takes the field into account at all."""
    return version.method in field.methods


def _levels(typed: Fields, method: GrantMethod, faults: Faults) -> list[dict[str, Any]]:
    """Return the levels that grant something; one without an amount has been taken away."""
    if method is GrantMethod.UNLIMITED:
        return []
    names = [f"levels[{place}]" for place in range(number_of_levels(typed))]
    kept = [name for name in names if typed.text(f"{name}.amount")] or names[:1]
    return [_level(typed, name, method, faults) for name in kept]


def _level(typed: Fields, name: str, method: GrantMethod, faults: Faults) -> dict[str, Any]:
    level: dict[str, Any] = {}
    fields = [field for field in LEVEL_FIELDS if not field.path.startswith(_BY_KIND)]
    read_into(level, [AFTER, *_matter(fields, method)], typed, faults, within=name)
    level["carry_over"]["cap_by_kind"] = _caps_by_kind(typed, name, faults)
    if method is GrantMethod.MANUAL:
        level["amount"] = Decimal(0)
    elif "amount" not in level:
        faults.keep(lambda: typed.quantity(f"{name}.amount"))
    if "frequency" in level:
        _complete(level["frequency"])
    return level


def _caps_by_kind(typed: Fields, name: str, faults: Faults) -> list[tuple[str, object]]:
    fields = [field for field in LEVEL_FIELDS if field.path.startswith(_BY_KIND)]
    caps = [
        (field.path.removeprefix(_BY_KIND), faults.keep(partial(value_of, field, typed, at)))
        for field in fields
        if typed.text(at := f"{name}.{field.path}")
    ]
    return [(kind, cap) for kind, cap in caps if cap is not None]


def _complete(frequency: dict[str, Any]) -> None:
    """Put in the days on which such periods usually begin."""
    every = Every(frequency.get("every") or Every.YEAR)
    if every in USUAL_DATES and "dates" not in frequency:
        frequency["dates"] = msgspec.to_builtins(USUAL_DATES[every])
    if every is Every.HALF_MONTH and "month_days" not in frequency:
        frequency["month_days"] = _USUAL_HALVES


def _matter(fields: Iterable[FormField], method: GrantMethod) -> list[FormField]:
    return [field for field in fields if method in field.methods]
