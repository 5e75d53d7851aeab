"""What callers send; every key may be absent, and what is not named here is ignored."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

Moment = Annotated[str, Meta(max_length=64, extra_json_schema={"format": "date-time"})]
Days = Annotated[int, Meta(ge=0, le=366)]
Reason = Annotated[str, Meta(max_length=2000)]
LeaveId = Annotated[str, Meta(max_length=200)]
TypeName = Annotated[str, Meta(max_length=100)]
User = Annotated[str, Meta(max_length=320)]


class LeaveBody(Struct, kw_only=True):
    """The body that makes or changes leave."""

    start_date: Moment | UnsetType = UNSET
    end_date: Moment | UnsetType = UNSET
    reason: Reason | UnsetType = UNSET
    days: Days | UnsetType = UNSET
    leave_id: LeaveId | UnsetType = UNSET
    leave_type: TypeName | UnsetType = UNSET
    user: User | UnsetType = UNSET


class ConfiguredDays(Struct, kw_only=True):
    """How many days a leave type has in a year."""

    leave_type: TypeName
    days: Days


class ConfigBody(LeaveBody, kw_only=True):
    """The body that configures: one leave type in the documented keys, or several in a list."""

    leave_types: Annotated[list[ConfiguredDays], Meta(max_length=100)] | UnsetType = UNSET
