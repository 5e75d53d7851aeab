"""What can be wrong with what somebody asked for.

A refusal is a value: a code and the facts behind it. It carries no status and no
sentence, because every door has its own of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

Fact = object


class Code(StrEnum):
    """Every reason for which Leavebook says no; each door translates every one of them."""

    # The input itself
    INVALID = "invalid"  # facts: field, problem (a word of `Fault`), and what was allowed
    NOT_FOUND = "not_found"  # facts: what
    FORBIDDEN = "forbidden"  # facts: what may not be done
    TAKEN = "taken"  # facts: field; the value must be unique in the company
    UNKNOWN_REFERENCE = "unknown_reference"  # facts: field; no such row in this company
    STALE = "stale"  # facts: version; the row has changed since it was read
    KEY_REUSED = "key_reused"  # an idempotency key came back with another body
    KEY_IN_FLIGHT = "key_in_flight"  # the first call with this idempotency key is still running
    TOO_MANY_CALLS = "too_many_calls"  # facts: retry_after, in seconds

    # The leave asked for
    ENDS_BEFORE_START = "ends_before_start"
    NOTHING_TO_TAKE = "nothing_to_take"
    OVERLAPS = "overlaps"  # facts: requests, the ids of what is in the way
    NOT_ENOUGH_LEFT = "not_enough_left"  # facts: asked, left, unit, on (the day that falls short)
    AMOUNT_DIFFERS = "amount_differs"  # facts: given, counted, unit
    NOTICE_TOO_SHORT = "notice_too_short"  # facts: days
    TOO_FAR_BACK = "too_far_back"  # facts: days
    TOO_FAR_AHEAD = "too_far_ahead"  # facts: months
    TOO_LONG = "too_long"  # facts: days
    HALF_DAYS_NOT_ALLOWED = "half_days_not_allowed"
    HALF_DAY_IS_ONE_DATE = "half_day_is_one_date"
    HOURS_NOT_ALLOWED = "hours_not_allowed"
    NOT_FOR_THIS_PERSON = "not_for_this_person"  # facts: gender
    NOT_EMPLOYED = "not_employed"  # the span leaves the person's employment
    STILL_WAITING = "still_waiting"  # facts: until; the waiting period is not over
    BLOCKED_DAY = "blocked_day"  # facts: days
    ONLY_ON_CERTAIN_DAYS = "only_on_certain_days"
    CROSSES_YEAR = "crosses_year"
    REASON_REQUIRED = "reason_required"
    TOO_FEW_PRESENT = "too_few_present"  # facts: group, day
    TYPE_NOT_ACTIVE = "type_not_active"

    # What is done with a request
    NOT_PENDING = "not_pending"  # facts: state
    NOT_CANCELLABLE = "not_cancellable"  # facts: state
    ALREADY_STARTED = "already_started"  # facts: first_day
    OWN_REQUEST = "own_request"  # nobody decides on their own leave
    NOT_THE_APPROVER = "not_the_approver"
    ILLEGAL_MOVE = "illegal_move"  # facts: state, action
    CHANGE_WAITS = "change_waits"  # facts: request, which is to take this one's place
    NOTHING_CHANGES = "nothing_changes"  # the leave would stay what it is
    NO_LONGER_FITS = "no_longer_fits"  # why is not for whoever decides to know

    # People and employment
    LEAVES_BEFORE_JOINING = "leaves_before_joining"
    BELOW_ALREADY_TAKEN = "below_already_taken"  # facts: taken
    NOT_DUE_YET = "not_due_yet"  # facts: on, the day on which the data may go; none while employed
    UNDER_HOLD = "under_hold"  # a legal hold keeps the data
    ANONYMISED = "anonymised"  # who it was is not known any more, and nothing of theirs changes


RETENTION: Final = (Code.NOT_DUE_YET, Code.UNDER_HOLD, Code.ANONYMISED)
"""What keeps data, or has emptied it; no published API has words of its own for these."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse, with the facts a person needs to understand it."""

    code: Code
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Leaves the call with every reason at once; nothing has been written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
