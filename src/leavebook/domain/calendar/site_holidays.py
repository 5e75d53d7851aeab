"""Which holidays may stand beside each other in a company's calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HolidayEntry:
    """A date entered as free for one site, or for the whole company where the site is None."""

    on: date
    site: str | None = None


def is_entered_already(new: HolidayEntry, existing: Iterable[HolidayEntry]) -> bool:
    """Whether somebody whom the new entry concerns has the date free by another one."""
    return any(
        other.on == new.on and (other.site == new.site or None in {other.site, new.site})
        for other in existing
    )
