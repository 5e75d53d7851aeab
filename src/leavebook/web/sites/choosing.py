"""Choosing where a site is: a country, a region of it and a time zone."""

from collections.abc import Mapping
from dataclasses import dataclass

from leavebook.services.company.countries import countries, regions, zones, zones_of
from leavebook.services.company.site_changes import Place
from leavebook.web.fields import Fields
from leavebook.web.languages import locale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What there is to choose from, and what is chosen; a region may be none: ''."""

    countries: tuple[tuple[str, str], ...]
    regions: Mapping[str, str]
    zones: tuple[str, ...]
    country: str
    region: str
    zone: str

    @property
    def place(self) -> Place:
        """What is chosen."""
        return Place(country=self.country, region=self.region or None, timezone=self.zone)


def choice(asked: Fields, *, begins_with: Place, language: str) -> Choice:
    """Return what the address chooses; what it does not say is as at the beginning.

    In another country the time zone is the one where most people of that country live.
    """
    typed = asked.text("country")
    country = typed if typed in countries() else begins_with.country
    is_same = country == begins_with.country
    known = regions(country)
    wanted = asked.text("region") if typed else (begins_with.region or "")
    here = zones_of(country) or zones()
    zone = asked.text("timezone") or (begins_with.timezone if is_same else "")
    if is_same and begins_with.timezone not in here:
        here = (begins_with.timezone, *here)
    return Choice(
        countries=named_countries(language),
        regions=known,
        zones=here,
        country=country,
        region=wanted if wanted in known else "",
        zone=zone if zone in here else here[0],
    )


def named_countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return codes and names of the countries, by name in the visitor's language."""
    pairs = ((code, country_name(code, language)) for code in countries())
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def country_name(code: str, language: str) -> str:
    """Return what the country is called."""
    return str(locale_of(language).territories.get(code, code))


def region_name(country: str, region: str | None) -> str:
    """Return what the region is called; '' for a whole country."""
    return regions(country).get(region, region) if region else ""
