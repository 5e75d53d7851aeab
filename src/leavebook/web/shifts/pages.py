"""A week of shifts, and one shift."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.shifts import may_plan_shifts
from leavebook.domain.problems import Problem
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.http.reading import EARLIEST, LATEST
from leavebook.queries.company.sites import department_names
from leavebook.queries.filtered import Wanted
from leavebook.queries.people.visitor import visitor
from leavebook.queries.shifts.shift_page import shift_page
from leavebook.queries.shifts.shift_records import template_records
from leavebook.queries.shifts.shift_week import WeekView, shift_week
from leavebook.services.company.company_facts import week_start
from leavebook.web.fields import asked_in, day_or_none, number_or_none
from leavebook.web.page import show
from leavebook.web.shifts.forms import first_of_week, uuid_in

_WEEK: Final = timedelta(days=7)
_PEOPLE: Final = 60
_TEMPLATES: Final = 50
_MOST_PAGES: Final = 1000


def shift_week_page(call: Call, tx: Transaction) -> Answer:
    """Show a week: everybody's to planners, one's own to everybody else."""
    asked = asked_in(call)
    today = visitor(tx).today
    wanted = day_or_none(asked.text("week")) or day_or_none(asked.text("day")) or today
    # Far enough from both ends that the weeks before and after can be shown as well.
    wanted = min(max(wanted, EARLIEST + 2 * _WEEK), LATEST - 3 * _WEEK)
    first = first_of_week(wanted, week_start(tx))
    page = min(number_or_none(asked.text("page")) or 1, _MOST_PAGES)
    department = number_or_none(asked.text("department"))
    week = shift_week(
        tx,
        WeekView(
            first=first,
            department_id=department,
            everybody=asked.text("everybody") == "1",
            limit=_PEOPLE + 1,
            offset=(page - 1) * _PEOPLE,
        ),
    )
    templates = template_records(tx, Wanted(sort="name", descending=False, limit=_TEMPLATES))[0]
    return show(
        call,
        tx,
        "shifts/week.html",
        week=week,
        rows=week.rows[:_PEOPLE],
        has_more=len(week.rows) > _PEOPLE,
        page=page,
        first=first,
        last=week.days[-1],
        before=first - _WEEK,
        after=first + _WEEK,
        today=today,
        zone=tx.company.timezone,
        templates=templates if week.plans else (),
        department=department,
        everybody=asked.text("everybody") == "1",
        departments=department_names(tx) if week.plans else (),
    )


def shift_page_of(call: Call, tx: Transaction) -> Answer:
    """Show one shift: who works it, whom leave took out of it, and who could."""
    return show_shift(call, tx, uuid_in(call, "id"))


def show_shift(
    call: Call, tx: Transaction, uuid: UUID, *, problems: Sequence[Problem] = (), chosen: str = ""
) -> Answer:
    """Return the page of a shift, with the reasons why somebody cannot work it."""
    plans = may_plan_shifts(tx.actor)
    shift = shift_page(tx, uuid, with_candidates=plans)
    zone = ZoneInfo(tx.company.timezone)
    return show(
        call,
        tx,
        "shifts/shift.html",
        status=422 if problems else 200,
        shift=shift,
        days=(shift.starts_at.astimezone(zone).date(), shift.ends_at.astimezone(zone).date()),
        plans=plans,
        zone=tx.company.timezone,
        reasons=problems,
        chosen=chosen,
    )
