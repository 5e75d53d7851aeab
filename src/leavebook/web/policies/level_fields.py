"""What is agreed anew for every length of service."""

from typing import Final

from leavebook.domain.policy.carry_over import BucketKind, NegativeRest
from leavebook.domain.policy.frequency import Every
from leavebook.web.policies.field_kinds import (
    BY_YEAR,
    GRANTED,
    PERIODIC,
    FormField,
    Kind,
)

AMOUNT: Final = FormField(
    path="amount",
    kind=Kind.AMOUNT,
    label="How much",
    methods=GRANTED,
)

_RHYTHM: Final = (
    FormField(
        path="frequency.every",
        kind=Kind.CHOICE,
        label="How often",
        options={
            Every.HOUR: "For every hour",
            Every.DAY: "Every day",
            Every.WEEK: "Every week",
            Every.TWO_WEEKS: "Every two weeks",
            Every.HALF_MONTH: "Twice a month",
            Every.MONTH: "Every month",
            Every.QUARTER: "Every quarter",
            Every.HALF_YEAR: "Twice a year",
            Every.YEAR: "Every year",
        },
        methods=PERIODIC,
    ),
    FormField(
        path="frequency.weekday",
        kind=Kind.CHOICE,
        label="Beginning on",
        options={
            "0": "Monday",
            "1": "Tuesday",
            "2": "Wednesday",
            "3": "Thursday",
            "4": "Friday",
            "5": "Saturday",
            "6": "Sunday",
        },
        methods=PERIODIC,
        needs="week",
    ),
    FormField(
        path="frequency.anchor",
        kind=Kind.DAY,
        label="One of them begins on",
        methods=PERIODIC,
        needs="two_weeks",
    ),
    FormField(
        path="frequency.month_days",
        kind=Kind.DAYS_OF_MONTH,
        label="On which days of the month",
        hint="Such as 1, 15; 31 is the last one.",
        methods=PERIODIC,
        needs="month half_month",
    ),
    FormField(
        path="frequency.dates",
        kind=Kind.DAYS_OF_YEAR,
        label="On which days of the year",
        hint="Month and day, such as 01-01, 07-01. Empty: the usual ones.",
        methods=PERIODIC,
        needs="quarter half_year year",
    ),
)

_CAPS: Final = (
    FormField(
        path="statutory",
        kind=Kind.LIMIT,
        label="Of which by law",
        methods=BY_YEAR,
        rare=True,
    ),
    FormField(
        path="cap",
        kind=Kind.LIMIT,
        label="Nobody holds more than",
        hint="What would go above is not granted. Empty: no limit.",
        methods=GRANTED,
        rare=True,
    ),
    FormField(
        path="yearly_cap",
        kind=Kind.LIMIT,
        label="At most in a year",
        hint="Empty: no limit.",
        methods=GRANTED,
        rare=True,
    ),
)

CARRY_OVER: Final = (
    FormField(
        path="carry_over.cap",
        kind=Kind.LIMIT,
        label="Carried into the next year at most",
        hint="0: nothing. Empty: everything.",
    ),
    FormField(
        path="carry_over.last_usable",
        kind=Kind.DAY_OF_YEAR,
        label="To be used by",
    ),
    FormField(
        path="carry_over.expires_after",
        kind=Kind.LENGTH,
        label="Or within",
        hint="From the new year’s first day on.",
        rare=True,
    ),
    FormField(
        path="carry_over.percent",
        kind=Kind.LIMIT,
        label="Percent of the rest that is carried",
        hint="Empty: all of it.",
        rare=True,
    ),
    FormField(
        path="carry_over.recarry",
        kind=Kind.TICK,
        label="What was carried once may be carried again",
        rare=True,
    ),
    FormField(
        path="carry_over.total_cap",
        kind=Kind.LIMIT,
        label="Most that is carried in all",
        hint="Empty: no limit.",
        rare=True,
    ),
    FormField(
        path="carry_over.opening_cap",
        kind=Kind.LIMIT,
        label="Most at the beginning of a year, with the new grant",
        hint="Empty: no limit.",
        rare=True,
    ),
    FormField(
        path="carry_over.protected",
        kind=Kind.AMOUNT,
        label="Part of it that never lapses",
        rare=True,
    ),
    FormField(
        path="carry_over.negative",
        kind=Kind.CHOICE,
        label="A year that ends below zero",
        options={
            NegativeRest.CARRY: "is carried on as a debt",
            NegativeRest.FORGIVE: "is forgiven",
        },
        rare=True,
    ),
    FormField(
        path="carry_over.rounding",
        kind=Kind.ROUNDING,
        label="Rounding of what is carried",
        rare=True,
    ),
    FormField(
        path="carry_over.before_expiry",
        kind=Kind.TICK,
        label="On the day when both happen, carry over before anything lapses",
        rare=True,
    ),
    *(
        FormField(
            path=f"carry_over.cap_by_kind.{kind}",
            kind=Kind.LIMIT,
            label=label,
            hint="Instead of the limit above. Empty: that one.",
            rare=True,
        )
        for kind, label in {
            BucketKind.CARRIED: "At most of what was carried in",
            BucketKind.TOIL: "At most of time off in lieu",
            BucketKind.BONUS: "At most of extra leave",
            BucketKind.ADJUSTMENT: "At most of what was given by hand",
            BucketKind.CONTRACTUAL: "At most of what the contract gives",
            BucketKind.STATUTORY: "At most of what the law gives",
        }.items()
    ),
)

LEVEL_FIELDS: Final = (AMOUNT, *_RHYTHM, *_CAPS, *CARRY_OVER)
AFTER: Final = FormField(path="after", kind=Kind.LENGTH, label="After")
