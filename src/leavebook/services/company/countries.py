"""Countries whose public holidays are known, their regions and their time zones."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import holidays

from leavebook.domain.limits import invalid

_REGION: Final = re.compile(r"[A-Z0-9-]{1,10}", re.ASCII)
_SOMEWHERE: Final = "DE"
_ELSEWHERE: Final = ("Etc/", "SystemV/", "posix", "right", "US/")


@cache
def countries() -> tuple[str, ...]:
    """Return the ISO codes of the countries."""
    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@cache
def regions(country: str) -> Mapping[str, str]:
    """Return the regions of a country with holidays of their own: codes and names, by name."""
    if country not in countries():
        return {}
    known = holidays.country_holidays(country)
    names: dict[str, str] = {}
    for name, code in known.subdivisions_aliases.items():
        # Some have a short name and one that people know.
        names[code] = max(name, names.get(code, ""), key=len)
    found = {code: names.get(code, code) for code in known.subdivisions if _REGION.fullmatch(code)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """Return the time zones of a country, the one where most people live first as a rule."""
    return tuple(zone for code, zone in _places() if code == country)


def country_of(zone: str) -> str:
    """Return a country that keeps the time zone, for a form to begin with."""
    known = countries()
    found = (code for code, each in _places() if each == zone and code in known)
    return next(found, _SOMEWHERE)


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all time zones of places, and UTC."""
    places = (
        name for name in available_timezones() if "/" in name and not name.startswith(_ELSEWHERE)
    )
    return ("UTC", *sorted(places))


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """Return countries and time zones as the time zone database lists them."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((row[0], row[2]) for row in rows)


def known_zone(name: str, *, field: str = "timezone") -> str:
    """Return the name of the time zone; raises Refused for anything else."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise invalid(field, "unknown", given=name) from error
    return name
