"""How this API says no: one body, with a message that begins errMsg_."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from leavebook.dialects.workforceos.apis import api_at
from leavebook.dialects.workforceos.auth import ANOTHER_COMPANY, COMPANY_HEADER, REALM
from leavebook.dialects.workforceos.dates import moment
from leavebook.dialects.workforceos.fields import field_of, kind_of
from leavebook.domain.approval.moves import Move
from leavebook.domain.problems import RETENTION, Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.http.reading import Fault
from leavebook.http.sentences import sentence

LOGIN_REQUIRED: Final = "LoginRequired"
NO_TENANT: Final = "errMsg_noTenantRegisteredWithGivenCodeName"
TENANT_MISMATCH: Final = "errMsg_TenantMismatch"
# Spelled as the platform spells it.
ROLE_NEEDED: Final = "errMsg_userShoudlHave[manager-admin]RoleToAccessRoute"
OWNER_ONLY: Final = "errMsg_leaveRequestCanBeAccessedByOwner"
ONLY_PENDING: Final = "errMsg_onlyPendingLeaveRequestsCanBeChanged"
NO_SUCH_MOVE: Final = "errMsg_invalidLeaveStatusTransition"

Said = tuple[int, str]


class WorkforceosError(Struct, rename="camel", kw_only=True):
    """The body of every refusal."""

    result: str = "ERR"
    status: int
    message: str
    err_code: int | str
    date: str
    detail: str


def _invalid(problem: Problem) -> Said:
    field, fault = field_of(problem), str(problem.facts.get("problem"))
    if field == COMPANY_HEADER:
        return 400, NO_TENANT
    if field == "update":
        return 400, "errMsg_emptyUpdateIsNotAllowed"
    if fault in {Fault.MISSING, Fault.BLANK, "required"}:
        return 400, f"errMsg_{field}isRequired"
    return 400, f"errMsg_{field}isNotAValid{kind_of(field, fault)}"


def _forbidden(problem: Problem) -> Said:
    match problem.facts.get("what"):
        case str(what) if what == ANOTHER_COMPANY:
            return 401, TENANT_MISMATCH
        case "see":
            return 403, OWNER_ONLY
        case _:
            return 403, ROLE_NEEDED


def _unknown_reference(problem: Problem) -> Said:
    field = field_of(problem)
    kind = "LeaveType" if field == "leaveType" else "ID"
    return 400, f"errMsg_{field}isNotAValid{kind}"


def _overlaps(problem: Problem) -> Said:
    if "assignments" in problem.facts:
        return 409, "errMsg_shiftAssignmentOverlapsAnotherAssignment"
    if "leave" in problem.facts:
        return 409, "errMsg_userIsOnLeaveDuringShift"
    return 409, "errMsg_leaveRequestOverlapsAnotherRequest"


def _not_pending(problem: Problem) -> Said:
    is_edit = problem.facts.get("action") is Move.EDIT
    return (403, ONLY_PENDING) if is_edit else (400, NO_SUCH_MOVE)


def _not_cancellable(problem: Problem) -> Said:
    is_deletion = problem.facts.get("action") is Move.DELETE
    return (403, ONLY_PENDING) if is_deletion else (400, NO_SUCH_MOVE)


def _illegal_move(problem: Problem) -> Said:
    of_shifts = problem.facts.get("action") in {"assign", "hand over", "plan again"}
    return 400, "errMsg_invalidShiftStatusTransition" if of_shifts else NO_SUCH_MOVE


SAYS: Final[Mapping[Code, Said | Callable[[Problem], Said]]] = MappingProxyType(
    {
        Code.INVALID: _invalid,
        Code.NOT_FOUND: (404, "errMsg_RecordNotFound"),
        Code.FORBIDDEN: _forbidden,
        Code.TAKEN: lambda problem: (409, f"errMsg_{field_of(problem)}isAlreadyTaken"),
        Code.UNKNOWN_REFERENCE: _unknown_reference,
        Code.STALE: (412, "errMsg_recordVersionHasChanged"),
        Code.KEY_REUSED: (422, "errMsg_idempotencyKeyWasUsedForAnotherRequest"),
        Code.KEY_IN_FLIGHT: (409, "errMsg_idempotencyKeyIsInUse"),
        Code.TOO_MANY_CALLS: (429, "errMsg_tooManyRequests"),
        Code.ENDS_BEFORE_START: (400, "errMsg_endDateMustBeAfterOrEqualStartDate"),
        Code.NOTHING_TO_TAKE: (400, "errMsg_leaveRequestHasNoWorkingDays"),
        Code.OVERLAPS: _overlaps,
        Code.NOT_ENOUGH_LEFT: (409, "errMsg_insufficientLeaveBalance"),
        Code.AMOUNT_DIFFERS: (400, "errMsg_leaveAmountDiffers"),
        Code.NOTICE_TOO_SHORT: (400, "errMsg_leaveNoticeIsTooShort"),
        Code.TOO_FAR_BACK: (400, "errMsg_startDateIsTooFarInThePast"),
        Code.TOO_FAR_AHEAD: (400, "errMsg_endDateIsTooFarInTheFuture"),
        Code.TOO_LONG: (400, "errMsg_leaveRequestIsTooLong"),
        Code.HALF_DAYS_NOT_ALLOWED: (400, "errMsg_halfDaysAreNotAllowed"),
        Code.HALF_DAY_IS_ONE_DATE: (400, "errMsg_halfDayMustBeOneDate"),
        Code.HOURS_NOT_ALLOWED: (400, "errMsg_hoursAreNotAllowed"),
        Code.NOT_FOR_THIS_PERSON: (400, "errMsg_leaveTypeDoesNotApplyToUser"),
        Code.NOT_EMPLOYED: (400, "errMsg_userIsNotEmployedDuringPeriod"),
        Code.STILL_WAITING: (400, "errMsg_waitingPeriodIsNotOver"),
        Code.BLOCKED_DAY: (400, "errMsg_leavePeriodIsBlocked"),
        Code.ONLY_ON_CERTAIN_DAYS: (400, "errMsg_leaveTypeIsNotAllowedOnTheseDays"),
        Code.CROSSES_YEAR: (400, "errMsg_leavePeriodCrossesYear"),
        Code.REASON_REQUIRED: (400, "errMsg_reasonisRequired"),
        Code.TOO_FEW_PRESENT: (409, "errMsg_tooFewPeopleWouldBePresent"),
        Code.TYPE_NOT_ACTIVE: (400, "errMsg_leaveTypeIsNotActive"),
        Code.NOT_PENDING: _not_pending,
        Code.NOT_CANCELLABLE: _not_cancellable,
        Code.ALREADY_STARTED: (403, "errMsg_leaveHasAlreadyStarted"),
        Code.OWN_REQUEST: (403, "errMsg_ownLeaveRequestCannotBeDecided"),
        Code.NOT_THE_APPROVER: (403, ROLE_NEEDED),
        Code.ILLEGAL_MOVE: _illegal_move,
        Code.CHANGE_WAITS: (409, "errMsg_aChangeOfThisLeaveIsWaiting"),
        Code.NOTHING_CHANGES: (400, "errMsg_nothingWouldChange"),
        Code.NO_LONGER_FITS: (409, "errMsg_changeNoLongerFits"),
        Code.LEAVES_BEFORE_JOINING: (400, "errMsg_endDateMustBeAfterOrEqualStartDate"),
        Code.BELOW_ALREADY_TAKEN: (409, "errMsg_amountIsBelowWhatIsTaken"),
        **dict.fromkeys(RETENTION, (409, "errMsg_employeeDataIsRetainedOrAnonymised")),
    }
)
"""Each refusal's status and message, which for some depends on what it is about."""


