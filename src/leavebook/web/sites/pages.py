"""Sites: where people work, what changes when a site moves, and when it is no longer one."""

from leavebook.domain.limits import LATEST
from leavebook.domain.problems import Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.company.site_list import SiteLine, site_line, site_list
from leavebook.queries.people.visitor import visitor
from leavebook.services.company import company_facts, site_changes, sites
from leavebook.services.company.countries import country_of
from leavebook.services.company.public_holidays import PublicHoliday, public_holidays
from leavebook.services.company.site_changes import Place
from leavebook.services.company.sites import NewSite
from leavebook.services.policies.policies import assert_may_configure
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.languages import language_of
from leavebook.web.page import go_to, show
from leavebook.web.sites.choosing import Choice, choice, country_name, region_name


def sites_page(call: Call, tx: Transaction) -> Answer:
    """Show where the company works."""
    lines = site_list(tx, today=visitor(tx).today)
    language = language_of(call)
    return show(
        call,
        tx,
        "sites/sites.html",
        lines=[(line, _where(line, language)) for line in lines if line.closed_at is None],
        closed=[line for line in lines if line.closed_at is not None],
    )


def new_site(call: Call, tx: Transaction) -> Answer:
    """Show what a new site would be like: the holidays of its country and region."""
    assert_may_configure(tx)
    zone = company_facts.company_facts(tx).timezone
    begins = Place(country=country_of(zone), region=None, timezone=zone)
    chosen = choice(asked_in(call), begins_with=begins, language=language_of(call))
    year = min(visitor(tx).today.year, LATEST.year)
    return show(
        call,
        tx,
        "sites/new.html",
        choice=chosen,
        year=year,
        days=holidays_at(chosen.place, year),
    )


def add_site(call: Call, tx: Transaction) -> Answer:
    """Open a site."""
    site = sites.open_site(tx, read_new_site(form_of(call)))
    return go_to(f"/sites/{site.id}?done=saved")


def site_page(call: Call, tx: Transaction) -> Answer:
    """Show a site, and what would be different if it were where the address says."""
    line = site_line(tx, number_in(call, "id"), today=visitor(tx).today)
    now = Place(country=line.country, region=line.region, timezone=line.timezone)
    language = language_of(call)
    chosen = choice(asked_in(call), begins_with=now, language=language)
    moves = chosen.place != now
    return show(
        call,
        tx,
        "sites/site.html",
        site=line,
        where=_where(line, language),
        choice=chosen,
        moves=moves,
        effect=site_changes.preview(tx, line.id, chosen.place) if moves else None,
        chosen_name=_place_name(chosen, language),
    )


def rename_site(call: Call, tx: Transaction) -> Answer:
    """Call a site something else."""
    site_changes.rename(tx, number_in(call, "id"), form_of(call).text("name"))
    return _back(call)


def relocate_site(call: Call, tx: Transaction) -> Answer:
    """Have a site lie somewhere else from today on."""
    site_changes.relocate(tx, number_in(call, "id"), _read_place(form_of(call)))
    return _back(call)


def close_site(call: Call, tx: Transaction) -> Answer:
    """Close a site at which nobody works."""
    site_changes.close(tx, number_in(call, "id"))
    return go_to("/sites?done=saved")


def reopen_site(call: Call, tx: Transaction) -> Answer:
    """Let people work at a closed site again."""
    site_changes.reopen(tx, number_in(call, "id"))
    return _back(call)


def read_new_site(form: Fields) -> NewSite:
    """Return the site that is to be opened."""
    place = _read_place(form)
    return NewSite(
        name=form.text("name"),
        country=place.country,
        region=place.region,
        timezone=place.timezone,
    )


def holidays_at(place: Place, year: int) -> tuple[PublicHoliday, ...] | None:
    """Return the public holidays of a place, or None where nobody knows those of the year."""
    try:
        return public_holidays(place.country, place.region, None, year)
    except Refused:
        return None


def _read_place(form: Fields) -> Place:
    return Place(
        country=form.text("country"),
        region=form.text("region") or None,
        timezone=form.text("timezone"),
    )


def _where(line: SiteLine, language: str) -> str:
    parts = (region_name(line.country, line.region), country_name(line.country, language))
    return ", ".join(part for part in parts if part)


def _place_name(chosen: Choice, language: str) -> str:
    parts = (chosen.regions.get(chosen.region, ""), country_name(chosen.country, language))
    return ", ".join(part for part in parts if part)


def _back(call: Call) -> Answer:
    return go_to(f"/sites/{number_in(call, 'id')}?done=saved")
