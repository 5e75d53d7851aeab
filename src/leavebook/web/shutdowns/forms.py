"""The form of a shutdown."""

from leavebook.domain.limits import invalid
from leavebook.services.leave.shutdowns import ShutdownTerms, WhenShort
from leavebook.web.fields import Fields, number_or_none

_WITH_OTHER = frozenset({WhenShort.UNPAID, WhenShort.PAID})


def read_terms(form: Fields) -> ShutdownTerms:
    """Return what shall be closed and taken; raises Refused naming the field.

    What becomes of what is short is one choice, such as `unpaid:3`: the rule, and where it
    needs one the leave type.
    """
    first = form.day("first_day")
    rule, _, other = form.text("short").partition(":")
    other_type_id = number_or_none(other)
    if rule not in set(WhenShort) or (other and other_type_id is None):
        raise invalid("short", "unknown")
    when_short = WhenShort(rule)
    if when_short in _WITH_OTHER and not other:
        raise invalid("short", "required")
    return ShutdownTerms(
        name=form.text("name"),
        first_day=first,
        last_day=form.day_if_any("last_day") or first,
        leave_type_id=form.number("leave_type_id"),
        when_short=when_short,
        other_type_id=other_type_id if when_short in _WITH_OTHER else None,
        site_id=form.number("site") if form.text("site") else None,
        department_id=form.number("department") if form.text("department") else None,
    )
