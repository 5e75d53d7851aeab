"""The company's facts and switches."""

from typing import Final

from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.books.leaver_types import leaver_types
from leavebook.services.books import exit_handling
from leavebook.services.books.exit_handling import exit_handling_of
from leavebook.services.company import company_facts, company_switches
from leavebook.services.company.countries import zones
from leavebook.web.company.forms import read_facts, read_switches
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show

PLACE: Final = "/settings/company"


def company(call: Call, tx: Transaction) -> Answer:
    """Show what is true of the company and what it has switched."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
    return show(
        call,
        tx,
        "company/company.html",
        facts=company_facts.company_facts(tx),
        switches=company_switches.switches(tx),
        zones=zones(),
        week_starts=company_facts.WEEK_STARTS,
        handlings=tuple(ExitHandling),
        handling=exit_handling_of(tx),
        paying=leaver_types(tx),
    )


def change_company(call: Call, tx: Transaction) -> Answer:
    """Have other facts hold."""
    company_facts.change_facts(tx, read_facts(form_of(call)))
    return go_to(f"{PLACE}?done=saved")


def handle_exits(call: Call, tx: Transaction) -> Answer:
    """Handle exits from now on as was chosen."""
    exit_handling.handle_exits(tx, form_of(call).text("exit_handling"))
    return go_to(f"{PLACE}?done=saved")


def turn_switches(call: Call, tx: Transaction) -> Answer:
    """Have the switches stand as they were ticked."""
    company_switches.turn(tx, read_switches(form_of(call)))
    return go_to(f"{PLACE}?done=saved")
