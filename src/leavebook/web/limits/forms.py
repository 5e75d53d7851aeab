"""The forms of the limits on leave."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.people.people import Role
from leavebook.services.company.house_rules import Blocked, Staffed
from leavebook.web.fields import Fields, number_or_none

CREWS: Final = ("site", "department", "squad")
MEASURES: Final = ("max_absent", "max_absent_percent", "min_present")


def read_blocked(form: Fields) -> Blocked:
    """Return the days that shall be blocked; raises Refused naming the field."""
    first = form.day("first_day")
    return Blocked(
        name=form.text("name"),
        first_day=first,
        last_day=form.day_if_any("last_day") or first,
        site_id=_chosen(form, "site"),
        department_id=_chosen(form, "department"),
        leave_type_id=_chosen(form, "leave_type"),
        exempt_roles=(Role.HR,) if form.text("exempt_hr") else (),
        is_hard=_is_hard(form),
    )


def read_staffed(form: Fields) -> Staffed:
    """Return how many of whom must stay; raises Refused naming the field."""
    measure, (kind, _, crew) = form.text("measure"), form.text("crew").partition(":")
    if measure not in MEASURES:
        raise invalid("measure", "unknown")
    crew_id = number_or_none(crew)
    if kind and (kind not in CREWS or crew_id is None):
        raise invalid("crew", "unknown")
    group = {f"{kind}_id": crew_id} if kind else {}
    limit = {measure: form.number("number")}
    return Staffed(name=form.text("name"), is_hard=_is_hard(form), **group, **limit)


def _chosen(form: Fields, name: str) -> int | None:
    return form.number(name) if form.text(name) else None


def _is_hard(form: Fields) -> bool:
    return form.text("strength") == "hard"
