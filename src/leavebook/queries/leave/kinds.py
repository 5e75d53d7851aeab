"""Finds the leave type that an operator means."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

Kind = LeaveType
"""A leave type, as edges may name it."""


def kinds(tx: Transaction) -> tuple[Kind, ...]:
    """Return every leave type on offer."""
    return tuple(each for each in leave_types.all_of_company(tx) if each.active)


def archived(tx: Transaction) -> tuple[Kind, ...]:
    """Return every leave type that is not offered any more."""
    return tuple(each for each in leave_types.all_of_company(tx) if not each.active)


def kind_called(tx: Transaction, called: str) -> Kind:
    """Return the leave type with this name, code, alias or id; raises Refused without one."""
    found = [each for each in leave_types.all_of_company(tx) if each.is_called(called)]
    if len(found) != 1:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type"}))
    return found[0]
