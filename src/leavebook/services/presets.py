"""Leave types to begin with, by country."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from leavebook.domain.calendar.counting import CountMode, CountRules, Unit
from leavebook.domain.limits import invalid
from leavebook.domain.policy.policy import GrantMethod
from leavebook.domain.policy.presets import (
    AUSTRALIA,
    DEMO_DAYS,
    DEMO_HOURS,
    GERMANY,
    UNITED_KINGDOM,
    Preset,
)
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.services import leave_types
from leavebook.services.leave_types import NewLeaveType
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
    """Offer the leave types of a pack, each with its policy, and return their ids."""
    if pack not in PACKS:
        raise invalid("pack", "unknown", given=pack, allowed=tuple(PACKS))
    return tuple(leave_types.add(tx, _offered(preset)) for preset in PACKS[pack])


def _offered(preset: Preset) -> NewLeaveType:
    in_hours = preset.unit is Unit.HOUR
    return NewLeaveType(
        name=preset.name,
        code=preset.key,
        rules=LeaveTypeRules(
            LeaveTypeId(0),
            counting=CountRules(
                mode=CountMode.HOURS if in_hours else CountMode.WORKING_DAYS, unit=preset.unit
            ),
            hours_allowed=in_hours,
            has_balance=preset.policy.method is not GrantMethod.UNLIMITED,
        ),
        policy=preset.policy,
        paid=preset.policy.method is not GrantMethod.UNLIMITED,
    )
