"""Our words to their JSON."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from leavebook.dialects.geniushr.wire import answers as their
from leavebook.dialects.geniushr.wire.bodies import Period, Status
from leavebook.dialects.geniushr.wire.reading import STATES
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half
from leavebook.domain.people.people import AccessLevel, Role
from leavebook.http.moments import utc_text
from leavebook.http.unsaid import ABSENCE
from leavebook.queries.books.balances import PersonBalances, TypeBalance
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.offered_types import OfferedType
from leavebook.services.sign_in.sessions import LoggedIn, Login

_STATUS_OF: Final[dict[State, Status]] = {
    State.DRAFT: "pending",
    **{state: status for status, states in STATES.items() for state in states},
}


def leave_type(offered: OfferedType) -> their.LeaveTypeResource:
    """Return a leave type as this API shows one."""
    gender = offered.rules.applicable_gender
    return their.LeaveTypeResource(
        id=offered.id,
        name=offered.name,
        code=offered.code,
        annual_allowance=number(offered.allowance),
        carry_forward_max=number(offered.carry_forward),
        is_paid=offered.paid,
        requires_documentation=offered.rules.documents_required,
        half_day_allowed=offered.rules.half_days_allowed,
        applicable_gender="all" if gender is None else gender.value,
        min_notice_days=offered.rules.min_notice_days,
    )


def listed(line: LeaveLine) -> their.ListedRequest:
    """Return a request as it stands in a list."""
    return their.ListedRequest(
        id=line.id,
        employee=their.ListedEmployee(
            line.employee_id, line.employee_number, line.full_name, line.department
        ),
        leave_type=their.ListedType(line.leave_type_id, _type_name(line), line.paid),
        start_date=line.first_day,
        end_date=line.last_day,
        total_days=number(line.days),
        is_half_day=line.half_day is not None,
        half_day_period=_period(line.half_day),
        reason=line.reason,
        status=status(line),
        applied_at=stamp(line.asked_at),
        approved_by=_approver(line),
        approved_at=_approved_at(line),
        rejection_reason=line.rejection_reason,
    )


def request(line: LeaveLine, *, document_url: str | None = None) -> their.RequestResource:
    """Return one request as this API shows it, without what only its list has.

    A document that is kept here goes before one that is only named.
    """
    return their.RequestResource(
        id=line.id,
        employee=their.EmployeeName(line.employee_id, line.full_name, line.employee_number),
        leave_type=their.TypeName(line.leave_type_id, _type_name(line)),
        start_date=line.first_day,
        end_date=line.last_day,
        total_days=number(line.days),
        is_half_day=line.half_day is not None,
        reason=line.reason,
        status=status(line),
        document_url=document_url or line.document_url,
        applied_at=stamp(line.asked_at),
        approved_by=_approver(line),
        approved_at=_approved_at(line),
        rejection_reason=line.rejection_reason,
    )


def submitted(line: LeaveLine, remaining: Decimal) -> their.SubmittedRequest:
    """Return a request as it was just submitted, with what is left after it."""
    return their.SubmittedRequest(
        id=line.id,
        employee_id=line.employee_id,
        leave_type=their.TypeName(line.leave_type_id, _type_name(line)),
        start_date=line.first_day,
        end_date=line.last_day,
        total_days=number(line.days),
        status=status(line),
        applied_at=stamp(line.asked_at),
        remaining_balance_after=number(remaining),
    )


def approved(line: LeaveLine) -> their.ApprovedRequest:
    """Return a request after an approval."""
    return their.ApprovedRequest(line.id, status(line), _approver(line), _approved_at(line))


def rejected(line: LeaveLine) -> their.RejectedRequest:
    """Return a request after a rejection."""
    return their.RejectedRequest(
        line.id,
        status(line),
        line.rejection_reason,
        _decider(line),
        _stamp_or_none(line.decided_at),
    )


def cancelled(line: LeaveLine) -> tuple[str, their.CancelledRequest]:
    """Return what is said of a request that was taken back, or is to be with another's consent."""
    asks_first = line.state is State.CANCEL_REQUESTED
    message = (
        "Leave request cancellation requested"
        if asks_first
        else "Leave request cancelled successfully"
    )
    return message, their.CancelledRequest(line.id, status(line))


def balances(found: PersonBalances) -> their.BalancesResource:
    """Return somebody's balances of a year."""
    return their.BalancesResource(
        employee=their.BalanceOwner(found.employee_id, found.full_name),
        year=found.year,
        balances=[_balance(each) for each in found.types],
    )


def token(entered: LoggedIn) -> their.TokenResource:
    """Return a new token and whom it stands for."""
    login = entered.login
    user = their.UserResource(
        id=login.id,
        name=login.name,
        email=login.email,
        role=login.role,
        created_at=stamp(login.created_at),
    )
    return their.TokenResource(token=entered.token, token_type="Bearer", user=user)  # noqa: S106  the scheme's name


def user(login: Login) -> their.OwnUser:
    """Return who the token stands for; positions are not kept here."""
    employee = None
    if login.employee_id is not None and login.employee_number is not None:
        employee = their.OwnEmployee(
            id=login.employee_id,
            employee_id=login.employee_number,
            department=login.department,
            position=None,
        )
    return their.OwnUser(
        id=login.id,
        name=login.name,
        email=login.email,
        role=login.role,
        permissions=_permissions(login),
        employee=employee,
        created_at=stamp(login.created_at),
        last_login_at=_stamp_or_none(login.last_login_at),
    )


def status(line: LeaveLine) -> Status:
    """Return the one of four statuses that this API has for where the request stands."""
    return "cancelled" if line.hidden else _STATUS_OF[line.state]


def number(quantity: Decimal) -> their.Number:
    """Return a whole number without a fraction, anything else with the one it has."""
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


def stamp(moment: datetime) -> str:
    """Return a moment in UTC with six digits of a second and a Z."""
    return f"{utc_text(moment, digits=6)}Z"


def _type_name(line: LeaveLine) -> str:
    return line.leave_type or ABSENCE


def _stamp_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def _period(half: Half | None) -> Period | None:
    if half is None:
        return None
    return "morning" if half is Half.AM else "afternoon"


def _approver(line: LeaveLine) -> their.PersonName | None:
    return None if line.state is State.REJECTED else _decider(line)


def _approved_at(line: LeaveLine) -> str | None:
    return None if line.state is State.REJECTED else _stamp_or_none(line.decided_at)


def _decider(line: LeaveLine) -> their.PersonName | None:
    if line.decided_by is None or line.decided_by_name is None:
        return None
    return their.PersonName(line.decided_by, line.decided_by_name)


def _balance(balance: TypeBalance) -> their.BalanceResource:
    return their.BalanceResource(
        leave_type=their.TypeName(balance.leave_type_id, balance.leave_type),
        allocated=number(balance.allocated),
        carried_forward=number(balance.carried_forward),
        total=number(balance.total),
        used=number(balance.used),
        pending=number(balance.pending),
        remaining=number(balance.remaining),
    )


def _permissions(login: Login) -> list[str]:
    decides = login.role is not Role.EMPLOYEE or login.access_level is not AccessLevel.EMPLOYEE
    return ["leave.view", "leave.create", *(["leave.approve"] if decides else [])]
