"""Blocked days, and how many of a group must stay."""

from dataclasses import replace
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.people import Role
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.staffing import StaffingRule
from leavebook.domain.texts import one_line
from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage import events
from leavebook.storage.company import blackouts
from leavebook.storage.company.blackouts import Blocked, Staffed
from leavebook.storage.transaction import Transaction

__all__ = ["Blocked", "Staffed", "block", "drop_staffing", "require_staffing", "unblock"]

_LONGEST_NAME: Final = 150


def block(tx: Transaction, wanted: Blocked) -> int:
    """Keep the days free of leave from now on, and return the blackout's id."""
    assert_may_configure(tx)
    faults = Faults()
    name = faults.keep(lambda: one_line(wanted.name, field="name", at_most=_LONGEST_NAME))
    faults.keep(lambda: known_day(wanted.first_day, field="first_day"))
    faults.keep(lambda: known_day(wanted.last_day, field="last_day"))
    if wanted.last_day < wanted.first_day:
        faults.add(Problem(Code.ENDS_BEFORE_START))
    if not set(wanted.exempt_roles) <= set(Role):
        faults.add(Problem(Code.INVALID, {"field": "exempt_roles", "problem": "unknown"}))
    for field in blackouts.unknown_references(tx, wanted):
        faults.add(Problem(Code.UNKNOWN_REFERENCE, {"field": field}))
    faults.refuse_if_any()
    blackout_id = blackouts.block(tx, replace(wanted, name=name or ""))
    events.record(tx, "blackout.added", blackout=blackout_id)
    return blackout_id


def unblock(tx: Transaction, blackout_id: int) -> None:
    """Let leave be taken on the days again."""
    assert_may_configure(tx)
    if not blackouts.unblock(tx, blackout_id):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "blackout"}))
    events.record(tx, "blackout.removed", blackout=blackout_id)


def require_staffing(tx: Transaction, wanted: Staffed) -> int:
    """Have so many of a group stay from now on, and return the rule's id."""
    assert_may_configure(tx)
    name = one_line(wanted.name, field="name", at_most=_LONGEST_NAME)
    groups = (wanted.site_id, wanted.department_id, wanted.squad_id)
    if sum(group is not None for group in groups) > 1:
        raise invalid("squad_id", "only_one_group")
    StaffingRule(
        name,
        max_absent=wanted.max_absent,
        max_absent_percent=wanted.max_absent_percent,
        min_present=wanted.min_present,
        is_hard=wanted.is_hard,
    )
    if unknown := blackouts.unknown_references(tx, wanted):
        raise Refused(*(Problem(Code.UNKNOWN_REFERENCE, {"field": field}) for field in unknown))
    rule_id = blackouts.staff(tx, replace(wanted, name=name))
    events.record(tx, "staffing.required", rule=rule_id)
    return rule_id


def drop_staffing(tx: Transaction, rule_id: int) -> None:
    """Ask nothing of the group any more."""
    assert_may_configure(tx)
    if not blackouts.unstaff(tx, rule_id):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "staffing rule"}))
    events.record(tx, "staffing.dropped", rule=rule_id)
