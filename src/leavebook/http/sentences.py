"""What a refusal means in plain English: the words a door uses where its API documents none."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.problems import Code, Fact, Problem
from leavebook.http.reading import Fault
from leavebook.http.rule_faults import RULE_FAULTS

Facts = Mapping[str, Fact]
Saying = str | Callable[[Facts], str]


def sentence(problem: Problem) -> str:
    """Return the whole sentence for a refusal; that of a field names the field."""
    if problem.code is Code.INVALID:
        return fault_sentence(problem, subject=f"The {label(problem)}")
    return _said(SENTENCES[problem.code], problem.facts)


def fault_sentence(problem: Problem, *, subject: str = "This value") -> str:
    """Return what is wrong with one field, said of `subject`; any other refusal as it is."""
    if problem.code is not Code.INVALID:
        return sentence(problem)
    return f"{subject} {_said(FAULTS[str(problem.facts['problem'])], problem.facts)}."


def label(problem: Problem) -> str:
    """Return the field's name as people read it: start_date and startDate are "start date"."""
    field = str(problem.facts.get("field", "input"))
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in field)
    return spaced.replace("_", " ").strip()


def amount(quantity: object) -> str:
    """Return a quantity as people write it: 5 rather than 5.0000, 0.5 rather than 0.50."""
    if isinstance(quantity, Decimal):
        return f"{quantity.normalize():f}" if quantity else "0"
    return str(quantity)


def counted(quantity: object, unit: object) -> str:
    """Return an amount with its unit: 1 day, 2.5 days, 8 hours."""
    number = amount(quantity)
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def _said(saying: Saying, facts: Facts) -> str:
    return saying if isinstance(saying, str) else saying(facts)


def _list(values: object) -> str:
    return ", ".join(_one(value) for value in values) if isinstance(values, Iterable) else ""


