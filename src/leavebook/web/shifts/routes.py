"""Where the shifts are."""

from leavebook.http.door import Route
from leavebook.web.routing import read_page, send_form
from leavebook.web.shifts import pages, planning

WEEK = read_page("/shifts", pages.shift_week_page, says="A week of shifts.")
SHIFT = read_page("/shifts/{id}", pages.shift_page_of, says="One shift.")

ROUTES: tuple[Route, ...] = (
    WEEK,
    send_form("/shifts", planning.plan_shift, says="Plan a shift.", page=WEEK),
    SHIFT,
    send_form("/shifts/{id}/assign", planning.assign_shift, says="Assign somebody.", page=SHIFT),
    send_form(
        "/shifts/{id}/unassign", planning.unassign_shift, says="Take somebody out.", page=SHIFT
    ),
    send_form("/shifts/{id}/delete", planning.delete_shift, says="Take a shift away.", page=SHIFT),
    send_form("/shift-templates", planning.add_template, says="Make a template.", page=WEEK),
    send_form(
        "/shift-templates/{id}/plan", planning.plan_template, says="Plan a week of it.", page=WEEK
    ),
    send_form(
        "/shift-templates/{id}/delete", planning.delete_template, says="Take it away.", page=WEEK
    ),
)
