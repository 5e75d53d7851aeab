"""What planners do: plan, assign, take out, take away."""

from zoneinfo import ZoneInfo

from leavebook.domain.problems import Code, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.shifts.shift_records import shift_record, shift_record_of
from leavebook.services.shifts import (
    shift_assignments,
    shift_forms,
    shift_rounds,
    shift_templates,
    shifts,
)
from leavebook.web.fields import Fields, form_of
from leavebook.web.page import go_to
from leavebook.web.shifts.forms import read_shift, read_template, uuid_in, uuid_of
from leavebook.web.shifts.pages import show_shift

_SAID_ON_THE_PAGE = {Code.OVERLAPS, Code.NOT_EMPLOYED, Code.TAKEN}


def plan_shift(call: Call, tx: Transaction) -> Answer:
    """Plan a shift and go to it, to assign people."""
    shift_id = shift_forms.plan(tx, read_shift(tx, form_of(call)))
    return go_to(f"/shifts/{shift_record_of(tx, shift_id).uuid}?done=saved")


def assign_shift(call: Call, tx: Transaction) -> Answer:
    """Assign somebody, or say what keeps them from it."""
    form, shift = form_of(call), uuid_in(call, "id")
    try:
        shift_assignments.assign(tx, shift, uuid_of(form, "person"))
    except Refused as refusal:
        if refusal.problems[0].code not in _SAID_ON_THE_PAGE:
            raise
        return show_shift(call, tx, shift, problems=refusal.problems, chosen=form.text("person"))
    return go_to(f"/shifts/{shift}?done=saved")


def unassign_shift(call: Call, tx: Transaction) -> Answer:
    """Take somebody out of the shift."""
    shift_assignments.remove(tx, uuid_of(form_of(call), "assignment"))
    return go_to(f"/shifts/{uuid_in(call, 'id')}?done=saved")


def delete_shift(call: Call, tx: Transaction) -> Answer:
    """Take the shift away, with everybody in it."""
    shift_templates.assert_may_plan(tx)
    uuid = uuid_in(call, "id")
    starts_at = shift_record(tx, uuid).starts_at
    day = starts_at.astimezone(ZoneInfo(tx.company.timezone)).date()
    shifts.remove(tx, uuid)
    return go_to(f"/shifts?week={day}&done=saved")


def add_template(call: Call, tx: Transaction) -> Answer:
    """Make a template."""
    form = form_of(call)
    shift_forms.add_template(tx, read_template(form))
    return _back(form)


def plan_template(call: Call, tx: Transaction) -> Answer:
    """Plan the template's shifts of a week."""
    form = form_of(call)
    shift_rounds.plan_week(tx, uuid_in(call, "id"), form.day("week"))
    return _back(form)


def delete_template(call: Call, tx: Transaction) -> Answer:
    """Take the template away; shifts made from it stay."""
    shift_templates.remove(tx, uuid_in(call, "id"))
    return _back(form_of(call))


def _back(form: Fields) -> Answer:
    return go_to(f"/shifts?week={form.day('week')}&done=saved")
