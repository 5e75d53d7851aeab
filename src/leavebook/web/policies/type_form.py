"""The form of a leave type: what it shows, and what it means."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import msgspec

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.faults import Faults
from leavebook.domain.limits import EARLIEST
from leavebook.domain.policy.policy import GrantMethod, Level, PolicyVersion
from leavebook.domain.requests.discretion import Discretion, Visibility
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.queries.policies.policy_history import LeaveTypePage
from leavebook.services.policies.leave_type_looks import DEFAULT_COLOUR, Looks
from leavebook.services.policies.leave_types import LeaveTypeChange, NewLeaveType
from leavebook.services.policies.presets import usual_rules
from leavebook.web.fields import Fields
from leavebook.web.policies.field_kinds import Group
from leavebook.web.policies.field_values import read_into
from leavebook.web.policies.type_fields import NEW_GROUPS, TYPE_GROUPS
from leavebook.web.policies.written import flat

_NOT_RULES: Final = ("name", "code", "color", "paid", "sensitive", "visibility", "chain", "earning")


def written_type(page: LeaveTypePage) -> Fields:
    """Return the texts that the form shows for a leave type."""
    kind = page.kind
    return _texts(
        {
            **msgspec.to_builtins(kind.rules),
            "name": kind.name,
            "code": kind.code,
            "color": kind.color,
            "paid": kind.paid,
            "sensitive": kind.discretion.sensitive,
            "visibility": kind.discretion.visibility,
            "chain": page.chain,
            "earning": page.earning,
        }
    )


def written_new() -> Fields:
    """Return the texts of the form for a new leave type."""
    return _texts({"color": DEFAULT_COLOUR, "paid": True, "visibility": Visibility.MANAGER})


def read_change(typed: Fields, page: LeaveTypePage) -> LeaveTypeChange:
    """Return what shall be different; raises Refused with everything that cannot be read."""
    stated = _stated(typed, TYPE_GROUPS)
    rules = {name: value for name, value in stated.items() if name not in _NOT_RULES}
    before = msgspec.to_builtins(page.kind.rules)
    return LeaveTypeChange(
        looks=_looks(stated),
        rules=msgspec.convert(_over(before, rules), LeaveTypeRules, strict=False),
        paid=stated["paid"],
        discretion=_discretion(stated, page.kind.discretion.visibility),
        chain=_chain(stated),
        earning=stated.get("earning", page.earning),
    )


def read_new(typed: Fields) -> NewLeaveType:
    """Return the new leave type; raises Refused with everything that cannot be read."""
    stated = _stated(typed, NEW_GROUPS)
    looks = _looks(stated)
    method = GrantMethod(stated.get("method", GrantMethod.MANUAL))
    amount = typed.quantity("amount") if method is GrantMethod.UP_FRONT else Decimal(0)
    policy = PolicyVersion("", EARLIEST, method=method, levels=(Level(amount),))
    return NewLeaveType(
        name=looks.name,
        code=looks.code,
        color=looks.color,
        rules=usual_rules(Unit(stated.get("unit", Unit.DAY)), policy),
        policy=policy,
        paid=stated["paid"],
        discretion=_discretion(stated, Visibility.MANAGER),
        chain=_chain(stated),
    )


def _texts(plain: dict[str, Any]) -> Fields:
    return Fields({name: (text,) for name, text in flat("", plain)})


def _stated(typed: Fields, groups: Iterable[Group]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    faults = Faults()
    read_into(stated, [field for group in groups for field in group.fields], typed, faults)
    faults.refuse_if_any()
    return stated


def _looks(stated: dict[str, Any]) -> Looks:
    return Looks(name=stated["name"], code=stated["code"], color=stated["color"])


def _discretion(stated: dict[str, Any], before: Visibility) -> Discretion:
    visibility = Visibility(stated.get("visibility", before))
    return Discretion(visibility=visibility, sensitive=stated["sensitive"])


def _chain(stated: dict[str, Any]) -> Chain | None:
    chosen = stated.get("chain")
    return None if chosen is None else Chain(chosen)


def _over(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the rules with the new values in place of those before, as deep as they go."""
    together = dict(before)
    for name, value in after.items():
        together[name] = _over(before[name], value) if isinstance(value, dict) else value
    return together
