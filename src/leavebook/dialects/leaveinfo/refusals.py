"""How this API says no: one sentence, twice, and `fields` where the input is at fault."""

# ruff: noqa: ARG002  a door is handed the call with every refusal; this one's words need none

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import UNSET, Struct, UnsetType

from leavebook.dialects.leaveinfo.auth import CHALLENGE
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.http.plain_words import PlainWords, Sentences
from leavebook.http.reading import Fault
from leavebook.http.sentences import fault_sentence, sentence

FORBIDDEN: Final = "You do not have permission to perform this action."

Saying = str | Callable[[Problem], str]
Says = tuple[int, Saying, str | None]
"""A status, a sentence, and the field at fault where the facts name none."""


def _invalid(problem: Problem) -> str:
    field, fault = _field(problem), problem.facts["problem"]
    if fault in {Fault.MISSING, Fault.BLANK}:
        return f"Please provide {field}."
    if fault == Fault.NOT_A_DATE:
        return f"{field} must be a date-time such as 2025-07-06T05:38:21.454Z, or a date."
    return fault_sentence(problem, subject=str(field))


def _unknown(problem: Problem) -> str:
    known = problem.facts.get("allowed", ())
    names = (
        f" There are: {', '.join(map(str, known))}." if isinstance(known, tuple) and known else ""
    )
    return f"This {_field(problem)} does not exist.{names}"


def _taken(problem: Problem) -> str:
    return f"This {_field(problem)} is already used."


SAYS: Final[Mapping[Code, Says]] = MappingProxyType(
    {
        Code.INVALID: (400, _invalid, None),
        Code.NOT_FOUND: (404, "Not found.", None),
        Code.FORBIDDEN: (403, FORBIDDEN, None),
        Code.TAKEN: (400, _taken, None),
        Code.UNKNOWN_REFERENCE: (400, _unknown, None),
        Code.STALE: (409, sentence, None),
        Code.KEY_REUSED: (422, sentence, None),
        Code.KEY_IN_FLIGHT: (409, sentence, None),
        Code.TOO_MANY_CALLS: (429, sentence, None),
        Code.ENDS_BEFORE_START: (400, "end_date must not lie before start_date.", "end_date"),
        Code.NOTHING_TO_TAKE: (400, sentence, "start_date"),
        Code.OVERLAPS: (400, sentence, "start_date"),
        Code.NOT_ENOUGH_LEFT: (400, sentence, "days"),
        Code.AMOUNT_DIFFERS: (400, sentence, "days"),
        Code.NOTICE_TOO_SHORT: (400, sentence, "start_date"),
        Code.TOO_FAR_BACK: (400, sentence, "start_date"),
        Code.TOO_FAR_AHEAD: (400, sentence, "end_date"),
        Code.TOO_LONG: (400, sentence, "end_date"),
        Code.HALF_DAYS_NOT_ALLOWED: (400, sentence, "leave_type"),
        Code.HALF_DAY_IS_ONE_DATE: (400, sentence, "end_date"),
        Code.HOURS_NOT_ALLOWED: (400, sentence, "leave_type"),
        Code.NOT_FOR_THIS_PERSON: (400, sentence, "leave_type"),
        Code.NOT_EMPLOYED: (400, sentence, "start_date"),
        Code.STILL_WAITING: (400, sentence, "start_date"),
        Code.BLOCKED_DAY: (400, sentence, "start_date"),
        Code.ONLY_ON_CERTAIN_DAYS: (400, sentence, "start_date"),
        Code.CROSSES_YEAR: (400, sentence, "end_date"),
        Code.REASON_REQUIRED: (400, "Please provide reason.", "reason"),
        Code.TOO_FEW_PRESENT: (400, sentence, "start_date"),
        Code.TYPE_NOT_ACTIVE: (400, sentence, "leave_type"),
        # A key that may write the leave of its user may do so until somebody has agreed to it.
        Code.NOT_PENDING: (403, FORBIDDEN, None),
        Code.NOT_CANCELLABLE: (403, FORBIDDEN, None),
        Code.ALREADY_STARTED: (400, sentence, None),
        Code.OWN_REQUEST: (403, FORBIDDEN, None),
        Code.NOT_THE_APPROVER: (403, FORBIDDEN, None),
        Code.ILLEGAL_MOVE: (400, sentence, None),
        Code.CHANGE_WAITS: (400, sentence, None),
        Code.NOTHING_CHANGES: (400, sentence, None),
        Code.NO_LONGER_FITS: (400, sentence, None),
        Code.LEAVES_BEFORE_JOINING: (400, sentence, None),
        Code.BELOW_ALREADY_TAKEN: (400, sentence, "days"),
        Code.NOT_DUE_YET: (400, sentence, None),
        Code.UNDER_HOLD: (400, sentence, None),
        Code.ANONYMISED: (400, sentence, None),
    }
)
"""Each refusal's status and sentence."""

_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "external_ref": "leave_id",
        "leave_type_id": "leave_type",
        "employee_id": "user",
        "amount": "days",
    }
)
"""Our words for a field, where this API has others."""


class LeaveinfoError(Struct, kw_only=True):
    """The body of every refusal; `fields` stands only where the input can be put right."""

    error: str
    detail: str
    fields: dict[str, list[str]] | UnsetType = UNSET


class LeaveinfoWords(PlainWords):
    """What this API says when something cannot be done."""

    sentences = Sentences(
        no_credential="Invalid API key.",
        challenge=CHALLENGE,
        no_such_path="Not found.",
    )

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say the first reason, and every field at fault beside it."""
        first = next((each for each in problems if _status(each) != _BAD), problems[0])
        if _status(first) != _BAD:
            return self.error(_status(first), _said(first))
        fields: dict[str, list[str]] = {}
        for problem in problems:
            if (field := _field(problem)) is not None:
                fields.setdefault(field, []).append(_said(problem))
        said = _said(first)
        return Answer(_BAD, LeaveinfoError(error=said, detail=said, fields=fields or UNSET))

    def body(self, message: str) -> LeaveinfoError:
        """Return the body of a refusal with this message."""
        return LeaveinfoError(error=message, detail=message)


_BAD: Final = 400


def _status(problem: Problem) -> int:
    return SAYS[problem.code][0]


def _said(problem: Problem) -> str:
    saying = SAYS[problem.code][1]
    return saying if isinstance(saying, str) else saying(problem)


def _field(problem: Problem) -> str | None:
    named = problem.facts.get("field")
    if named is None:
        return SAYS[problem.code][2]
    return _FIELDS.get(str(named), str(named))
