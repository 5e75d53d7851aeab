"""What the demo companies offer: leave types with their words, limits and entitlements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from leavebook.domain.approval.states import ApprovalPolicy, CancelUntil
from leavebook.domain.calendar.counting import CountMode, CountRules, Unit
from leavebook.domain.people.people import Gender
from leavebook.domain.policy.policy import GrantMethod
from leavebook.domain.policy.presets import DEMO_DAYS, DEMO_HOURS, Preset
from leavebook.domain.requests.leave_types import SICK_BACKDATE_DAYS, LeaveTypeId, LeaveTypeRules
from leavebook.storage.policies import leave_types, policies
from leavebook.storage.transaction import Transaction

_NO_LIMITS: Final = LeaveTypeRules(LeaveTypeId(0), half_days_allowed=False)

_IN_DAYS: Final[Mapping[str, LeaveTypeRules]] = {
    "AL": replace(_NO_LIMITS, half_days_allowed=True, min_notice_days=2),
    "SL": replace(
        _NO_LIMITS,
        half_days_allowed=True,  # as in the sample that the published API shows
        documents_required=True,
        certificate_after_days=3,
        is_sickness=True,
        backdate_days=SICK_BACKDATE_DAYS,
    ),
    "UL": replace(_NO_LIMITS, has_balance=False),
    "ML": replace(_NO_LIMITS, applicable_gender=Gender.FEMALE),
    "PL": replace(_NO_LIMITS, applicable_gender=Gender.MALE),
    "EL": _NO_LIMITS,
}

# The API that this company speaks lets people cancel whenever they like.
_ANY_TIME: Final = replace(_NO_LIMITS, approval=ApprovalPolicy(cancel_until=CancelUntil.ANY_TIME))

_IN_HOURS: Final[Mapping[str, LeaveTypeRules]] = {
    "AL": replace(_ANY_TIME, half_days_allowed=True),
    "PL": replace(_ANY_TIME, is_sickness=True, backdate_days=SICK_BACKDATE_DAYS),
    "UL": replace(_ANY_TIME, has_balance=False),
}

_ANNUAL: Final = ("vacation", "annual", "holiday", "pto")
_SICK: Final = ("sick", "illness")

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "Annual Leave": _ANNUAL,
    "Sick Leave": _SICK,
    "Personal Leave": ("personal", *_SICK),
    "Unpaid Leave": ("unpaid",),
    "Maternity Leave": ("maternity",),
    "Paternity Leave": ("paternity",),
    "Emergency Leave": ("emergency", "compassionate"),
}
"""Other words that people and programs use for a type of leave."""

_COLORS: Final[Mapping[str, str]] = {
    "Annual Leave": "#2f7d5b",
    "Sick Leave": "#b4533c",
    "Personal Leave": "#b4533c",
    "Unpaid Leave": "#6b7280",
    "Maternity Leave": "#8a5aa8",
    "Paternity Leave": "#4a6fb5",
    "Emergency Leave": "#b07d1f",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One leave type of a demo company."""

    code: str
    preset: Preset
    rules: LeaveTypeRules


def _offers(
    presets: tuple[Preset, ...], rules: Mapping[str, LeaveTypeRules], counting: CountRules
) -> tuple[Offer, ...]:
    return tuple(
        Offer(code=code, preset=preset, rules=replace(rules[code], counting=counting))
        for code, preset in zip(rules, presets, strict=True)
    )


_CALENDAR_DAYS: Final = CountRules(mode=CountMode.CALENDAR_DAYS, counts_holidays=True)

WORKING_DAYS_OFFERED: Final = _offers(DEMO_DAYS, _IN_DAYS, CountRules())
CALENDAR_DAYS_OFFERED: Final = _offers(DEMO_DAYS, _IN_DAYS, _CALENDAR_DAYS)
HOURS_OFFERED: Final = _offers(DEMO_HOURS, _IN_HOURS, replace(_CALENDAR_DAYS, unit=Unit.HOUR))


def offer(tx: Transaction, offers: tuple[Offer, ...]) -> None:
    """Add the leave types with their policies, in order."""
    for each in offers:
        leave_type_id = leave_types.add(
            tx,
            name=each.preset.name,
            code=each.code,
            rules=each.rules,
            paid=each.preset.policy.method is not GrantMethod.UNLIMITED,
            aliases=ALIASES[each.preset.name],
            discretion=each.preset.discretion,
            color=_COLORS[each.preset.name],
        )
        policies.add(tx, leave_type_id, each.preset.policy)
