"""A policy as the texts of the form, by the names of its own fields."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from leavebook.domain.policy.frequency import QUARTERLY, YEARLY, Every, Frequency, half_yearly
from leavebook.domain.policy.lengths import LengthUnit, MonthDay
from leavebook.domain.policy.policy import Level, PolicyVersion
from leavebook.web.fields import Fields

USUAL_DATES: Final[Mapping[Every, tuple[MonthDay, ...]]] = MappingProxyType(
    {
        Every.QUARTER: QUARTERLY.dates,
        Every.HALF_YEAR: half_yearly().dates,
        Every.YEAR: YEARLY.dates,
    }
)
_BY_MONTH_DAYS: Final = frozenset({Every.MONTH, Every.HALF_MONTH})
_NUMBER: Final = re.compile(r"-?\d+\.\d+", re.ASCII)

Text = tuple[str, str]


def written(version: PolicyVersion) -> Fields:
    """Return the texts that the form shows for the version."""
    plain = msgspec.to_builtins(version)
    levels = plain.pop("levels")
    texts = [*flat("", plain)]
    for place, level in enumerate(levels):
        texts += _level(f"levels[{place}]", level, version.levels[place])
    return Fields({name: (text,) for name, text in texts})


def flat(name: str, plain: dict[str, Any]) -> Iterator[Text]:
    """Yield every value of a document in plain types, under the path to it."""
    for part, value in plain.items():
        here = f"{name}.{part}".lstrip(".")
        if isinstance(value, dict):
            yield from flat(here, value)
        elif value is not False:  # a box that is not ticked is not sent either
            yield here, _text(value)


def with_another_level(typed: Fields) -> Fields:
    """Return the texts with one more level, like the last one but for how much and since when."""
    place = number_of_levels(typed)
    last, more = f"levels[{place - 1}].", f"levels[{place}]."
    copied = {
        more + name.removeprefix(last): values
        for name, values in typed.values.items()
        if name.startswith(last) and not name.startswith((f"{last}after", f"{last}amount"))
    }
    return Fields({**typed.values, **copied, f"{more}after.unit": (LengthUnit.YEAR,)})


def number_of_levels(typed: Fields) -> int:
    """Return how many levels the form has, at least one."""
    found = [re.match(r"levels\[(\d{1,2})\]", name) for name in typed.values]
    return max((int(each[1]) + 1 for each in found if each), default=1)


def _level(name: str, plain: dict[str, Any], level: Level) -> Iterator[Text]:
    frequency, carry_over = plain.pop("frequency"), plain["carry_over"]
    kinds = carry_over.pop("cap_by_kind")
    yield from flat(name, plain)
    for kind, cap in kinds:
        yield f"{name}.carry_over.cap_by_kind.{kind}", _text(cap)
    frequency["month_days"] = _month_days(level.frequency)
    frequency["dates"] = _dates(level.frequency)
    yield from flat(f"{name}.frequency", frequency)


def _month_days(frequency: Frequency) -> str:
    if frequency.every not in _BY_MONTH_DAYS:
        return ""
    return ", ".join(map(str, frequency.month_days))


def _dates(frequency: Frequency) -> str:
    usual = USUAL_DATES.get(frequency.every)
    if usual is None or frequency.dates == usual:
        return ""
    return ", ".join(f"{each.month:02}-{each.day:02}" for each in frequency.dates)


def _text(value: object) -> str:
    if value is None:
        return ""
    if value is True:
        return "1"
    text = str(value)
    return text.rstrip("0").rstrip(".") if _NUMBER.fullmatch(text) else text
