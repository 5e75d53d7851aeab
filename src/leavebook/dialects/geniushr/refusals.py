"""How this API says no: one envelope, with `errors` by field where the input is at fault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from msgspec import UNSET, Struct, UnsetType

from leavebook.dialects.geniushr.auth import CHALLENGE
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.http.plain_words import PlainWords, Sentences
from leavebook.http.sentences import amount, sentence

INVALID: Final = "The given data was invalid."
NOT_FOUND: Final = "Resource not found."
FORBIDDEN: Final = "Forbidden."


class GeniushrError(Struct, kw_only=True):
    """The body of every refusal; errors by field stand only in a 422 about the input."""

    success: bool = False
    message: str
    errors: dict[str, list[str]] | UnsetType = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How one reason is said.

    With a field it is a fault of the input; a reason of the business alone stands as the
    message, and goes under `beside` only when fields are at fault as well.
    """

    status: int = 422
    says: str | Callable[[Problem, Call], str] = lambda problem, _: sentence(problem)
    field: str | None = None
    beside: str = "request"


def _not_enough(problem: Problem, _: Call) -> str:
    asked, left = (amount(problem.facts.get(name, 0)) for name in ("asked", "left"))
    unit = problem.facts.get("unit", "day")
    return f"Insufficient leave balance. Requested: {asked} {unit}s. Available: {left} {unit}s."


def _not_pending(_: Problem, call: Call) -> str:
    if call.method == "PUT":
        return "Only pending requests can be updated."
    return "Request is not pending."


SAYS: Final[Mapping[Code, Saying]] = MappingProxyType(
    {
        Code.INVALID: Saying(),  # under the field that its facts name
        Code.NOT_FOUND: Saying(status=404, says=NOT_FOUND),
        Code.FORBIDDEN: Saying(status=403, says=FORBIDDEN),
        Code.TAKEN: Saying(),
        Code.UNKNOWN_REFERENCE: Saying(),
        Code.STALE: Saying(status=409),
        Code.KEY_REUSED: Saying(),
        Code.KEY_IN_FLIGHT: Saying(status=409),
        Code.TOO_MANY_CALLS: Saying(status=429),
        Code.ENDS_BEFORE_START: Saying(field="end_date"),
        Code.NOTHING_TO_TAKE: Saying(field="start_date"),
        Code.OVERLAPS: Saying(beside="start_date"),
        Code.NOT_ENOUGH_LEFT: Saying(says=_not_enough, beside="leave_type_id"),
        Code.AMOUNT_DIFFERS: Saying(),
        Code.NOTICE_TOO_SHORT: Saying(field="start_date"),
        Code.TOO_FAR_BACK: Saying(field="start_date"),
        Code.TOO_FAR_AHEAD: Saying(field="end_date"),
        Code.TOO_LONG: Saying(field="end_date"),
        Code.HALF_DAYS_NOT_ALLOWED: Saying(field="is_half_day"),
        Code.HALF_DAY_IS_ONE_DATE: Saying(field="is_half_day"),
        Code.HOURS_NOT_ALLOWED: Saying(field="leave_type_id"),
        Code.NOT_FOR_THIS_PERSON: Saying(field="leave_type_id"),
        Code.NOT_EMPLOYED: Saying(field="start_date"),
        Code.STILL_WAITING: Saying(field="start_date"),
        Code.BLOCKED_DAY: Saying(field="start_date"),
        Code.ONLY_ON_CERTAIN_DAYS: Saying(field="start_date"),
        Code.CROSSES_YEAR: Saying(field="end_date"),
        Code.REASON_REQUIRED: Saying(field="reason"),
        Code.TOO_FEW_PRESENT: Saying(beside="start_date"),
        Code.TYPE_NOT_ACTIVE: Saying(field="leave_type_id"),
        Code.NOT_PENDING: Saying(says=_not_pending),
        Code.NOT_CANCELLABLE: Saying(says="Only pending or approved requests can be cancelled."),
        Code.ALREADY_STARTED: Saying(says="Cannot cancel a leave that has already started."),
        Code.OWN_REQUEST: Saying(status=403, says=FORBIDDEN),
        Code.NOT_THE_APPROVER: Saying(status=403, says=FORBIDDEN),
        Code.ILLEGAL_MOVE: Saying(),
        Code.CHANGE_WAITS: Saying(),
        Code.NOTHING_CHANGES: Saying(),
        Code.NO_LONGER_FITS: Saying(),
        Code.LEAVES_BEFORE_JOINING: Saying(field="end_date"),
        Code.BELOW_ALREADY_TAKEN: Saying(),
        Code.NOT_DUE_YET: Saying(),
        Code.UNDER_HOLD: Saying(),
        Code.ANONYMISED: Saying(),
    }
)
"""Each refusal's status and sentence."""

_FROM_THE_BODY: Final = {
    "employee": Problem(Code.UNKNOWN_REFERENCE, {"field": "employee_id"}),
    "leave_type": Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}),
}


class GeniushrWords(PlainWords):
    """What this API says when something cannot be done."""

    sentences = Sentences(
        no_credential="Unauthenticated.",
        challenge=CHALLENGE,
        no_such_path=NOT_FOUND,
        too_many_calls="Too many requests.",
        crashed="Server error.",
    )

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say the first reason, or all of them when they are about the input."""
        problems = tuple(_seen_by_caller(problem, call) for problem in problems)
        first = problems[0]
        status = SAYS[first.code].status
        if status != 422:  # noqa: PLR2004  the status of what can be put right
            return self.error(status, _said(first, call), headers=_headers(first))
        if not any(_field(problem, call) for problem in problems):
            return self.error(status, " ".join(_said(problem, call) for problem in problems))
        errors: dict[str, list[str]] = {}
        for problem in problems:
            field = _field(problem, call) or SAYS[problem.code].beside
            errors.setdefault(field, []).append(_said(problem, call))
        return Answer(status, GeniushrError(message=INVALID, errors=errors))

    def body(self, message: str) -> GeniushrError:
        """Return the body of a refusal with this message."""
        return GeniushrError(message=message)


def wrong_login() -> Answer:
    """Say that no account has this address and this password, and not which is wrong."""
    message = "Invalid credentials. Please check your email and password."
    return Answer(401, GeniushrError(message=message))


def _seen_by_caller(problem: Problem, call: Call) -> Problem:
    """Return what an unknown id is: in the path a missing resource, in the body a wrong field."""
    if problem.code is Code.NOT_FOUND and "id" not in call.parts:
        return _FROM_THE_BODY.get(str(problem.facts.get("what")), problem)
    return problem


def _field(problem: Problem, call: Call) -> str | None:
    if problem.code is Code.REASON_REQUIRED and call.method == "PATCH":
        return "rejection_reason"
    named = problem.facts.get("field")
    return SAYS[problem.code].field if named is None else str(named)


def _said(problem: Problem, call: Call) -> str:
    saying = SAYS[problem.code].says
    return saying if isinstance(saying, str) else saying(problem, call)


def _headers(problem: Problem) -> dict[str, str]:
    if problem.code is not Code.TOO_MANY_CALLS:
        return {}
    return {"Retry-After": str(problem.facts.get("retry_after", 1))}
