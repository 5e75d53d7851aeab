"""What can be agreed about a leave type's entitlement, in the words of the office."""

from typing import Final

from leavebook.domain.policy.leave_year import YearKind
from leavebook.domain.policy.policy import (
    Basis,
    ConsumptionOrder,
    Credit,
    NewSchedule,
    Per,
    Scale,
    TenureSwitch,
    WaitingMode,
    YearlyCapBy,
)
from leavebook.domain.policy.prorata import ProRataMethod
from leavebook.web.policies.field_kinds import (
    BY_YEAR,
    GRANTED,
    IN_PIECES,
    PERIODIC,
    FormField,
    Group,
    Kind,
)
from leavebook.web.policies.leaving_fields import LEAVING

HOW_MUCH: Final = Group(
    name="scale",
    heading="For whom how much",
    methods=GRANTED,
    fields=(
        FormField(
            path="scale",
            kind=Kind.CHOICE,
            label="The amount is",
            options={
                Scale.FIXED: "the same for everybody",
                Scale.DAYS_PER_WEEK: "for a full week, less for fewer days",
                Scale.FTE: "for full time, less for part time",
                Scale.WEEKS: "a number of the person’s own weeks",
            },
            methods=GRANTED,
        ),
        FormField(
            path="full_week",
            kind=Kind.AMOUNT,
            label="Days of a full week",
            methods=GRANTED,
            needs="days_per_week",
        ),
        FormField(
            path="most_per_year",
            kind=Kind.LIMIT,
            label="Never more in a year than",
            hint="Empty: no limit.",
            methods=BY_YEAR,
        ),
        FormField(
            path="per",
            kind=Kind.CHOICE,
            label="It is meant",
            options={Per.YEAR: "for the whole year", Per.PERIOD: "for each period"},
            methods=PERIODIC,
        ),
        FormField(
            path="basis",
            kind=Kind.CHOICE,
            label="A period counts by",
            options={
                Basis.CALENDAR: "its days",
                Basis.WORKED_TIME: "the hours that were worked in it",
            },
            methods=PERIODIC,
            needs="period",
        ),
        FormField(
            path="credit",
            kind=Kind.CHOICE,
            label="It is there",
            hint="Usually all at once at the beginning, and bit by bit at the end.",
            options={
                "": "as usual",
                Credit.START: "when the period begins",
                Credit.END: "on the last day of the period",
                Credit.AFTER: "on the first day after it",
            },
            methods=BY_YEAR,
        ),
    ),
)

LEAVE_YEAR: Final = Group(
    name="leave-year",
    heading="The leave year",
    fields=(
        FormField(
            path="leave_year.kind",
            kind=Kind.CHOICE,
            label="It begins",
            options={
                YearKind.FIXED: "on the same day every year",
                YearKind.ANNIVERSARY: "on the day of joining",
                YearKind.CYCLE: "every so many months",
                YearKind.ROLLING: "anew every day: the last months count",
                YearKind.ENDLESS: "never: nothing is closed",
            },
        ),
        FormField(
            path="leave_year.starts", kind=Kind.DAY_OF_YEAR, label="First day", needs="fixed"
        ),
        FormField(
            path="leave_year.months", kind=Kind.NUMBER, label="Months", needs="cycle rolling"
        ),
        FormField(
            path="leave_year.anchor",
            kind=Kind.DAY,
            label="Counted from",
            hint="Empty: from the day of joining.",
            needs="cycle",
        ),
    ),
)

