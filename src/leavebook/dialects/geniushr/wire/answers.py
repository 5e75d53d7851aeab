"""What this API answers, key by key in the documented order."""

from datetime import date
from typing import Generic, Literal, TypeVar

from msgspec import UNSET, Struct, UnsetType

from leavebook.dialects.geniushr.paging import Meta
from leavebook.dialects.geniushr.wire.bodies import Period, Status

Data = TypeVar("Data")
Number = int | float
"""A whole number where it is whole, otherwise a fraction."""


class Success(Struct, Generic[Data], kw_only=True):
    """The envelope of every success."""

    success: bool = True
    message: str | UnsetType = UNSET
    data: Data | UnsetType = UNSET
    meta: Meta | UnsetType = UNSET


class LeaveTypeResource(Struct, kw_only=True):
    """A leave type."""

    id: int
    name: str
    code: str
    annual_allowance: Number
    carry_forward_max: Number
    is_paid: bool
    requires_documentation: bool
    half_day_allowed: bool
    applicable_gender: str
    min_notice_days: int


class TypeName(Struct):
    """A leave type by name."""

    id: int | None
    name: str


class ListedType(Struct):
    """A leave type in a list of requests."""

    id: int | None
    name: str
    is_paid: bool | None


class ListedEmployee(Struct):
    """An employee in a list of requests."""

    id: int
    employee_id: str
    full_name: str
    department: str | None


class EmployeeName(Struct):
    """An employee beside one request."""

    id: int
    full_name: str
    employee_id: str


class PersonName(Struct):
    """A user by name."""

    id: int
    name: str


class ListedRequest(Struct, kw_only=True):
    """A request in a list."""

    id: int
    employee: ListedEmployee
    leave_type: ListedType
    start_date: date
    end_date: date
    total_days: Number
    is_half_day: bool
    half_day_period: Period | None
    reason: str | None
    status: Status
    applied_at: str
    approved_by: PersonName | None
    approved_at: str | None
    rejection_reason: str | None


class RequestResource(Struct, kw_only=True):
    """One request."""

    id: int
    employee: EmployeeName
    leave_type: TypeName
    start_date: date
    end_date: date
    total_days: Number
    is_half_day: bool
    reason: str | None
    status: Status
    document_url: str | None
    applied_at: str
    approved_by: PersonName | None
    approved_at: str | None
    rejection_reason: str | None


class SubmittedRequest(Struct, kw_only=True):
    """A request as it was just submitted."""

    id: int
    employee_id: int
    leave_type: TypeName
    start_date: date
    end_date: date
    total_days: Number
    status: Status
    applied_at: str
    remaining_balance_after: Number


class CancelledRequest(Struct):
    """What is left to say of a request that was taken back."""

    id: int
    status: Status


class ApprovedRequest(Struct):
    """A request after an approval; under two stages it may still be pending."""

    id: int
    status: Status
    approved_by: PersonName | None
    approved_at: str | None


class RejectedRequest(Struct):
    """A request after a rejection."""

    id: int
    status: Status
    rejection_reason: str | None
    rejected_by: PersonName | None
    rejected_at: str | None


class BalanceResource(Struct, kw_only=True):
    """One leave type's balance in days."""

    leave_type: TypeName
    allocated: Number
    carried_forward: Number
    total: Number
    used: Number
    pending: Number
    remaining: Number


class BalanceOwner(Struct):
    """Whose balances they are."""

    id: int
    full_name: str


class BalancesResource(Struct, kw_only=True):
    """Somebody's balances of a year."""

    employee: BalanceOwner
    year: int
    balances: list[BalanceResource]


class UserResource(Struct, kw_only=True):
    """Who has logged in."""

    id: int
    name: str
    email: str
    role: str
    created_at: str


class TokenResource(Struct, kw_only=True):
    """A new token, shown this once."""

    token: str
    token_type: Literal["Bearer"]
    user: UserResource


class OwnEmployee(Struct, kw_only=True):
    """The employee behind a user."""

    id: int
    employee_id: str
    department: str | None
    position: str | None


class OwnUser(Struct, kw_only=True):
    """Who the token stands for."""

    id: int
    name: str
    email: str
    role: str
    permissions: list[str]
    employee: OwnEmployee | None
    created_at: str
    last_login_at: str | None
