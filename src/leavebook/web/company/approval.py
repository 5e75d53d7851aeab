"""Who decides on leave: the way a request goes, how long it may wait, and permissions by level."""

from typing import Final

from leavebook.domain.approval.escalation import MOST_PATIENCE
from leavebook.domain.approval.states import Chain
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.tool_permissions import Permission, Tool
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.policies.policies_in_force import policies_in_force
from leavebook.services.company import company_facts, tool_permissions
from leavebook.services.leave import patience
from leavebook.web.company.forms import read_chain, read_permissions
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show

PLACE: Final = "/settings/approval"


def approval(call: Call, tx: Transaction) -> Answer:
    """Show who decides on leave."""
    is_executive = tx.actor.level is AccessLevel.EXECUTIVE
    if not (may_administer(tx.actor) or is_executive):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
    return show(
        call,
        tx,
        "company/approval.html",
        chains=tuple(Chain),
        chosen=Chain(tx.company.approval_policy),
        patience=patience.patience_of(tx),
        most_patience=MOST_PATIENCE,
        offered=policies_in_force(tx),
        permissions=tool_permissions.permissions(tx, Tool.LEAVE),
        asked=tuple(Permission),
        is_executive=is_executive,
    )


def choose_chain(call: Call, tx: Transaction) -> Answer:
    """Have requests from now on go that way, where their leave type says nothing."""
    company_facts.let_decide(tx, read_chain(form_of(call)))
    return go_to(f"{PLACE}?done=saved")


def choose_patience(call: Call, tx: Transaction) -> Answer:
    """Have requests brought up, and passed on, after so many working days."""
    form = form_of(call)
    patience.be_patient(
        tx,
        remind_after=form.number("remind_after_days"),
        escalate_after=form.number("escalate_after_days"),
    )
    return go_to(f"{PLACE}?done=saved")


def permit(call: Call, tx: Transaction) -> Answer:
    """Have access levels do what was ticked, and nothing else."""
    tool_permissions.change(tx, Tool.LEAVE, read_permissions(form_of(call)))
    return go_to(f"{PLACE}?done=saved")
