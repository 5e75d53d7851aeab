"""The forms of the office: who joins, what changes, who leaves, what is given by hand."""

from leavebook.domain.limits import invalid
from leavebook.domain.people.people import Role
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.people.joining import Newcomer
from leavebook.services.people.people import Changes
from leavebook.web.fields import Fields

ROLES = (Role.EMPLOYEE, Role.MANAGER, Role.HR, Role.ADMIN)


def read_newcomer(form: Fields) -> Newcomer:
    """Return who joins; raises Refused naming the field."""
    return Newcomer(
        full_name=form.text("full_name"),
        email=form.text("email"),
        employee_number=form.text("employee_number"),
        site_id=form.number("site_id"),
        joined_on=form.day("joined_on"),
        weekly_hours=form.quantity("weekly_hours"),
        role=read_role(form),
    )


def read_role(form: Fields) -> Role:
    """Return the role that somebody is given; raises Refused for anything else."""
    role = form.text("role")
    if role not in ROLES:
        raise invalid("role", "unknown", allowed=ROLES)
    return Role(role)


def read_changes(form: Fields) -> Changes:
    """Return what shall be different; raises Refused naming the field."""
    return Changes(
        full_name=form.text("full_name"),
        site_id=form.number("site_id"),
        weekly_hours=form.quantity("weekly_hours"),
        hours_from=form.day_if_any("hours_from"),
    )


def read_adjustment(form: Fields, employee_id: int) -> Adjustment:
    """Return what is given or taken by hand; raises Refused naming the field."""
    return Adjustment(
        employee_id=employee_id,
        leave_type_id=form.number("leave_type_id"),
        amount=form.quantity("amount"),
        reason=form.text("reason"),
        on=form.day_if_any("on"),
    )
