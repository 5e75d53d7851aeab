"""The forms about shifts."""

from datetime import date, time
from typing import Final
from uuid import UUID

from leavebook.domain.calendar.shifts import TemplateContent
from leavebook.domain.limits import invalid
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.services.shifts import shifts
from leavebook.services.shifts.shift_forms import ShiftForm, TemplateForm
from leavebook.web.fields import Fields

NOTHING: Final = UUID(int=0)
"""A uuid that nothing has."""


def uuid_in(call: Call, part: str) -> UUID:
    """Return the uuid in the path; one that nothing has for anything else."""
    return _uuid(call.parts[part]) or NOTHING


def uuid_of(form: Fields, name: str) -> UUID:
    """Return the uuid in a field; raises Refused for anything else."""
    found = _uuid(form.text(name))
    if found is None:
        raise invalid(name, "required")
    return found


def read_shift(tx: Transaction, form: Fields) -> ShiftForm:
    """Return the shift that is to be planned: from a template, or as it was typed."""
    day = form.day("day")
    if form.text("template"):
        return ShiftForm(template=uuid_of(form, "template"), day=day)
    typed = TemplateContent(
        name=form.text("title"),
        starts=_time(form, "start_time"),
        ends=_time(form, "end_time"),
    )
    starts_at, ends_at = shifts.on_day(tx, typed, day)
    return ShiftForm(title=typed.name, starts_at=starts_at, ends_at=ends_at)


def read_template(form: Fields) -> TemplateForm:
    """Return the template that is to be made; raises Refused naming the field."""
    return TemplateForm(
        name=form.text("name"),
        starts=_time(form, "template_start"),
        ends=_time(form, "template_end"),
        days_of_week=tuple(int(each) for each in form.all("days") if each in set("1234567")),
    )


def first_of_week(day: date, week_start: int) -> date:
    """Return the first day of the week in which the day lies; 1 is Monday."""
    return date.fromordinal(day.toordinal() - (day.isoweekday() - week_start) % 7)


def _time(form: Fields, name: str) -> time:
    minute = form.minute(name)
    return time(minute // 60, minute % 60)


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
