"""Sites: places of work, each with the public holidays of where it is."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.countries import countries, known_zone, regions
from leavebook.services.holidays import take_down_years
from leavebook.services.policies import assert_may_configure
from leavebook.storage import companies, events
from leavebook.storage.companies import Site
from leavebook.storage.transaction import Transaction

_LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """A site as it is to be: country and region by their ISO codes."""

    name: str
    country: str
    region: str | None
    timezone: str


def open_site(tx: Transaction, new: NewSite) -> Site:
    """Open the site with the public holidays of this year and, if known, the next; return it."""
    assert_may_configure(tx)
    faults = Faults()
    name = faults.keep(lambda: one_line(new.name, field="name", at_most=_LONGEST_NAME))
    faults.keep(lambda: known_zone(new.timezone))
    if new.country not in countries():
        faults.problems.extend(invalid("country", "unknown", given=new.country).problems)
    elif new.region is not None and new.region not in regions(new.country):
        faults.problems.extend(invalid("region", "unknown", given=new.region).problems)
    if name in {each.name for each in companies.sites(tx)}:
        faults.add(Problem(Code.TAKEN, {"field": "name"}))
    faults.refuse_if_any()

    site_id = companies.add_site(
        tx, name=name or "", country=new.country, region=new.region, timezone=new.timezone
    )
    site = companies.site(tx, site_id)
    if site is None:
        raise LookupError("the site is gone although this call made it")
    year = today.of_company(tx).year
    take_down_years(tx, site, (year,))
    # For a few countries the dates of the next year are not known yet; they follow when needed.
    with suppress(Refused):
        take_down_years(tx, site, (year + 1,))
    events.record(tx, "site.opened", site_id=site.id)
    return site
