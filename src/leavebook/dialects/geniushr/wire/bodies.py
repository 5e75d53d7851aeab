"""What callers send, field by field; what is not named here is ignored."""

from datetime import date
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from leavebook.http.reading import VISIBLE

Id = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Text = Annotated[str, Meta(max_length=2000)]
Visible = Annotated[str, Meta(max_length=2000, pattern=VISIBLE)]
Period = Literal["morning", "afternoon"]
Status = Literal["pending", "approved", "rejected", "cancelled"]


class NewRequest(Struct, kw_only=True):
    """The body that asks for leave."""

    employee_id: Id
    leave_type_id: Id
    start_date: date
    end_date: date
    is_half_day: bool = False
    half_day_period: Period | None = None
    reason: Text | None = None


class RequestChange(Struct, kw_only=True):
    """The body that changes a request; what is absent stays as it is.

    The ids say only whose request the caller means, and must agree with the path.
    """

    id: Id | UnsetType = UNSET
    employee_id: Id | UnsetType = UNSET
    leave_type_id: Id | UnsetType = UNSET
    start_date: date | UnsetType = UNSET
    end_date: date | UnsetType = UNSET
    is_half_day: bool | UnsetType = UNSET
    half_day_period: Period | UnsetType | None = UNSET
    reason: Text | UnsetType | None = UNSET


class Approval(Struct, kw_only=True):
    """The body that approves, which may be left out."""

    notes: Text | None = None


class Rejection(Struct, kw_only=True):
    """The body that rejects."""

    rejection_reason: Visible


class Credentials(Struct, kw_only=True):
    """The body that logs in; the company is needed where several know the address."""

    email: Annotated[str, Meta(max_length=320, pattern=r"\S")]
    password: Annotated[str, Meta(min_length=1, max_length=256)]
    tenant: Annotated[str, Meta(max_length=63, pattern=r"\S")] | None = None
