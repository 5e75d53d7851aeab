"""Which policy holds for a person when: the leave type's own, or another assigned by dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from leavebook.domain.policy.policy import PolicyVersion

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A policy's versions that hold for a person from a day to a day, both included."""

    versions: tuple[PolicyVersion, ...]
    valid_from: date
    valid_to: date | None = None


def policies_in_force(
    standard: Sequence[PolicyVersion], assigned: Iterable[Assignment]
) -> tuple[PolicyVersion, ...]:
    """Return the versions one after the other as they hold for the person.

    An assignment interrupts the standard policy, which returns on the day after it ends.
    """
    timeline = sorted(standard, key=lambda version: version.valid_from)
    for assignment in sorted(assigned, key=lambda each: each.valid_from):
        timeline = _interrupted(timeline, assignment)
    return tuple(timeline)


def _interrupted(timeline: list[PolicyVersion], assignment: Assignment) -> list[PolicyVersion]:
    first, last = assignment.valid_from, assignment.valid_to
    before = [version for version in timeline if version.valid_from < first]
    during = _from_day(assignment.versions, first)
    if last is None:
        return before + during
    during = [version for version in during if version.valid_from <= last]
    return before + during + _from_day(timeline, last + _ONE_DAY)


def _from_day(versions: Sequence[PolicyVersion], day: date) -> list[PolicyVersion]:
    """Return the versions from a day on; the one in force on it begins on it."""
    ordered = sorted(versions, key=lambda version: version.valid_from)
    begun = [version for version in ordered if version.valid_from <= day]
    current = [replace(begun[-1], valid_from=day)] if begun else []
    return current + [version for version in ordered if version.valid_from > day]
