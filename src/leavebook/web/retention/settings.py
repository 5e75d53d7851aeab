"""How long the company keeps what, the hold on all of it, and its old log."""

from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.retention import FEWEST_MONTHS, MOST_MONTHS, Retention
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.data_due import old_entries
from leavebook.services.people import anonymising, legal_holds
from leavebook.services.people.retention import keep_for, retention_of
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show

PLACE: Final = "/settings/retention"


def retention(call: Call, tx: Transaction) -> Answer:
    """Show for how long what is kept."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
    return show(
        call,
        tx,
        "retention/settings.html",
        retention=retention_of(tx),
        fewest=FEWEST_MONTHS,
        most=MOST_MONTHS,
        hold=legal_holds.standing(tx, None),
        entries=old_entries(tx),
        at_once=anonymising.AT_ONCE,
    )


def keep(call: Call, tx: Transaction) -> Answer:
    """Have data be due after so many months."""
    form = form_of(call)
    months = Retention(
        after_exit=form.number("months_after_exit"), audit=form.number("audit_months")
    )
    keep_for(tx, months)
    return go_to(f"{PLACE}?done=saved")


def hold_company(call: Call, tx: Transaction) -> Answer:
    """Keep everything until the hold is lifted."""
    legal_holds.hold_company(tx, form_of(call).text("reason"))
    return go_to(f"{PLACE}?done=saved")


def lift_companys_hold(call: Call, tx: Transaction) -> Answer:
    """Let data go again once it is due."""
    del call
    legal_holds.lift_companys(tx)
    return go_to(f"{PLACE}?done=saved")


def redact_log(call: Call, tx: Transaction) -> Answer:
    """Empty who did what in the log's old entries."""
    del call
    anonymising.redact_log(tx)
    return go_to(f"{PLACE}?done=redacted")
