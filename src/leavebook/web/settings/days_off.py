"""Days off: holidays of a site, the company's own ones, and closures."""

from datetime import date

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.limits import invalid
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.http.reading import EARLIEST, LATEST
from leavebook.queries.company.days_off import days_off
from leavebook.queries.company.job_history import recount_under_way
from leavebook.queries.company.shutdowns import shutdowns_of_year
from leavebook.queries.company.sites import site_names
from leavebook.queries.people.visitor import visitor
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange, HolidayEffect
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.page import go_to, show

_WORKED = "worked"


def holidays(call: Call, tx: Transaction) -> Answer:
    """Show the days off of a site in a year."""
    return _page(call, tx, asked_in(call))


def check_holiday(call: Call, tx: Transaction) -> Answer:
    """Show whose leave a change of a date would make cost something else."""
    form = form_of(call)
    return _page(call, tx, form, effect=holiday_changes.preview(tx, _change(form)))


def set_holiday(call: Call, tx: Transaction) -> Answer:
    """Make a date free, half free or a working day."""
    form = form_of(call)
    change = _change(form)
    holiday_changes.set_holiday(tx, change)
    return _back(form, change.on)


def clear_holiday(call: Call, tx: Transaction) -> Answer:
    """Take back what the company had made of a date."""
    form = form_of(call)
    on = form.day("on")
    holiday_changes.clear_holiday(tx, on, site_id=form.number("site"))
    return _back(form, on)


def close(call: Call, tx: Transaction) -> Answer:
    """Give away some days, at one site or everywhere."""
    form = form_of(call)
    first = form.day("first_day")
    holiday_changes.close(
        tx,
        form.text("name"),
        first=first,
        last=form.day_if_any("last_day") or first,
        site_id=None if form.text("everywhere") else form.number("site"),
    )
    return _back(form, first)


def reopen(call: Call, tx: Transaction) -> Answer:
    """Take a closure back."""
    form = form_of(call)
    holiday_changes.reopen(tx, number_in(call, "id"))
    return _back(form, form.day("first_day"))


def _change(form: Fields) -> HolidayChange:
    free = form.text("free")
    if free not in {_WORKED, *Part}:
        raise invalid("free", "unknown", allowed=(_WORKED, *Part))
    return HolidayChange(
        on=form.day("on"),
        name=form.text("name"),
        free=None if free == _WORKED else Part(free),
        site_id=None if form.text("everywhere") else form.number("site"),
    )


def _page(
    call: Call, tx: Transaction, asked: Fields, *, effect: HolidayEffect | None = None
) -> Answer:
    sites, today = site_names(tx), visitor(tx).today
    typed = asked.text("year")
    is_year = typed.isascii() and typed.isdigit() and len(typed) == len("2026")
    year = int(typed) if is_year else today.year
    chosen = next((site for site in sites if str(site.id) == asked.text("site")), None)
    chosen = chosen or (sites[0] if sites else None)
    year = min(max(year, EARLIEST.year), LATEST.year)
    days, closures = days_off(tx, chosen.id, year) if chosen else ((), ())
    shutdowns = shutdowns_of_year(tx, chosen.id, year) if chosen else ()
    return show(
        call,
        tx,
        "settings/days_off.html",
        sites=sites,
        chosen=chosen,
        year=year,
        days=days,
        closures=closures,
        shutdowns=shutdowns,
        typed=asked,
        effect=effect,
        recounting=recount_under_way(tx),
        today=today,
    )


def _back(form: Fields, day: date) -> Answer:
    return go_to(f"/holidays?site={form.number('site')}&year={day.year}&done=saved")
