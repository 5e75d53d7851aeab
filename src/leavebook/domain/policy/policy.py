"""What a leave type gives to whom, when, how much at most, and what is left at year's end.

A policy version holds from its first day until the next version; it is never edited.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from leavebook.domain.policy.carry_over import CARRY_NOTHING, CarryOver
from leavebook.domain.policy.frequency import YEARLY, Frequency
from leavebook.domain.policy.leave_year import CALENDAR_YEAR, LeaveYearRule
from leavebook.domain.policy.lengths import NO_TIME, Length
from leavebook.domain.policy.payout import EVERYTHING, PayoutRule
from leavebook.domain.policy.prorata import BY_DAYS, ProRata
from leavebook.domain.policy.rounding import EXACT, UP_TO_HALF, Rounding

FULL_WEEK: Final = Decimal(5)


class GrantMethod(StrEnum):
    """How entitlement comes about."""

    UNLIMITED = "unlimited"  # nothing is granted and nothing is ever short
    MANUAL = "manual"  # only adjustments grant
    UP_FRONT = "up_front"  # the whole leave year at once
    PERIODIC = "periodic"
    PER_HOUR_WORKED = "per_hour_worked"  # from recorded hours of work


class Per(StrEnum):
    """What a level's amount is the figure of."""

    YEAR = "year"  # instalments add up to the rounded yearly figure exactly
    PERIOD = "period"  # each period of the frequency earns the amount


class Scale(StrEnum):
    """How the amount follows a person's contract."""

    FIXED = "fixed"
    FTE = "fte"  # times the person's full-time equivalent
    DAYS_PER_WEEK = "days_per_week"  # times the days worked out of a full week's
    WEEKS = "weeks"  # the amount is weeks: times days, or hours, worked per week


class Credit(StrEnum):
    """On which day a period's grant is posted."""

    START = "start"
    END = "end"  # the period's last day
    AFTER = "after"  # the first day after it


class Basis(StrEnum):
    """What a period's share is measured in."""

    CALENDAR = "calendar"
    WORKED_TIME = "worked_time"  # hours worked out of the period's scheduled hours


class TenureSwitch(StrEnum):
    """When a new level begins to count."""

    IMMEDIATE = "immediate"  # the period is split by days
    NEXT_PERIOD = "next_period"


class WaitingMode(StrEnum):
    """What happens until the waiting period is over."""

    NO_ACCRUAL = "no_accrual"
    LOCKED = "locked"  # granted, but not to be used yet


class ConsumptionOrder(StrEnum):
    """Which of the buckets that are valid on a day pays first."""

    EXPIRY_FIRST = "expiry_first"
    CURRENT_YEAR_FIRST = "current_year_first"
    STATUTORY_FIRST = "statutory_first"
    OLDEST_FIRST = "oldest_first"  # by the first usable day, then in the order of entry


class YearlyCapBy(StrEnum):
    """Which year a yearly cap counts."""

    LEAVE_YEAR = "leave_year"
    CALENDAR_YEAR = "calendar_year"


class LeaverOverdraft(StrEnum):
    """What becomes of a negative balance when somebody leaves."""

    FLAG = "flag"  # it stays, for somebody to decide
    DEDUCT = "deduct"  # it is settled: taken from the last pay
    WRITE_OFF = "write_off"


class LeaverRest(StrEnum):
    """What becomes of leave that is left when somebody leaves."""

    STAYS = "stays"  # it stands in the books, and nobody is owed anything
    THEIRS = "theirs"  # it is paid or taken, as the company handles exits


class NewSchedule(StrEnum):
    """What becomes of a balance when somebody's working week changes."""

    KEEP_AMOUNT = "keep_amount"  # so many days, or hours, as before
    KEEP_WEEKS = "keep_weeks"  # so many weeks as before: other days, or hours


@dataclass(frozen=True, slots=True)
class Level:
    """What somebody gets from a length of service on; the level before ends there."""

    amount: Decimal
    after: Length = NO_TIME
    frequency: Frequency = YEARLY
    cap: Decimal | None = None  # of the balance; what a grant would put above is forfeited
    yearly_cap: Decimal | None = None  # of everything granted in a year
    carry_over: CarryOver = CARRY_NOTHING
    statutory: Decimal | None = None  # the part of the amount that the law guarantees


@dataclass(frozen=True, slots=True)
class Waiting:
    """The time from joining until leave may be earned, or used."""

    length: Length
    mode: WaitingMode = WaitingMode.NO_ACCRUAL


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """Everything that is agreed about one leave type's entitlement from a day on."""

    id: str
    valid_from: date
    method: GrantMethod = GrantMethod.UP_FRONT
    levels: tuple[Level, ...] = ()
    per: Per = Per.YEAR
    scale: Scale = Scale.FIXED
    full_week: Decimal = FULL_WEEK  # days of a full week, for `Scale.DAYS_PER_WEEK`
    most_per_year: Decimal | None = None  # the scaled yearly amount is cut to this (UK: 28 days)
    credit: Credit | None = None  # None is START for up-front and END for periodic grants
    basis: Basis = Basis.CALENDAR
    leave_year: LeaveYearRule = CALENDAR_YEAR
    prorata: ProRata = BY_DAYS
    rounding: Rounding = UP_TO_HALF  # of the yearly figure, once, at the end of the chain
    instalments: Rounding = EXACT  # of the sum of the instalments so far
    prorate_first: bool = True  # a first partial period, for `Per.PERIOD`
    prorate_last: bool = True  # the period in which employment ends, for `Per.PERIOD`
    tenure_switch: TenureSwitch = TenureSwitch.IMMEDIATE
    waiting: Waiting | None = None
    trim_to_cap: bool = False  # a new level cuts a balance above its cap
    yearly_cap_by: YearlyCapBy = YearlyCapBy.LEAVE_YEAR
    suspended_by_absence: bool = False  # flagged absences stop or scale periodic grants
    order: ConsumptionOrder = ConsumptionOrder.EXPIRY_FIRST
    reach_through: bool = False  # leave begun in time may use a lapsing bucket to its end
    negative_limit: Decimal | None = Decimal(0)  # how far below zero; None is no limit
    borrow_ahead: bool = False  # grants up to the end of the leave year count already
    leaver_overdraft: LeaverOverdraft = LeaverOverdraft.FLAG
    leaver_rest: LeaverRest = LeaverRest.STAYS
    payout: PayoutRule = EVERYTHING  # how much of a leaver's rest may be paid
    new_schedule: NewSchedule = NewSchedule.KEEP_AMOUNT