def _one(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else amount(value)


def _range(facts: Facts) -> str:
    least = facts.get("least", facts.get("earliest"))
    most = facts.get("most", facts.get("latest"))
    if least is None:
        return "is out of range" if most is None else f"must not be more than {_one(most)}"
    return f"must lie between {_one(least)} and {_one(most)}"


def _too_small(facts: Facts) -> str:
    if "more_than" in facts:
        return f"must be more than {_one(facts['more_than'])}"
    return f"must be at least {_one(facts.get('at_least', 0))}"


def _after_the_reminder(facts: Facts) -> str:
    return f"must be more than the {counted(facts.get('more_than', 0), 'day')} until the reminder"


def _above_the_cap(facts: Facts) -> str:
    most, stands = facts.get("most", 0), facts.get("stands", 0)
    at_most = counted(most, facts.get("unit", "day"))
    return f"goes beyond what may stand at once: {at_most}, and {amount(stands)} stand already"


def _unknown(facts: Facts) -> str:
    allowed = facts.get("allowed")
    return f"must be one of: {_list(allowed)}" if allowed else "is not known"


FAULTS: Final[Mapping[str, Saying]] = {
    Fault.MISSING: "is required",
    Fault.BLANK: "must not be blank",
    Fault.NOT_TEXT: "must be text",
    Fault.TOO_LONG: lambda facts: f"must not be longer than {facts.get('at_most')} characters",
    Fault.NOT_A_DATE: "must be a date in the form YYYY-MM-DD",
    Fault.DATE_OUT_OF_RANGE: "must lie between 1990-01-01 and 2100-12-31",
    Fault.NOT_A_WHOLE_NUMBER: "must be a whole number",
    Fault.NOT_A_NUMBER: "must be a number",
    Fault.TOO_SMALL: _too_small,
    Fault.TOO_LARGE: lambda facts: f"must not be more than {_one(facts.get('at_most'))}",
    Fault.NOT_YES_OR_NO: "must be true or false",
    Fault.NOT_ONE_OF: lambda facts: f"must be one of: {_list(facts.get('allowed'))}",
    Fault.NOT_AN_EMAIL: "must be an e-mail address",
    Fault.NOT_ALLOWED_HERE: "is not allowed here",
    Fault.WRONG_SHAPE: "has the wrong form",
    # The words of the rules themselves
    **RULE_FAULTS,
    "required": "is required",
    "out_of_range": _range,
    "negative": "must not be negative",
    "overlapping": "must not overlap each other",
    "before_start": "must not lie before the start",
    "not_after_start": "must lie after the start",
    "not_a_time_range": "must be a stretch of the day",
    "not_seven_days": "must have seven days in every week",
    "not_a_codename": "must begin with a letter and hold only a-z, 0-9 and hyphens",
    "not_a_monday": "must be a Monday",
    "unknown": _unknown,
    "not_one_line": "must be one line of text",
    "not_whole_minutes": "must come to a whole number of minutes",
    "too_short": lambda facts: f"must have at least {facts.get('at_least')} characters",
    "ambiguous": "must be named: several companies know this address",
    "in_the_past": "must not lie in the past",
    "has_people": lambda facts: (
        f"has people who work there or are to ({facts.get('people')}); move them first"
    ),
    "still_named": "is still named by somebody who left, by leave, shifts or rules",
    "not_after_the_reminder": _after_the_reminder,
    "above_the_cap": _above_the_cap,
    "not_the_code": "is not the one of this moment, or was used before",
}
"""What is wrong with a field, as the rest of a sentence whose subject is the field."""

SENTENCES: Final[Mapping[Code, Saying]] = {
    Code.INVALID: "The input is not valid.",
    Code.NOT_FOUND: lambda facts: f"There is no such {facts.get('what', 'thing')}.",
    Code.FORBIDDEN: "You are not allowed to do this.",
    Code.TAKEN: lambda facts: (
        f"This {str(facts.get('field', 'value')).replace('_', ' ')} is already taken."
    ),
    Code.UNKNOWN_REFERENCE: lambda facts: (
        f"The selected {str(facts.get('field', 'value')).removesuffix('_id').replace('_', ' ')}"
        " does not exist."
    ),
    Code.STALE: "This has been changed by somebody else in the meantime.",
    Code.KEY_REUSED: "This idempotency key was used for something else.",
    Code.KEY_IN_FLIGHT: "The first call with this idempotency key has not finished yet.",
    Code.TOO_MANY_CALLS: lambda facts: (
        f"Too many calls. Try again in {facts.get('retry_after', 1)} seconds."
    ),
    Code.ENDS_BEFORE_START: "The leave must not end before it starts.",
    Code.NOTHING_TO_TAKE: "There is nothing to take on these days: none of them is worked.",
    Code.OVERLAPS: "Leave dates overlap with an existing request.",
    Code.NOT_ENOUGH_LEFT: lambda facts: (
        "Insufficient leave balance."
        f" Requested: {counted(facts.get('asked', 0), facts.get('unit', 'day'))}."
        f" Available: {counted(facts.get('left', 0), facts.get('unit', 'day'))}."
    ),
    Code.AMOUNT_DIFFERS: lambda facts: (
        f"The leave comes to {counted(facts.get('counted', 0), facts.get('unit', 'day'))},"
        f" not {amount(facts.get('given', 0))}."
    ),
    Code.NOTICE_TOO_SHORT: lambda facts: (
        f"This leave must be asked for at least {counted(facts.get('days', 0), 'day')} ahead."
    ),
    Code.TOO_FAR_BACK: lambda facts: (
        f"Leave may be entered up to {counted(facts.get('days', 0), 'day')} afterwards, no later."
    ),
    Code.TOO_FAR_AHEAD: lambda facts: (
        f"Leave may be asked for up to {counted(facts.get('months', 0), 'month')} ahead."
    ),
    Code.TOO_LONG: lambda facts: (
        f"This leave may last at most {counted(facts.get('days', 0), 'day')} at a time."
    ),
    Code.HALF_DAYS_NOT_ALLOWED: "This leave type does not allow half days.",
    Code.HALF_DAY_IS_ONE_DATE: "A half day must start and end on the same date.",
    Code.HOURS_NOT_ALLOWED: "This leave type cannot be taken by the hour.",
    Code.NOT_FOR_THIS_PERSON: "This leave type does not apply to this person.",
    Code.NOT_EMPLOYED: "The leave reaches beyond the time of employment.",
    Code.STILL_WAITING: lambda facts: (
        f"This leave can be taken from {_one(facts.get('until'))} on, when the waiting period ends."
    ),
    Code.BLOCKED_DAY: lambda facts: (
        f"No leave can be taken on these days: {_list(facts.get('days', ()))}."
    ),
    Code.ONLY_ON_CERTAIN_DAYS: lambda facts: (
        f"This leave type cannot be taken on these days: {_list(facts.get('days', ()))}."
    ),
    Code.CROSSES_YEAR: "This leave must not reach into another year.",
    Code.REASON_REQUIRED: "A reason is required.",
    Code.TOO_FEW_PRESENT: lambda facts: (
        f"Too few people of {facts.get('group')} would be present on {_one(facts.get('day'))}."
    ),
    Code.TYPE_NOT_ACTIVE: "This leave type is no longer in use.",
    Code.NOT_PENDING: "The request is not pending.",
    Code.NOT_CANCELLABLE: "The request cannot be cancelled any more.",
    Code.ALREADY_STARTED: "Leave that has already started cannot be cancelled.",
    Code.OWN_REQUEST: "Nobody decides on their own leave.",
    Code.NOT_THE_APPROVER: "This request is for somebody else to decide.",
    Code.ILLEGAL_MOVE: "This cannot be done with the request as it stands.",
    Code.CHANGE_WAITS: "A change of this leave waits for a decision already.",
    Code.NOTHING_CHANGES: "This is what the leave is already.",
    Code.NO_LONGER_FITS: (
        "The change no longer fits what the person may take. HR can say why it does not."
    ),
    Code.LEAVES_BEFORE_JOINING: "The last day must not lie before the first.",
    Code.BELOW_ALREADY_TAKEN: lambda facts: (
        f"It cannot be less than the {amount(facts.get('taken', 0))} already taken."
    ),
    Code.NOT_DUE_YET: lambda facts: (
        f"The data has to be kept until {_one(facts['on'])}."
        if "on" in facts
        else "Whoever works here has their data kept."
    ),
    Code.UNDER_HOLD: "A legal hold keeps this data.",
    Code.ANONYMISED: "Who this was is not known any more, and nothing of theirs can be changed.",
}
