"""The facts that one person's balance of one leave type is derived from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.calendar.patterns import WorkingPattern
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy import FULL_WEEK, PolicyVersion

FULL_TIME: Final = Decimal(1)


class UseState(StrEnum):
    """Whether leave has been decided; both hold their days."""

    APPROVED = "approved"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Use:
    """What one request takes on one date; a request has a use for every date it charges.

    `instead_of` is the request whose place a waiting one is to take.
    """

    request_id: str
    on: date
    amount: Decimal
    state: UseState = UseState.APPROVED
    decided_at: datetime | None = None
    begins_on: date | None = None  # the request's first day, where it is another
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Leave given or taken by hand.

    Without a bucket kind it moves the leave year's own grants. With one it is a pot of its
    own, usable from its day (or `usable_from`) to `usable_to`, both included.
    """

    id: str
    on: date
    amount: Decimal
    reason: str = ""
    bucket: BucketKind | None = None
    usable_from: date | None = None
    usable_to: date | None = None


class EntitlementMode(StrEnum):
    """How a person's own figure meets the policy's."""

    ADD = "add"
    SET = "set"


@dataclass(frozen=True, slots=True)
class OwnEntitlement:
    """A person's own yearly figure for the leave year that holds the day."""

    id: str
    on: date
    amount: Decimal
    mode: EntitlementMode = EntitlementMode.ADD


@dataclass(frozen=True, slots=True)
class Workload:
    """The contract from a day on: how much of a full week somebody works."""

    valid_from: date
    fte: Decimal = FULL_TIME
    days_per_week: Decimal = FULL_WEEK
    hours_per_week: Decimal = Decimal(40)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which accrual stops or is scaled, both days included.

    `earns` is the part that is still earned (0 stops, 1 changes nothing). `minutes_per_day`
    is what is missed of a day's work where it is not all of it.
    """

    first: date
    last: date
    earns: Decimal = Decimal(0)
    minutes_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class WorkedTime:
    """Recorded hours of work that earn leave on their date."""

    id: str
    on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """Everything a replay may look at; policies are ordered by their first day.

    `begins_on` is the ledger's first day: what was earned and used before it is part of an
    opening adjustment.
    """

    unit: Unit
    policies: tuple[PolicyVersion, ...]
    joined: date
    left: date | None = None
    rest_is_paid: bool = False  # when the person leaves, as far as the policy lets it
    begins_on: date | None = None
    workload: tuple[Workload, ...] = ()
    patterns: tuple[WorkingPattern, ...] = ()
    uses: tuple[Use, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    own_entitlements: tuple[OwnEntitlement, ...] = ()
    absences: tuple[Absence, ...] = ()
    worked: tuple[WorkedTime, ...] = field(default=())
