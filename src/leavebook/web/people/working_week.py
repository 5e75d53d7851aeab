"""The days and hours somebody works: what another week would change, and agreeing on it."""

from datetime import date
from typing import Final

from leavebook.domain.calendar.contracts import weekly_minutes
from leavebook.domain.calendar.patterns import DAYS_OF_A_WEEK, even_week
from leavebook.domain.limits import invalid
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.visitor import visitor
from leavebook.queries.people.working_week import working_week
from leavebook.services.people import working_patterns
from leavebook.services.people.working_patterns import NewPattern, PatternEffect
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.page import go_to, show

_A_MONDAY: Final = date(2024, 1, 1)
_WEEK: Final = tuple((str(day), _A_MONDAY.replace(day=1 + day)) for day in range(DAYS_OF_A_WEEK))


def working_week_page(call: Call, tx: Transaction) -> Answer:
    """Show the week that somebody works, to be changed."""
    return _page(call, tx, asked_in(call))


def check_week(call: Call, tx: Transaction) -> Answer:
    """Show what another week would change in balances and in leave ahead."""
    form = form_of(call)
    effect = working_patterns.preview(tx, number_in(call, "id"), _read(form))
    return _page(call, tx, form, effect=effect)


def change_week(call: Call, tx: Transaction) -> Answer:
    """Agree on another week from a day on."""
    employee_id = number_in(call, "id")
    working_patterns.change_pattern(tx, employee_id, _read(form_of(call)))
    return go_to(f"/people/{employee_id}?done=saved")


def _read(form: Fields) -> NewPattern:
    known = {value for value, _ in _WEEK}
    days = form.all("day")
    if not days or not known.issuperset(days):
        raise invalid("day", "required")
    minutes = weekly_minutes(form.quantity("weekly_hours"))
    return NewPattern(
        since=form.day("since"), weeks=(even_week(minutes, days=[int(day) for day in days]),)
    )


def _page(
    call: Call, tx: Transaction, typed: Fields, *, effect: PatternEffect | None = None
) -> Answer:
    today = visitor(tx).today
    week = working_week(tx, number_in(call, "id"), on=today)
    ticked = typed.all("day") or tuple(str(day) for day in sorted(week.days))
    return show(
        call,
        tx,
        "people/working_week.html",
        week=week,
        all_days=_WEEK,
        ticked=ticked,
        typed=typed,
        effect=effect,
        today=today,
    )
