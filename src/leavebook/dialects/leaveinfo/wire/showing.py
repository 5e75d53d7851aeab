"""Our words to their JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

import msgspec

from leavebook.dialects.leaveinfo.wire import answers as their
from leavebook.dialects.leaveinfo.wire.moments import day_stamp, midnight, stamp
from leavebook.domain.policy.leave_year import LeaveYear
from leavebook.http.unsaid import ABSENCE
from leavebook.queries.books.balances import TypeBalance
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.offered_types import OfferedType
from leavebook.queries.people.people_named import KnownPerson
from leavebook.services.leave.given_moments import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every answer about the set-up is about: who asks, and what is on offer this year."""

    caller: KnownPerson
    id: str
    offered: Sequence[OfferedType]
    year: LeaveYear


def leave(line: LeaveLine) -> their.LeaveResource:
    """Return leave; its two ends are the moments that were given, otherwise its days."""
    starts_at, ends_at = line.starts_at, line.ends_at
    return their.LeaveResource(
        username=line.full_name,
        start_date=day_stamp(line.first_day) if starts_at is None else stamp(starts_at),
        end_date=day_stamp(line.last_day) if ends_at is None else stamp(ends_at),
        reason=line.reason or "",
        days=whole(line.days),
        leave_id=leave_id(line),
        leave_type=line.leave_type or ABSENCE,
        user=_text(line.person_uuid),
        email=line.email or "",
    )


def leaves(lines: Sequence[LeaveLine]) -> list[their.LeaveResource]:
    """Return leave in the order it came in."""
    return [leave(line) for line in lines]


def leave_id(line: LeaveLine) -> str:
    """Return the name that this API knows the leave by."""
    return line.external_ref or _text(line.uuid)


def moments_of(line: LeaveLine) -> Moments:
    """Return the two ends of leave; without any that were given, its days at midnight UTC."""
    return Moments(
        line.starts_at or midnight(line.first_day), line.ends_at or midnight(line.last_day)
    )


def config(setting: Setting) -> their.ConfigResource:
    """Return the set-up: the number of days of every leave type, and their sum."""
    types = [
        their.TypeConfig(
            leave_id=str(each.id), leave_type=each.name, days=whole(each.allowance), active=True
        )
        for each in setting.offered
    ]
    return their.ConfigResource(
        **_about(setting), days=sum(each.days for each in types), leave_types=types
    )


def options(setting: Setting, people: Sequence[KnownPerson]) -> their.OptionsResource:
    """Return what forms and filters offer."""
    return their.OptionsResource(
        **_about(setting),
        days=0,
        leave_types=[their.TypeChoice(each.name, each.name) for each in setting.offered],
        users=[their.UserChoice(str(each.uuid), each.name, each.email) for each in people],
    )


def my_leaves(
    caller: KnownPerson,
    own: list[their.LeaveResource],
    total: int,
    balances: Sequence[TypeBalance],
) -> their.MyLeavesResource:
    """Return the caller's leave and balances; who has no leave yet is shown alone."""
    newest = own[0] if own else None
    return their.MyLeavesResource(
        username=caller.name,
        start_date=newest.start_date if newest else None,
        end_date=newest.end_date if newest else None,
        reason=newest.reason if newest else "",
        days=newest.days if newest else 0,
        leave_id=newest.leave_id if newest else "",
        leave_type=newest.leave_type if newest else "",
        user=str(caller.uuid),
        email=caller.email,
        count=total,
        results=own,
        balance=[
            their.BalanceOfType(
                leave_type=each.leave_type,
                total=number(each.total),
                available=number(each.remaining),
                taken=number(each.used),
            )
            for each in balances
        ],
    )


def whole(days: Decimal) -> int:
    """Return days as this API counts them: whole ones, a part of one is one."""
    return int(days.to_integral_value(ROUND_CEILING))


def number(quantity: Decimal) -> their.Number:
    """Return a whole number without a fraction, anything else with the one it has."""
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


def _text(uuid: UUID) -> str:
    # Several times as fast as `str`.
    said: str = msgspec.to_builtins(uuid)
    return said


def _about(setting: Setting) -> dict[str, Any]:
    """Return the documented keys of an answer that is about no leave in particular."""
    return {
        "username": setting.caller.name,
        "start_date": day_stamp(setting.year.start),
        "end_date": day_stamp(setting.year.end),
        "reason": "",
        "leave_id": setting.id,
        "leave_type": setting.offered[0].name if setting.offered else "",
        "user": str(setting.caller.uuid),
        "email": setting.caller.email,
    }
