"""Limits on leave: setting them, and letting go of them."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.company.house_limits import house_limits
from leavebook.services.company import house_rules
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.limits.forms import read_blocked, read_staffed
from leavebook.web.page import go_to, show

PLACE = "/limits"


def limits_page(call: Call, tx: Transaction) -> Answer:
    """Show every limit, and the forms for more."""
    return show(call, tx, "limits/limits.html", shown=house_limits(tx), typed=asked_in(call))


def block_days(call: Call, tx: Transaction) -> Answer:
    """Keep days free of leave."""
    house_rules.block(tx, read_blocked(form_of(call)))
    return go_to(f"{PLACE}?done=saved")


def unblock_days(call: Call, tx: Transaction) -> Answer:
    """Let leave be taken on blocked days again."""
    house_rules.unblock(tx, number_in(call, "id"))
    return go_to(f"{PLACE}?done=saved")


def require_staffing(call: Call, tx: Transaction) -> Answer:
    """Have so many of a group stay."""
    house_rules.require_staffing(tx, read_staffed(form_of(call)))
    return go_to(f"{PLACE}?done=saved")


def drop_staffing(call: Call, tx: Transaction) -> Answer:
    """Ask nothing of the group any more."""
    house_rules.drop_staffing(tx, number_in(call, "id"))
    return go_to(f"{PLACE}?done=saved")
