"""Leave types to begin with, by country."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from leavebook.domain.calendar.counting import CountMode, CountRules, Unit
from leavebook.domain.limits import invalid
from leavebook.domain.policy.leave_year import YearKind
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import GrantMethod, PolicyVersion
from leavebook.domain.policy.presets import (
    AUSTRALIA,
    DEMO_DAYS,
    DEMO_HOURS,
    GERMANY,
    UNITED_KINGDOM,
    Preset,
)
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.services.company.company_facts import leave_year
from leavebook.services.policies import leave_types
from leavebook.services.policies.leave_types import NewLeaveType
from leavebook.storage.transaction import Transaction

PACKS: Final[Mapping[str, tuple[Preset, ...]]] = MappingProxyType(
    {
        "DE": GERMANY,
        "GB": UNITED_KINGDOM,
        "AU": AUSTRALIA,
        "demo": DEMO_DAYS,
        "demo-hours": DEMO_HOURS,
    }
)
"""What is offered, by the ISO code of the country it is made for."""


def install(tx: Transaction, pack: str) -> tuple[int, ...]:
    """Offer the leave types of a pack, each with its policy, and return their ids.

    Leave years that begin on a fixed day begin on the company's own.
    """
    if pack not in PACKS:
        raise invalid("pack", "unknown", given=pack, allowed=tuple(PACKS))
    begins = leave_year(tx)
    return tuple(leave_types.add(tx, _offered(preset, begins)) for preset in PACKS[pack])


def usual_rules(unit: Unit, policy: PolicyVersion) -> LeaveTypeRules:
    """Return what a leave type of this unit and policy usually says about requests."""
    in_hours = unit is Unit.HOUR
    return LeaveTypeRules(
        LeaveTypeId(0),
        counting=CountRules(
            mode=CountMode.HOURS if in_hours else CountMode.WORKING_DAYS, unit=unit
        ),
        hours_allowed=in_hours,
        has_balance=policy.method is not GrantMethod.UNLIMITED,
    )


def beginning(policy: PolicyVersion, begins: MonthDay) -> PolicyVersion:
    """Return the policy with a leave year of a fixed day beginning on this day."""
    if policy.leave_year.kind is not YearKind.FIXED:
        return policy
    return replace(policy, leave_year=replace(policy.leave_year, starts=begins))


def _offered(preset: Preset, begins: MonthDay) -> NewLeaveType:
    policy = beginning(preset.policy, begins)
    return NewLeaveType(
        name=preset.name,
        code=preset.key,
        rules=usual_rules(preset.unit, policy),
        policy=policy,
        paid=preset.policy.method is not GrantMethod.UNLIMITED,
        discretion=preset.discretion,
    )
