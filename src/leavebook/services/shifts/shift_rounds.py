"""A week of shifts from a template at once."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.spans import days_between
from leavebook.services.shifts import shift_forms, shift_templates
from leavebook.services.shifts.shift_forms import ShiftForm
from leavebook.storage.shifts import shifts
from leavebook.storage.transaction import Transaction

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)


def plan_week(tx: Transaction, template_uuid: UUID, first: date) -> tuple[int, ...]:
    """Plan the template's shift on its days of the week that begins then; return their ids.

    A day on which it is planned already stays as it is, so doing it again plans nothing twice.
    """
    shift_templates.assert_may_plan(tx)
    template = shift_templates.named(tx, template_uuid)
    zone = ZoneInfo(tx.company.timezone)
    begins = datetime.combine(first, time.min, zone).astimezone(UTC)
    ends = datetime.combine(first + _WEEK, time.min, zone).astimezone(UTC)
    there = {
        moment.astimezone(zone).date()
        for moment in shifts.starts_of_template(tx, template.id, since=begins, until=ends)
    }
    days = [
        day
        for day in days_between(first, first + _WEEK - _ONE_DAY)
        if day.isoweekday() in template.content.days_of_week and day not in there
    ]
    return tuple(shift_forms.plan(tx, ShiftForm(template=template_uuid, day=day)) for day in days)
