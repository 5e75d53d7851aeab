"""What a leave type says about the requests made under it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NewType

from leavebook.domain.approval.states import ApprovalPolicy
from leavebook.domain.calendar.counting import CountRules
from leavebook.domain.limits import invalid
from leavebook.domain.people.people import Gender

LeaveTypeId = NewType("LeaveTypeId", int)

BACKDATE_DAYS: Final = 30
SICK_BACKDATE_DAYS: Final = 7
AHEAD_MONTHS: Final = 18
CERTIFICATE_AFTER_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class LeaveTypeRules:
    """The limits of one leave type; None is "no limit".

    Notice, backdating, booking ahead and gender bind people's own requests only. The negative
    limit is in the type's unit. A certificate is due after that many calendar days; it never
    stops a request from being filed.
    """

    leave_type_id: LeaveTypeId
    counting: CountRules = field(default_factory=CountRules)
    approval: ApprovalPolicy = field(default_factory=ApprovalPolicy)
    active: bool = True
    has_balance: bool = True
    negative_limit: Decimal | None = Decimal(0)
    half_days_allowed: bool = True
    hours_allowed: bool = False
    typed_amounts_allowed: bool = False
    applicable_gender: Gender | None = None
    min_notice_days: int = 0
    backdate_days: int | None = BACKDATE_DAYS
    ahead_months: int | None = AHEAD_MONTHS
    max_consecutive_days: Decimal | None = None
    longest_in_calendar_days: bool = False
    min_service_days: int = 0
    only_on: frozenset[date] | None = None
    single_year_only: bool = False
    reason_required: bool = False
    documents_required: bool = False
    certificate_after_days: int | None = None
    is_sickness: bool = False

    def __post_init__(self) -> None:
        numbers = {
            "negative_limit": self.negative_limit,
            "min_notice_days": self.min_notice_days,
            "backdate_days": self.backdate_days,
            "ahead_months": self.ahead_months,
            "max_consecutive_days": self.max_consecutive_days,
            "min_service_days": self.min_service_days,
            "certificate_after_days": self.certificate_after_days,
        }
        for name, number in numbers.items():
            if number is not None and number < 0:
                raise invalid(name, "negative")