JOINING: Final = Group(
    name="joining",
    heading="Who joins or leaves within the year",
    methods=GRANTED,
    fields=(
        FormField(
            path="prorata.method",
            kind=Kind.CHOICE,
            label="Gets a part for",
            options={
                ProRataMethod.DAILY: "every day of employment",
                ProRataMethod.FULL_MONTHS: "every full month of employment",
                ProRataMethod.STARTED_MONTHS: "every month that was begun in time",
                ProRataMethod.NONE: "no matter what: the whole figure",
            },
            methods=BY_YEAR,
        ),
        FormField(
            path="prorata.joined_by",
            kind=Kind.NUMBER,
            label="A month counts when joined by its day",
            methods=BY_YEAR,
            needs="started_months",
        ),
        FormField(
            path="prorata.left_from",
            kind=Kind.NUMBER,
            label="A month counts when left from its day on",
            methods=BY_YEAR,
            needs="started_months",
        ),
        FormField(
            path="rounding", kind=Kind.ROUNDING, label="Rounding of the year", methods=BY_YEAR
        ),
        FormField(
            path="instalments",
            kind=Kind.ROUNDING,
            label="Rounding of what is granted bit by bit",
            methods=IN_PIECES,
        ),
        FormField(
            path="prorate_first",
            kind=Kind.TICK,
            label="A first period that is not whole gives a part only",
            methods=PERIODIC,
            rare=True,
        ),
        FormField(
            path="prorate_last",
            kind=Kind.TICK,
            label="A last period that is not whole gives a part only",
            methods=PERIODIC,
            rare=True,
        ),
        FormField(
            path="waiting.length",
            kind=Kind.LENGTH,
            label="Waiting period",
            hint="Empty: none.",
            methods=GRANTED,
        ),
        FormField(
            path="waiting.mode",
            kind=Kind.CHOICE,
            label="Until then",
            options={
                WaitingMode.NO_ACCRUAL: "nothing is granted",
                WaitingMode.LOCKED: "it is granted, but cannot be used",
            },
            methods=GRANTED,
        ),
        FormField(
            path="tenure_switch",
            kind=Kind.CHOICE,
            label="A new level counts",
            rare=True,
            options={
                TenureSwitch.IMMEDIATE: "from the day it is reached",
                TenureSwitch.NEXT_PERIOD: "from the next period on",
            },
            methods=GRANTED,
        ),
    ),
)

LIMITS: Final = Group(
    name="limits",
    heading="Using it",
    fields=(
        FormField(
            path="negative_limit",
            kind=Kind.LIMIT,
            label="How far below zero a balance may go",
            hint="0: not at all. Empty: as far as wanted.",
        ),
        FormField(
            path="borrow_ahead",
            kind=Kind.TICK,
            label="What the rest of the year will bring may be used already",
            methods=GRANTED,
        ),
        FormField(
            path="suspended_by_absence",
            kind=Kind.TICK,
            label="Long absences, such as unpaid leave, slow it down",
            methods=PERIODIC,
        ),
        FormField(
            path="new_schedule",
            kind=Kind.CHOICE,
            label="When somebody’s working week changes, the balance stays",
            options={
                NewSchedule.KEEP_AMOUNT: "as many days or hours",
                NewSchedule.KEEP_WEEKS: "as many weeks",
            },
            rare=True,
        ),
        FormField(
            path="order",
            kind=Kind.CHOICE,
            label="First used is",
            options={
                ConsumptionOrder.EXPIRY_FIRST: "what lapses first",
                ConsumptionOrder.CURRENT_YEAR_FIRST: "what this year gave",
                ConsumptionOrder.STATUTORY_FIRST: "what the law gives",
                ConsumptionOrder.OLDEST_FIRST: "what is oldest",
            },
            rare=True,
        ),
        FormField(
            path="reach_through",
            kind=Kind.TICK,
            label="Leave that begins in time may use up what lapses during it",
            rare=True,
        ),
        FormField(
            path="trim_to_cap",
            kind=Kind.TICK,
            label="A new level cuts a balance above its limit",
            methods=GRANTED,
            rare=True,
        ),
        FormField(
            path="yearly_cap_by",
            kind=Kind.CHOICE,
            label="A yearly limit counts",
            options={
                YearlyCapBy.LEAVE_YEAR: "by leave year",
                YearlyCapBy.CALENDAR_YEAR: "by calendar year",
            },
            methods=GRANTED,
            rare=True,
        ),
    ),
)

GROUPS: Final = (HOW_MUCH, LEAVE_YEAR, JOINING, LIMITS, LEAVING)
