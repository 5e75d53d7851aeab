"""The steps that an administrator takes alone: facts, site, leave types, who agrees."""

from typing import Final

from leavebook.domain.approval.states import Chain
from leavebook.domain.limits import LATEST
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.visitor import visitor
from leavebook.queries.policies.policies_in_force import policies_in_force
from leavebook.services.company import company_facts, setting_up, sites
from leavebook.services.company.countries import country_of, zones
from leavebook.services.company.setting_up import Stage
from leavebook.services.company.site_changes import Place
from leavebook.services.policies import presets
from leavebook.web.company.forms import read_chain, read_facts
from leavebook.web.fields import asked_in, form_of
from leavebook.web.languages import LANGUAGES, language_of
from leavebook.web.page import go_to
from leavebook.web.setup.forms import read_stage
from leavebook.web.setup.steps import go_on, show_step
from leavebook.web.sites.choosing import choice
from leavebook.web.sites.pages import holidays_at, read_new_site

PACKS: Final = ("DE", "GB", "AU", "demo", "demo-hours")
CHAINS: Final = (Chain.SINGLE, Chain.TWO_STAGE, Chain.OFFICE, Chain.NONE)


def setup(call: Call, tx: Transaction) -> Answer:
    """Show everything there is to set up, and what of it is done."""
    return show_step(call, tx, None, "setup/setup.html")


def company_step(call: Call, tx: Transaction) -> Answer:
    """Show the facts of the company, to be looked through once."""
    facts = company_facts.company_facts(tx)
    return show_step(
        call,
        tx,
        Stage.COMPANY,
        "setup/company.html",
        facts=facts,
        zones=zones(),
        languages=LANGUAGES,
        week_starts=company_facts.WEEK_STARTS,
    )


def keep_company(call: Call, tx: Transaction) -> Answer:
    """Keep the facts."""
    company_facts.change_facts(tx, read_facts(form_of(call)))
    setting_up.settle(tx, Stage.COMPANY)
    return go_on(tx)


def site_step(call: Call, tx: Transaction) -> Answer:
    """Show what the first site would be like: the holidays of its country and region."""
    zone = company_facts.company_facts(tx).timezone
    begins = Place(country=country_of(zone), region=None, timezone=zone)
    chosen = choice(asked_in(call), begins_with=begins, language=language_of(call))
    year = min(visitor(tx).today.year, LATEST.year)
    days = holidays_at(chosen.place, year)
    return show_step(call, tx, Stage.SITE, "setup/site.html", choice=chosen, year=year, days=days)


def open_site(call: Call, tx: Transaction) -> Answer:
    """Open the site with its holidays."""
    sites.open_site(tx, read_new_site(form_of(call)))
    return go_on(tx)


def leave_types_step(call: Call, tx: Transaction) -> Answer:
    """Show which leave types there are to begin with."""
    return show_step(
        call,
        tx,
        Stage.LEAVE_TYPES,
        "setup/leave_types.html",
        packs={each: presets.PACKS[each] for each in PACKS},
        offered=policies_in_force(tx),
        likely=country_of(company_facts.company_facts(tx).timezone),
    )


def offer_types(call: Call, tx: Transaction) -> Answer:
    """Offer the leave types of a country."""
    presets.install(tx, form_of(call).text("pack"))
    return go_on(tx)


def approval_step(call: Call, tx: Transaction) -> Answer:
    """Show who may have to agree to leave."""
    return show_step(
        call,
        tx,
        Stage.APPROVAL,
        "setup/approval.html",
        chains=CHAINS,
        chosen=tx.company.approval_policy,
    )


def keep_approval(call: Call, tx: Transaction) -> Answer:
    """Have requests go that way from now on."""
    company_facts.let_decide(tx, read_chain(form_of(call)))
    setting_up.settle(tx, Stage.APPROVAL)
    return go_on(tx)


def skip_step(call: Call, tx: Transaction) -> Answer:
    """Put something off."""
    setting_up.skip(tx, read_stage(form_of(call)))
    return go_on(tx)


def dismiss_setup(call: Call, tx: Transaction) -> Answer:
    """Show the list no more."""
    del call
    setting_up.dismiss(tx)
    return go_to("/?done=saved")
