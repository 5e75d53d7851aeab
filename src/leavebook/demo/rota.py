"""Who works when at the desks of a demo company, in the weeks around today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.demo.desks import Desk, Rota
from leavebook.demo.house import House
from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.shifts import (
    ShiftContent,
    TemplateContent,
    is_away,
    wall_clock,
)
from leavebook.domain.people.people import UserId
from leavebook.domain.requests.bookings import Booked, RequestId
from leavebook.services import today
from leavebook.services.shifts.shifts import on_day
from leavebook.storage.leave import booked_time
from leavebook.storage.shifts import shift_assignments, shift_templates, shifts
from leavebook.storage.transaction import Transaction

_WEEKS_AROUND: Final = range(-1, 3)
_WEEK: Final = 7
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who can be put on a shift: where they are, and the leave that they have."""

    employee_id: int
    zone: tzinfo
    booked: tuple[Booked, ...]

    def away(self, content: ShiftContent) -> RequestId | None:
        """Return the approved leave that takes the person out of the shift."""
        clock = wall_clock(content.starts_at, content.ends_at, self.zone)
        taken = (each for each in self.booked if each.state in SPENDS)
        return next((each.request_id for each in taken if is_away(each.spans, clock)), None)


def plan_rota(
    tx: Transaction,
    rota: Rota,
    house: House,
    *,
    planner: int,
    staff: Mapping[str, Sequence[int]],
) -> None:
    """Plan the desks from last week to the week after next, with the staff of each site.

    Whoever is away is on the shift nevertheless, as before their leave was approved, and has
    been taken out of it by that leave.
    """
    now_on = today.of_company(tx)
    monday = now_on - timedelta(days=now_on.weekday())
    weeks = [monday + timedelta(days=_WEEK * week) for week in _WEEKS_AROUND]
    by_hand = replace(tx, actor=replace(tx.actor, user_id=UserId(planner)))
    department = house.departments[rota.department]
    for desk in rota.desks:
        zone = ZoneInfo(house.sites[desk.site].timezone)
        crew = [_hand(tx, each, zone, weeks) for each in staff[desk.site]]
        template = TemplateContent(
            name=desk.name,
            starts=desk.starts,
            ends=desk.ends,
            days_of_week=tuple(sorted(desk.days)),
            department_id=department,
        )
        template_id = shift_templates.add(by_hand, template)
        for turn, first in enumerate(weeks, start=desk.turn):
            on_it = [crew[(turn + seat) % len(crew)] for seat in range(desk.seats)]
            _plan_week(by_hand, template, template_id, desk=desk, first=first, hands=on_it)


def _hand(tx: Transaction, employee_id: int, zone: ZoneInfo, weeks: Sequence[date]) -> Hand:
    rows = tx.rows(
        booked_time.BOOKED,
        employee_id=employee_id,
        first=weeks[0] - _ONE_DAY,
        last=weeks[-1] + _WEEK * _ONE_DAY,
    )
    return Hand(employee_id, zone, booked_time.read_booked(rows))


def _plan_week(
    tx: Transaction,
    template: TemplateContent,
    template_id: int,
    *,
    desk: Desk,
    first: date,
    hands: Sequence[Hand],
) -> None:
    for weekday in desk.days:
        starts_at, ends_at = on_day(tx, template, first + timedelta(days=weekday - 1))
        content = ShiftContent(
            title=desk.name,
            starts_at=starts_at,
            ends_at=ends_at,
            template_id=template_id,
            department_id=template.department_id,
        )
        shift_id = shifts.add(tx, content)
        for hand in hands:
            _put_on(tx, hand, shift_id, content)


def _put_on(tx: Transaction, hand: Hand, shift_id: int, content: ShiftContent) -> None:
    assignment_id = shift_assignments.add(
        tx,
        shift_id=shift_id,
        employee_id=hand.employee_id,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
    )
    leave = hand.away(content)
    if leave is not None:
        shift_assignments.remove_by_leave(tx, [assignment_id], request_id=leave)
