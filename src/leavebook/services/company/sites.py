"""Sites: places of work, each with the public holidays of where it is."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.company.countries import countries, known_zone, regions
from leavebook.services.company.holidays import take_down_years
from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage import events
from leavebook.storage.company import companies
from leavebook.storage.company.companies import Site
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
    name = faults.keep(lambda: free_name(tx, new.name))
    faults.keep(
        lambda: assert_known_place(country=new.country, region=new.region, timezone=new.timezone)
    )
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


def free_name(tx: Transaction, given: str, *, but: int | None = None) -> str:
    """Return the name of a site, or refuse what is none or another site's; `but` is its own."""
    name = one_line(given, field="name", at_most=_LONGEST_NAME)
    if any(each.name == name and each.id != but for each in companies.sites(tx)):
        raise Refused(Problem(Code.TAKEN, {"field": "name"}))
    return name


def assert_known_place(*, country: str, region: str | None, timezone: str) -> None:
    """Raise Refused with every reason unless the place and its holidays are known."""
    faults = Faults()
    faults.keep(lambda: known_zone(timezone))
    if country not in countries():
        faults.problems.extend(invalid("country", "unknown", given=country).problems)
    elif region is not None and region not in regions(country):
        faults.problems.extend(invalid("region", "unknown", given=region).problems)
    faults.refuse_if_any()