class WorkforceosWords:
    """What this API says when something cannot be done."""

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say the gravest reason as the message, and every one in the detail."""
        status, message = min((_said(problem) for problem in problems), key=lambda said: said[0])
        headers = {"WWW-Authenticate": REALM} if status == 401 else {}  # noqa: PLR2004  the status of no credential
        return _error(call, status, message, detail=_detail(problems), headers=headers)

    def malformed(self, why: str, call: Call) -> Answer:
        """Say that the body or query cannot be read at all."""
        return _error(call, 400, "errMsg_requestCannotBeRead", detail=why)

    def not_authenticated(self, call: Call) -> Answer:
        """Say that this API requires a login."""
        api = api_at(call.method, call.path)
        return _error(
            call,
            401,
            f"errMsg_{'route' if api is None else api.name}RequiresLogin",
            detail="There is no access token, or it is not valid any more.",
            err_code=LOGIN_REQUIRED,
            headers={"WWW-Authenticate": REALM},
        )

    def no_such_path(self, call: Call) -> Answer:
        """Say that nothing is served there."""
        return _error(call, 404, "errMsg_RouteNotFound", detail="Nothing is served at this path.")

    def wrong_method(self, call: Call, allowed: tuple[str, ...]) -> Answer:
        """Say that the path is served, by other methods."""
        methods = ", ".join(allowed)
        return _error(
            call,
            405,
            "errMsg_methodIsNotAllowed",
            detail=f"This path takes {methods}.",
            headers={"Allow": methods},
        )

    def wrong_media_type(self, call: Call) -> Answer:
        """Say that the body is not JSON by its own account."""
        detail = "The body must be sent as application/json."
        return _error(call, 415, "errMsg_bodyMustBeJson", detail=detail)

    def too_large(self, call: Call) -> Answer:
        """Say that the body is over the limit."""
        return _error(call, 413, "errMsg_bodyIsTooLarge", detail="The body is too large.")

    def too_many_calls(self, call: Call, retry_after: int) -> Answer:
        """Say that the token has to wait."""
        return _error(
            call,
            429,
            "errMsg_tooManyRequests",
            detail=f"Try again in {retry_after} seconds.",
            headers={"Retry-After": str(retry_after)},
        )

    def unavailable(self, call: Call) -> Answer:
        """Say that the server cannot serve now and when to come back."""
        return _error(
            call,
            503,
            "errMsg_serviceIsUnavailable",
            detail="The server cannot answer just now. Try again soon.",
            headers={"Retry-After": "2"},
        )

    def crashed(self, call: Call) -> Answer:
        """Say that the fault is ours, without a detail."""
        detail = f"The fault is ours. Its number is {call.request_id}."
        return _error(call, 500, "errMsg_internalServerError", detail=detail)


def _said(problem: Problem) -> Said:
    saying = SAYS[problem.code]
    return saying(problem) if callable(saying) else saying


def _detail(problems: Iterable[Problem]) -> str:
    return " ".join(_explained(problem) for problem in problems)


def _explained(problem: Problem) -> str:
    if problem.facts.get("what") == ANOTHER_COMPANY:
        return "The access token is for another company than the one that the call names."
    said = sentence(problem)
    known = problem.facts.get("allowed")
    if problem.code is Code.UNKNOWN_REFERENCE and isinstance(known, tuple):
        return f"{said} Valid are: {', '.join(map(str, known))}."
    taken = problem.facts.get("assignments")
    if problem.code is Code.OVERLAPS and isinstance(taken, tuple):
        return f"The user is assigned at that time: {', '.join(map(str, taken))}."
    if problem.code is Code.OVERLAPS and "leave" in problem.facts:
        return "The user is on approved leave at that time."
    return said


def _error(
    call: Call,
    status: int,
    message: str,
    *,
    detail: str,
    err_code: int | str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    body = WorkforceosError(
        status=status,
        message=message,
        err_code=status if err_code is None else err_code,
        date=moment(call.received_at),
        detail=detail,
    )
    return Answer(status, body, headers=headers or {})
