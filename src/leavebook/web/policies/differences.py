"""What two versions of a policy do not agree on, in the words of the form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from babel.dates import format_skeleton

from leavebook.domain.policy.lengths import LengthUnit
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.rounding import RoundingMode
from leavebook.web.fields import Fields
from leavebook.web.languages import Words, locale_of, words
from leavebook.web.policies.field_kinds import FormField, Kind
from leavebook.web.policies.fields import GROUPS
from leavebook.web.policies.level_fields import AFTER, LEVEL_FIELDS
from leavebook.web.policies.reading import matters
from leavebook.web.policies.written import number_of_levels, written

_A_LEAP_YEAR: Final = 2024
_NOTHING: Final = Fields({})

METHODS: Final = FormField(
    path="method",
    kind=Kind.CHOICE,
    label="How does it come about?",
    options={
        "up_front": "All at once",
        "periodic": "Bit by bit",
        "per_hour_worked": "For hours worked",
        "manual": "By hand only",
        "unlimited": "Without a limit",
    },
)

LENGTHS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        LengthUnit.DAY: ("day", "days"),
        LengthUnit.MONTH: ("month", "months"),
        LengthUnit.YEAR: ("year", "years"),
    }
)
DIRECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        RoundingMode.NONE: "as exact as it is",
        RoundingMode.UP: "up to",
        RoundingMode.NEAREST: "to the nearest",
        RoundingMode.DOWN: "down to",
        RoundingMode.DE: "half a day and more up to the day",
    }
)
_WITHOUT_STEP: Final = (RoundingMode.NONE, RoundingMode.DE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One agreement as it was and as it will be; an empty text is none."""

    label: str
    before: str
    after: str


def differences(
    before: PolicyVersion | None, after: PolicyVersion, language: str
) -> tuple[Difference, ...]:
    """Return what is agreed otherwise in the version after, in the order of the form."""
    texts = words(language)
    old = _NOTHING if before is None else written(before)
    new = written(after)
    fields = [METHODS, *(each for group in GROUPS for each in group.fields)]
    levels = max(number_of_levels(old), number_of_levels(new))
    found = [
        *_different(old, new, [field for field in fields if matters(field, after)], "", texts),
        *(
            each
            for place in range(levels)
            for each in _different(
                old,
                new,
                [AFTER, *(field for field in LEVEL_FIELDS if matters(field, after))],
                f"levels[{place}].",
                texts,
            )
        ),
    ]
    return tuple(found)


def _different(
    old: Fields, new: Fields, fields: list[FormField], prefix: str, texts: Words
) -> Iterator[Difference]:
    for field in fields:
        name = prefix + field.path
        before, after = (_said(field, typed, name, texts) for typed in (old, new))
        if before != after:
            yield Difference(label=texts.gettext(field.label), before=before, after=after)


def _said(field: FormField, typed: Fields, name: str, texts: Words) -> str:
    if field.kind is Kind.CHOICE:
        return texts.gettext(field.options.get(typed.text(name), ""))
    return _SAY.get(field.kind, _plainly)(typed, name, texts)


def _plainly(typed: Fields, name: str, texts: Words) -> str:
    del texts
    return typed.text(name)


def _ticked(typed: Fields, name: str, texts: Words) -> str:
    return texts.gettext("yes") if typed.text(name) else texts.gettext("no")


def _day_of_year(typed: Fields, name: str, texts: Words) -> str:
    month, day = typed.text(f"{name}.month"), typed.text(f"{name}.day")
    if not month:
        return ""
    shown = date(_A_LEAP_YEAR, int(month), int(day))
    return str(format_skeleton("MMMMd", shown, locale=locale_of(texts.language)))


def _length(typed: Fields, name: str, texts: Words) -> str:
    count = typed.text(f"{name}.count")
    if count in {"", "0"}:
        return ""
    one, many = LENGTHS[typed.text(f"{name}.unit")]
    return f"{count} {texts.ngettext(one, many, int(count))}"


def _rounding(typed: Fields, name: str, texts: Words) -> str:
    mode = typed.text(f"{name}.mode")
    if not mode:
        return ""
    said = texts.gettext(DIRECTIONS[mode])
    if mode in _WITHOUT_STEP:
        return said
    of_minutes = typed.text(f"{name}.step_of") == "minute"
    unit = f" {texts.gettext('minutes')}" if of_minutes else ""
    return f"{said} {typed.text(f'{name}.step')}{unit}"


_SAY: Final[Mapping[Kind, Callable[[Fields, str, Words], str]]] = MappingProxyType(
    {
        Kind.TICK: _ticked,
        Kind.DAY_OF_YEAR: _day_of_year,
        Kind.LENGTH: _length,
        Kind.ROUNDING: _rounding,
    }
)
