"""Where leave types and their policies are looked after."""

from leavebook.http.door import Route
from leavebook.web.policies import pages, types
from leavebook.web.routing import read_page, send_form, send_in_steps

NEW_TYPE = read_page("/new-leave-type", types.new_leave_type, says="A new leave type.")
TYPE = read_page("/leave-types/{id}", types.leave_type, says="One leave type.")
EDIT_TYPE = read_page("/leave-types/{id}/edit", types.edit_leave_type, says="Change a leave type.")
POLICY = read_page("/leave-types/{id}/policy", pages.policy_form, says="Change what it grants.")

ROUTES: tuple[Route, ...] = (
    NEW_TYPE,
    send_form("/leave-types", types.add_leave_type, says="Offer a new one.", page=NEW_TYPE),
    TYPE,
    EDIT_TYPE,
    send_form(
        "/leave-types/{id}/edit",
        types.change_leave_type,
        says="Change a leave type.",
        page=EDIT_TYPE,
    ),
    send_form(
        "/leave-types/{id}/archive", types.archive_leave_type, says="Offer it no more.", page=TYPE
    ),
    send_form("/leave-types/{id}/offer", types.offer_leave_type, says="Offer it again.", page=TYPE),
    POLICY,
    send_form("/leave-types/{id}/policy", pages.apply_policy, says="Apply it.", page=POLICY),
    send_form(
        "/leave-types/{id}/policy/form", pages.fill_policy, says="Show it as typed.", page=POLICY
    ),
    send_in_steps(
        "/leave-types/{id}/policy/try",
        pages.try_policy,
        says="What it would mean for everybody.",
        page=POLICY,
    ),
    send_form(
        "/leave-types/{id}/assign", pages.assign_policy, says="Give somebody another.", page=TYPE
    ),
    send_form(
        "/leave-types/{id}/unassign",
        pages.end_assigned_policy,
        says="Let somebody have the standard one again.",
        page=TYPE,
    ),
)
