"""How this API says no: one body for every error, with violations when fields are at fault."""

# ruff: noqa: ARG002  a door is handed the call with every refusal; this one's words need none

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import UNSET, Struct, UnsetType

from leavebook.dialects.leaveflow.auth import REALM
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.http.plain_words import PlainWords, Sentences
from leavebook.http.reading import Fault
from leavebook.http.sentences import fault_sentence, sentence

NOT_AN_EMAIL: Final = "This value is not a valid email address."
VALIDATION_FAILED: Final = "Validation failed"

Saying = str | Callable[[Problem], str]

SAYS: Final[Mapping[Code, tuple[int, Saying]]] = MappingProxyType(
    {
        Code.INVALID: (422, fault_sentence),
        Code.NOT_FOUND: (404, "Employee not found."),
        Code.FORBIDDEN: (403, "This token does not have access to this resource."),
        Code.TAKEN: (422, "This value is already used."),
        Code.UNKNOWN_REFERENCE: (422, "This location does not exist."),
        Code.STALE: (422, sentence),
        Code.KEY_REUSED: (422, sentence),
        Code.KEY_IN_FLIGHT: (422, sentence),
        Code.TOO_MANY_CALLS: (429, sentence),
        Code.ENDS_BEFORE_START: (422, sentence),
        Code.NOTHING_TO_TAKE: (422, sentence),
        Code.OVERLAPS: (422, sentence),
        Code.NOT_ENOUGH_LEFT: (422, sentence),
        Code.AMOUNT_DIFFERS: (422, sentence),
        Code.NOTICE_TOO_SHORT: (422, sentence),
        Code.TOO_FAR_BACK: (422, sentence),
        Code.TOO_FAR_AHEAD: (422, sentence),
        Code.TOO_LONG: (422, sentence),
        Code.HALF_DAYS_NOT_ALLOWED: (422, sentence),
        Code.HALF_DAY_IS_ONE_DATE: (422, sentence),
        Code.HOURS_NOT_ALLOWED: (422, sentence),
        Code.NOT_FOR_THIS_PERSON: (422, sentence),
        Code.NOT_EMPLOYED: (422, sentence),
        Code.STILL_WAITING: (422, sentence),
        Code.BLOCKED_DAY: (422, sentence),
        Code.ONLY_ON_CERTAIN_DAYS: (422, sentence),
        Code.CROSSES_YEAR: (422, sentence),
        Code.REASON_REQUIRED: (422, sentence),
        Code.TOO_FEW_PRESENT: (422, sentence),
        Code.TYPE_NOT_ACTIVE: (422, sentence),
        Code.NOT_PENDING: (422, sentence),
        Code.NOT_CANCELLABLE: (422, sentence),
        Code.ALREADY_STARTED: (422, sentence),
        Code.OWN_REQUEST: (403, sentence),
        Code.NOT_THE_APPROVER: (403, sentence),
        Code.ILLEGAL_MOVE: (422, sentence),
        Code.CHANGE_WAITS: (422, sentence),
        Code.NOTHING_CHANGES: (422, sentence),
        Code.NO_LONGER_FITS: (422, sentence),
        Code.LEAVES_BEFORE_JOINING: (422, "The exit date must not lie before the start date."),
        Code.BELOW_ALREADY_TAKEN: (422, sentence),
        Code.NOT_DUE_YET: (422, sentence),
        Code.UNDER_HOLD: (422, sentence),
        Code.ANONYMISED: (422, sentence),
    }
)
"""Each refusal's status and sentence."""

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full_name": "name",
        "employee_number": "employeeNumber",
        "site_id": "locationId",
        "joined_on": "joinedAt",
        "weekly_hours": "weeklyHours",
        "left_on": "exitDate",
    }
)
"""Our words for a field, where this API has others."""


class Violation(Struct):
    """What is wrong with one field."""

    field: str
    message: str


class LeaveflowError(Struct, kw_only=True):
    """The body of every refusal; violations stand only in a 422 that is about fields."""

    error: bool = True
    message: str
    violations: list[Violation] | UnsetType = UNSET


class LeaveflowWords(PlainWords):
    """What this API says when something cannot be done."""

    sentences = Sentences(
        no_credential="Missing, expired, or revoked bearer token.",
        challenge=REALM,
        no_such_path="Resource not found.",
    )

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say the gravest reason, or every field at fault."""
        status, first = min(
            ((SAYS[problem.code][0], problem) for problem in problems), key=lambda pair: pair[0]
        )
        violations = [found for problem in problems if (found := _violation(problem)) is not None]
        if status == 422 and violations:  # noqa: PLR2004  the status of fields at fault
            body = LeaveflowError(message=VALIDATION_FAILED, violations=violations)
            return Answer(status, body)
        return self.error(status, _said(first))

    def body(self, message: str) -> LeaveflowError:
        """Return the body of a refusal with this message."""
        return LeaveflowError(message=message)


def _violation(problem: Problem) -> Violation | None:
    if problem.code is Code.LEAVES_BEFORE_JOINING:
        return Violation("exitDate", _said(problem))
    field = problem.facts.get("field")
    if field is None:
        return None
    return Violation(_FIELDS.get(str(field), str(field)), _said(problem))


def _said(problem: Problem) -> str:
    about = (problem.code, problem.facts.get("field"))
    if about == (Code.INVALID, "email") and problem.facts["problem"] != Fault.MISSING:
        return NOT_AN_EMAIL
    if about == (Code.FORBIDDEN, "role"):
        return "This token may not create accounts with this role."
    saying = SAYS[problem.code][1]
    return saying if isinstance(saying, str) else saying(problem)
