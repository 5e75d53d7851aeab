"""Leave types: made, changed and taken off the list."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from leavebook.domain.approval.states import Chain
from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.policy_problems import problems_with_policy
from leavebook.domain.requests.discretion import USUAL, Discretion
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.policies import leave_type_looks
from leavebook.services.policies.leave_type_looks import DEFAULT_COLOUR, Looks
from leavebook.services.policies.policies import add_version, assert_may_configure, replay
from leavebook.storage import events
from leavebook.storage.policies import leave_type_changes, leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction

_EARNS_ALL: Final = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeaveType:
    """A leave type with its first policy; `earning` is the part of other leave still earned."""

    name: str
    code: str
    rules: LeaveTypeRules
    policy: PolicyVersion
    paid: bool = True
    aliases: tuple[str, ...] = ()
    discretion: Discretion = USUAL
    chain: Chain | None = None
    earning: Decimal = _EARNS_ALL
    color: str = DEFAULT_COLOUR


def add(tx: Transaction, new: NewLeaveType) -> int:
    """Offer a new leave type, open everybody's account of it soon, and return its id."""
    assert_may_configure(tx)
    faults = Faults()
    wanted = Looks(name=new.name, code=new.code, color=new.color)
    looks = leave_type_looks.fitting(tx, wanted, faults)
    faults.keep(lambda: _earning(new.earning))
    for problem in problems_with_policy(new.policy):
        faults.add(problem)
    faults.refuse_if_any()

    leave_type_id = leave_types.add(
        tx,
        name=looks.name,
        code=looks.code,
        color=looks.color,
        rules=new.rules,
        paid=new.paid,
        aliases=new.aliases,
        discretion=new.discretion,
        chain=new.chain,
    )
    leave_type_changes.set_earning(tx, leave_type_id, new.earning)
    events.record(tx, "leave_type.added", leave_type_id=leave_type_id)
    add_version(tx, leave_type_id, new.policy)
    return leave_type_id


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTypeChange:
    """Everything that can be different about a leave type but what it grants."""

    looks: Looks
    rules: LeaveTypeRules
    paid: bool
    discretion: Discretion
    chain: Chain | None
    earning: Decimal


def change(tx: Transaction, leave_type_id: int, wanted: LeaveTypeChange) -> None:
    """Have the leave type be called, shown and asked for otherwise from now on."""
    assert_may_configure(tx)
    before = leave_type_named(tx, leave_type_id)
    faults = Faults()
    looks = leave_type_looks.fitting(tx, wanted.looks, faults, apart_from=leave_type_id)
    faults.keep(lambda: _earning(wanted.earning))
    faults.keep(lambda: _same_unit(before, wanted.rules))
    faults.refuse_if_any()

    leave_type_changes.describe(
        tx,
        leave_type_id,
        name=looks.name,
        code=looks.code,
        color=looks.color,
        paid=wanted.paid,
        discretion=wanted.discretion,
        chain=wanted.chain,
    )
    change_rules(tx, leave_type_id, wanted.rules)
    if leave_type_changes.earning_of(tx, leave_type_id) != wanted.earning:
        change_earning(tx, leave_type_id, wanted.earning)


def change_rules(tx: Transaction, leave_type_id: int, rules: LeaveTypeRules) -> None:
    """Have the leave type ask other things of requests made from now on."""
    assert_may_configure(tx)
    before = leave_type_named(tx, leave_type_id)
    _same_unit(before, rules)
    leave_type_changes.set_rules(tx, leave_type_id, replace(rules, active=True))
    leave_type_changes.set_active(tx, leave_type_id, active=rules.active)
    events.record(tx, "leave_type.changed", leave_type_id=leave_type_id)


def change_earning(tx: Transaction, leave_type_id: int, earning: Decimal) -> None:
    """Have leave of this type slow the accrual of others so much; everybody is replayed soon."""
    assert_may_configure(tx)
    leave_type_named(tx, leave_type_id)
    leave_type_changes.set_earning(tx, leave_type_id, _earning(earning))
    events.record(tx, "leave_type.changed", leave_type_id=leave_type_id, earning=str(earning))
    for each in leave_types.all_of_company(tx):
        replay(tx, each.id, because="accrual during other leave changed")


def _same_unit(before: LeaveType, rules: LeaveTypeRules) -> None:
    if rules.counting.unit is not before.unit:
        raise invalid("unit", "cannot_change")


def _earning(given: Decimal) -> Decimal:
    if not 0 <= given <= 1:
        raise invalid("earning", "out_of_range", least=0, most=1)
    return given
