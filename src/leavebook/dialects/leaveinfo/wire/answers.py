"""What this API answers, key by key in the documented order."""

from msgspec import Struct

Number = int | float
"""A whole number where it is whole, otherwise a fraction."""


class LeaveResource(Struct, kw_only=True):
    """Leave; the nine documented keys."""

    username: str
    start_date: str
    end_date: str
    reason: str
    days: int
    leave_id: str
    leave_type: str
    user: str
    email: str


class LeaveList(Struct, kw_only=True):
    """A page of leave."""

    count: int
    next: str | None
    previous: str | None
    results: list[LeaveResource]


class TypeConfig(Struct, kw_only=True):
    """A leave type with its number of days in a year."""

    leave_id: str
    leave_type: str
    days: int
    active: bool


class ConfigResource(LeaveResource, kw_only=True):
    """How the organisation's leave is set up."""

    leave_types: list[TypeConfig]


class TypeChoice(Struct):
    """A leave type to choose."""

    value: str
    label: str


class UserChoice(Struct):
    """A user to choose."""

    value: str
    label: str
    email: str


class OptionsResource(LeaveResource, kw_only=True):
    """What forms and filters offer."""

    leave_types: list[TypeChoice]
    users: list[UserChoice]


class BalanceOfType(Struct, kw_only=True):
    """What is left of a leave type in the current leave year, in days."""

    leave_type: str
    total: Number
    available: Number
    taken: Number


class MyLeavesResource(Struct, kw_only=True):
    """The caller's newest leave in the documented keys, with all of it and the balances."""

    username: str
    start_date: str | None
    end_date: str | None
    reason: str
    days: int
    leave_id: str
    leave_type: str
    user: str
    email: str
    count: int
    results: list[LeaveResource]
    balance: list[BalanceOfType]
