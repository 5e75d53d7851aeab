"""What a leave type asks of requests, in the words of the office."""

from typing import Final

from leavebook.domain.approval.states import CancelUntil, Chain
from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.calendar.sandwich import Sandwich
from leavebook.domain.people.people import Gender
from leavebook.domain.policy.policy import GrantMethod
from leavebook.domain.requests.discretion import Visibility
from leavebook.web.policies.field_kinds import FormField, Group, Kind

LOOKS: Final = Group(
    name="looks",
    heading="Name and looks",
    fields=(
        FormField(path="name", kind=Kind.TEXT, label="Name"),
        FormField(
            path="code",
            kind=Kind.TEXT,
            label="Code",
            hint="Short; its first two letters stand in the calendar.",
            at_most=20,
        ),
        FormField(path="color", kind=Kind.COLOUR, label="Colour"),
        FormField(path="paid", kind=Kind.TICK, label="Paid"),
        FormField(
            path="sensitive",
            kind=Kind.TICK,
            label="Sensitive: colleagues and managers see that somebody is away, not why",
        ),
        FormField(
            path="visibility",
            kind=Kind.CHOICE,
            label="Who learns that it is this type",
            hint="Everybody else sees that somebody is away. HR always knows.",
            options={
                Visibility.OFFICE: "only HR; whoever decides sees the days",
                Visibility.MANAGER: "whoever decides on it",
                Visibility.TEAM: "the department and the squad too",
                Visibility.ALL: "everybody in the company",
            },
        ),
    ),
)

COUNTING: Final = Group(
    name="counting",
    heading="How it counts",
    fields=(
        FormField(
            path="counting.mode",
            kind=Kind.CHOICE,
            label="What counts",
            options={
                CountMode.WORKING_DAYS: "the days that are worked",
                CountMode.CALENDAR_DAYS: "every day of the calendar",
                CountMode.SIX_DAY_WEEK: "Monday to Saturday",
                CountMode.HOURS: "the hours that are worked",
            },
        ),
        FormField(
            path="counting.sandwich",
            kind=Kind.CHOICE,
            label="Free days between leave",
            options={
                Sandwich.NONE: "never count",
                Sandwich.WEEKENDS: "count when they are weekends",
                Sandwich.HOLIDAYS: "count when they are holidays",
                Sandwich.BOTH: "count",
            },
        ),
        FormField(path="counting.counts_holidays", kind=Kind.TICK, label="Public holidays count"),
        FormField(
            path="counting.day_minutes",
            kind=Kind.NUMBER,
            label="Minutes of a standard day",
            rare=True,
        ),
        FormField(path="half_days_allowed", kind=Kind.TICK, label="Half days are possible"),
        FormField(path="hours_allowed", kind=Kind.TICK, label="Hours are possible"),
        FormField(
            path="earning",
            kind=Kind.AMOUNT,
            label="Part of other leave that is earned meanwhile",
            hint="1: all of it; 0: none.",
            rare=True,
        ),
    ),
)

ASKING: Final = Group(
    name="asking",
    heading="Asking for it",
    fields=(
        FormField(
            path="min_notice_days", kind=Kind.NUMBER, label="Days of notice", hint="0: none."
        ),
        FormField(
            path="max_consecutive_days",
            kind=Kind.LIMIT,
            label="Most days at a time",
            hint="Empty: no limit.",
        ),
        FormField(
            path="ahead_months",
            kind=Kind.COUNT,
            label="Months ahead at most",
            hint="Empty: no limit.",
        ),
        FormField(
            path="backdate_days",
            kind=Kind.COUNT,
            label="Days afterwards at most",
            hint="Empty: no limit.",
        ),
        FormField(
            path="min_service_days",
            kind=Kind.NUMBER,
            label="Days in the company before it may be taken",
            rare=True,
        ),
        FormField(
            path="applicable_gender",
            kind=Kind.CHOICE,
            label="For whom",
            options={
                "": "everybody",
                Gender.FEMALE: "women",
                Gender.MALE: "men",
                Gender.OTHER: "people of another gender",
            },
        ),
        FormField(path="reason_required", kind=Kind.TICK, label="A reason is required"),
        FormField(path="documents_required", kind=Kind.TICK, label="A document is required"),
        FormField(path="is_sickness", kind=Kind.TICK, label="It is sick leave"),
        FormField(
            path="certificate_after_days",
            kind=Kind.COUNT,
            label="A certificate is due after so many calendar days",
            hint="Empty: never.",
        ),
        FormField(
            path="longest_in_calendar_days",
            kind=Kind.TICK,
            label="The most days at a time are days of the calendar",
            rare=True,
        ),
        FormField(
            path="single_year_only",
            kind=Kind.TICK,
            label="A request may not reach into another year",
            rare=True,
        ),
    ),
)

DECIDING: Final = Group(
    name="deciding",
    heading="Who decides",
    fields=(
        FormField(
            path="chain",
            kind=Kind.CHOICE,
            label="Decided by",
            options={
                "": "whoever decides in this company",
                Chain.NONE: "nobody: it counts at once",
                Chain.SINGLE: "the manager",
                Chain.OFFICE: "HR or an executive",
                Chain.TWO_STAGE: "the manager, then HR or an executive",
            },
        ),
        FormField(
            path="approval.cancel_until",
            kind=Kind.CHOICE,
            label="May be taken back",
            options={
                CancelUntil.DAY_BEFORE: "until the day before",
                CancelUntil.FIRST_DAY: "until its first day",
                CancelUntil.ANY_TIME: "at any time",
            },
        ),
        FormField(
            path="approval.owner_may_cancel",
            kind=Kind.TICK,
            label="Approved leave may be taken back by its owner",
            rare=True,
        ),
        FormField(
            path="approval.cancel_needs_approval",
            kind=Kind.TICK,
            label="Taking approved leave back needs approval",
            rare=True,
        ),
    ),
)

NEW: Final = Group(
    name="new",
    heading="To begin with",
    fields=(
        FormField(
            path="unit",
            kind=Kind.CHOICE,
            label="It is kept in",
            hint="This cannot be changed later.",
            options={Unit.DAY: "days", Unit.HOUR: "hours"},
        ),
        FormField(
            path="method",
            kind=Kind.CHOICE,
            label="It gives",
            options={
                GrantMethod.UP_FRONT: "so much every year",
                GrantMethod.MANUAL: "what HR grants by hand",
                GrantMethod.UNLIMITED: "as much as is agreed",
            },
        ),
        FormField(
            path="amount",
            kind=Kind.AMOUNT,
            label="How much a year",
            hint="Everything else about it can be agreed afterwards.",
        ),
    ),
)

TYPE_GROUPS: Final = (LOOKS, COUNTING, ASKING, DECIDING)
NEW_GROUPS: Final = (LOOKS, NEW)
