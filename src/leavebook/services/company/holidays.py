"""Takes down the public holidays of a site and year once, so that later ones change nothing."""

from collections.abc import Iterable
from importlib.metadata import version

from leavebook.services.company.public_holidays import public_holidays
from leavebook.storage.company import holidays
from leavebook.storage.company.companies import Site
from leavebook.storage.company.holidays import MissingYear
from leavebook.storage.transaction import Transaction


def take_down_missing(tx: Transaction, missing: Iterable[MissingYear]) -> bool:
    """Take down the years that no snapshot exists for; return whether there were any."""
    took_any = False
    for year in missing:
        _take_down(tx, year.site_id, country=year.country, region=year.region, year=year.year)
        took_any = True
    return took_any


def take_down_years(tx: Transaction, site: Site, years: Iterable[int]) -> None:
    """Take down the public holidays of a site for these years."""
    for year in years:
        _take_down(tx, site.id, country=site.country, region=site.region, year=year)


def _take_down(
    tx: Transaction, site_id: int, *, country: str, region: str | None, year: int
) -> None:
    found = public_holidays(country, region, None, year)
    holidays.take_down(
        tx,
        site_id=site_id,
        year=year,
        days=[(day, name) for day, name in found],
        taken_from=f"holidays {version('holidays')}",
    )
