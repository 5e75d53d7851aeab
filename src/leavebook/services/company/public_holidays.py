"""The statutory holidays of a place and year, to be copied into a site's own calendar."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import holidays

from leavebook.domain.limits import EARLIEST, LATEST, invalid
from leavebook.services.company.municipalities import MUNICIPALITIES, OWN_CALENDARS, Keeps, plain

ALSACE: Final = "6AE"
_DEPARTMENTS: Final = frozenset(
    {f"{number:02}" for number in range(1, 96) if number != 20} | {"2A", "2B"}  # noqa: PLR2004  France replaced 20 by 2A and 2B
)
_OWN_LAW: Final = {"57": "57", "67": ALSACE, "68": ALSACE}


class PublicHoliday(NamedTuple):
    """A whole date that the law makes free, with its name in the country's language."""

    on: date
    name: str


def public_holidays(
    country: str, region: str | None, subregion: str | None, year: int
) -> tuple[PublicHoliday, ...]:
    """Return the whole-day statutory holidays, substitute days included, in order.

    The country is an ISO 3166-1 code, the region an ISO 3166-2 one with or without the
    country before it (for France also a department), the subregion a municipality's name.
    Unknown places and years without data are refused naming the field.
    """
    known = _country(country)
    code = _region(known, region)
    named: dict[date, str] = {}
    for subdivision, category in _calendars(known.country, code, subregion):
        named |= _year(known, subdivision, category, year)
    return tuple(PublicHoliday(day, named[day]) for day in sorted(named))


def _country(code: str) -> holidays.HolidayBase:
    wanted = code.strip().upper()
    if wanted not in holidays.list_supported_countries(include_aliases=False):
        raise invalid("country", "unknown", given=code)
    return holidays.country_holidays(wanted)


def _region(known: holidays.HolidayBase, region: str | None) -> str | None:
    if not region or not region.strip():
        return None
    code = region.strip().upper().removeprefix(f"{known.country}-")
    if known.country == "FR" and code in _DEPARTMENTS:
        return _OWN_LAW.get(code)
    if code not in known.subdivisions:
        raise invalid("region", "unknown", given=region, allowed=tuple(known.subdivisions))
    return code


def _calendars(
    country: str, region: str | None, subregion: str | None
) -> Iterator[tuple[str | None, str]]:
    """Yield the library's calendars, subdivision and category, that hold at the place."""
    yield region, holidays.PUBLIC
    if not subregion or not subregion.strip():
        return
    name = plain(subregion)
    keeps = MUNICIPALITIES.get((country, region or ""), {}).get(name)
    if keeps is None:
        raise invalid("subregion", "unknown", given=subregion)
    if keeps is Keeps.CATHOLIC_DAYS:
        yield region, holidays.CATHOLIC
    if keeps is Keeps.ITS_OWN_DAY:
        yield OWN_CALENDARS[name], holidays.PUBLIC


def _year(
    known: holidays.HolidayBase, subdivision: str | None, category: str, year: int
) -> dict[date, str]:
    first = max(known.start_year, EARLIEST.year)
    last = min(known.end_year, LATEST.year)
    if not first <= year <= last:
        raise invalid("year", "out_of_range", least=first, most=last)
    found = holidays.country_holidays(
        known.country,
        subdiv=subdivision,
        years=year,
        categories=(category,),
        language=known.default_language,
    )
    return {day: name for day, name in found.items() if day.year == year}
