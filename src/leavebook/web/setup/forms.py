"""The forms of the setup."""

from leavebook.domain.calendar.contracts import FULL_TIME_HOURS
from leavebook.domain.limits import invalid
from leavebook.services.company.setting_up import Stage
from leavebook.services.people.joining import Newcomer
from leavebook.web.fields import Fields
from leavebook.web.people.forms import read_role


def read_stage(form: Fields) -> Stage:
    """Return the step that is meant; raises Refused for anything else."""
    typed = form.text("stage")
    if typed not in set(Stage):
        raise invalid("stage", "unknown", allowed=tuple(Stage))
    return Stage(typed)


def read_person(form: Fields, *, number: str) -> Newcomer:
    """Return who is taken on, with what most people have where nothing is said."""
    return Newcomer(
        full_name=form.text("full_name"),
        email=form.text("email"),
        employee_number=number,
        site_id=form.number("site_id"),
        joined_on=form.day("joined_on"),
        weekly_hours=form.quantity("weekly_hours")
        if form.text("weekly_hours")
        else FULL_TIME_HOURS,
        role=read_role(form),
    )
