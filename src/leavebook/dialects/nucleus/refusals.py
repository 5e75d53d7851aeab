"""How this API says no: a status and one sentence under `error`."""

# ruff: noqa: ARG002  a door is handed the call with every refusal; this one's words need none

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.http.plain_words import PlainWords, Sentences
from leavebook.http.sentences import sentence

Saying = Callable[[Problem], str]


def _forbidden(problem: Problem) -> str:
    what = str(problem.facts.get("what", ""))
    if ":" in what:
        return f"You do not have the permission {what}."
    return sentence(problem)


def _unknown(problem: Problem) -> str:
    provider = problem.facts.get("provider")
    return f"No {provider} employee mapping for this user" if provider else sentence(problem)


SAYS: Final[Mapping[Code, tuple[int, Saying]]] = MappingProxyType(
    {
        Code.INVALID: (400, sentence),
        Code.NOT_FOUND: (404, sentence),
        Code.FORBIDDEN: (403, _forbidden),
        Code.TAKEN: (409, sentence),
        Code.UNKNOWN_REFERENCE: (400, _unknown),
        Code.STALE: (409, sentence),
        Code.KEY_REUSED: (422, sentence),
        Code.KEY_IN_FLIGHT: (409, sentence),
        Code.TOO_MANY_CALLS: (429, sentence),
        Code.ENDS_BEFORE_START: (400, sentence),
        Code.NOTHING_TO_TAKE: (400, sentence),
        Code.OVERLAPS: (409, sentence),
        Code.NOT_ENOUGH_LEFT: (409, sentence),
        Code.AMOUNT_DIFFERS: (400, sentence),
        Code.NOTICE_TOO_SHORT: (400, sentence),
        Code.TOO_FAR_BACK: (400, sentence),
        Code.TOO_FAR_AHEAD: (400, sentence),
        Code.TOO_LONG: (400, sentence),
        Code.HALF_DAYS_NOT_ALLOWED: (400, sentence),
        Code.HALF_DAY_IS_ONE_DATE: (400, sentence),
        Code.HOURS_NOT_ALLOWED: (400, sentence),
        Code.NOT_FOR_THIS_PERSON: (400, sentence),
        Code.NOT_EMPLOYED: (400, sentence),
        Code.STILL_WAITING: (400, sentence),
        Code.BLOCKED_DAY: (400, sentence),
        Code.ONLY_ON_CERTAIN_DAYS: (400, sentence),
        Code.CROSSES_YEAR: (400, sentence),
        Code.REASON_REQUIRED: (400, sentence),
        Code.TOO_FEW_PRESENT: (400, sentence),
        Code.TYPE_NOT_ACTIVE: (400, sentence),
        Code.NOT_PENDING: (400, sentence),
        Code.NOT_CANCELLABLE: (400, sentence),
        Code.ALREADY_STARTED: (400, sentence),
        Code.OWN_REQUEST: (403, sentence),
        Code.NOT_THE_APPROVER: (403, sentence),
        Code.ILLEGAL_MOVE: (400, sentence),
        Code.CHANGE_WAITS: (400, sentence),
        Code.NOTHING_CHANGES: (400, sentence),
        Code.NO_LONGER_FITS: (409, sentence),
        Code.LEAVES_BEFORE_JOINING: (400, sentence),
        Code.BELOW_ALREADY_TAKEN: (400, sentence),
        Code.NOT_DUE_YET: (400, sentence),
        Code.UNDER_HOLD: (400, sentence),
        Code.ANONYMISED: (400, sentence),
    }
)
"""Each refusal's status and sentence."""

_GRAVEST_FIRST: Final = (403, 404, 400, 422, 409, 429)


class NucleusError(Struct):
    """The body of every refusal."""

    error: str


class NucleusWords(PlainWords):
    """What this API says when something cannot be done."""

    sentences = Sentences(
        no_credential="Unauthorized",
        challenge="Bearer",
        no_such_path="Not found",
        wrong_method="Method not allowed",
        too_many_calls="Too many requests",
        crashed="Internal server error",
    )

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say every reason, with the status of the gravest."""
        statuses = (SAYS[problem.code][0] for problem in problems)
        said = " ".join(SAYS[problem.code][1](problem) for problem in problems)
        return self.error(min(statuses, key=_GRAVEST_FIRST.index), said)

    def body(self, message: str) -> NucleusError:
        """Return the body of a refusal with this message."""
        return NucleusError(message)


def provider_away() -> Answer:
    """Say that whoever keeps leave types and balances does not answer."""
    return Answer(502, NucleusError("The leave provider does not answer. Try again later."))
