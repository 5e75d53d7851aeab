"""The forms of the company's own settings."""

from collections.abc import Mapping

from leavebook.domain.approval.states import Chain
from leavebook.domain.limits import invalid
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.tool_permissions import Permitted
from leavebook.domain.policy.lengths import MonthDay
from leavebook.services.company.company_facts import CompanyFacts
from leavebook.services.company.company_switches import Switch
from leavebook.web.fields import Fields


def read_facts(form: Fields) -> CompanyFacts:
    """Return the facts of the company; raises Refused naming the field."""
    return CompanyFacts(
        name=form.text("name"),
        timezone=form.text("timezone"),
        language=form.text("language"),
        week_start=form.number("week_start"),
        leave_year=MonthDay(form.number("year_month"), form.number("year_day")),
    )


def read_switches(form: Fields) -> Mapping[Switch, bool]:
    """Return how the switches shall stand: ticked ones are on."""
    ticked = form.all("switch")
    return {switch: switch.value in ticked for switch in Switch}


def read_chain(form: Fields) -> Chain:
    """Return who shall agree to leave; raises Refused for anything else."""
    typed = form.text("chain")
    if typed not in set(Chain):
        raise invalid("chain", "unknown", allowed=tuple(Chain))
    return Chain(typed)


def read_permissions(form: Fields) -> Mapping[AccessLevel, Permitted]:
    """Return what every level below the executives shall be permitted."""
    ticked = form.all("permitted")
    return {
        level: Permitted(
            can_view=f"{level}.view" in ticked,
            can_update=f"{level}.update" in ticked,
            can_manage=f"{level}.manage" in ticked,
        )
        for level in AccessLevel
        if level is not AccessLevel.EXECUTIVE
    }
