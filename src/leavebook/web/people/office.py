"""What the office does with people: taking them on, changing, parting, adjusting balances."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.company.sites import site_names
from leavebook.queries.people.directory import managers
from leavebook.queries.people.visitor import visitor
from leavebook.services.books import adjustments
from leavebook.services.people import exits, joining, standing
from leavebook.services.people import people as staff
from leavebook.services.people.reporting_lines import answer_to
from leavebook.services.sign_in import invitations
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show
from leavebook.web.people.forms import (
    ROLES,
    read_adjustment,
    read_changes,
    read_newcomer,
    read_role,
)


def newcomer(call: Call, tx: Transaction) -> Answer:
    """Show the form for somebody who joins."""
    staff.assert_may_manage(tx)
    today = visitor(tx).today
    return show(
        call,
        tx,
        "people/new.html",
        sites=site_names(tx),
        roles=ROLES,
        managers=managers(tx, today=today),
        today=today,
    )


def join(call: Call, tx: Transaction) -> Answer:
    """Take somebody on."""
    form = form_of(call)
    person = joining.join(tx, read_newcomer(form))
    if form.text("manager_id"):
        answer_to(tx, person.id, form.number("manager_id"))
    return go_to(f"/people/{person.id}?done=saved")


def change(call: Call, tx: Transaction) -> Answer:
    """Change name, site, hours, department or manager."""
    form = form_of(call)
    person = staff.change(tx, number_in(call, "id"), read_changes(form))
    if form.text("manager_id"):
        answer_to(tx, person.id, form.number("manager_id"))
    if form.all("department_id"):
        wanted = form.number("department_id") if form.text("department_id") else None
        standing.change_department(tx, person.id, wanted)
    return go_to(f"/people/{person.id}?done=saved")


def change_role(call: Call, tx: Transaction) -> Answer:
    """Give somebody another role."""
    employee_id = number_in(call, "id")
    standing.change_role(tx, employee_id, read_role(form_of(call)))
    return go_to(f"/people/{employee_id}?done=saved")


def part(call: Call, tx: Transaction) -> Answer:
    """Set the day on which somebody leaves."""
    person = exits.part(tx, number_in(call, "id"), exit_day=form_of(call).day("left_on"))
    return go_to(f"/people/{person.id}?done=saved")


def invite(call: Call, opened: Opened) -> Answer:
    """Send an invitation, or make one and show its link, this once."""
    employee_id = number_in(call, "id")
    by_letter = opened.house.sends_letters and form_of(call).text("by") != "link"
    with opened.transaction() as tx:
        if by_letter:
            invitations.invite_by_letter(tx, employee_id)
        secret = None if by_letter else invitations.invite(tx, employee_id)
        return show(
            call,
            tx,
            "people/invitation.html",
            link=None if secret is None else f"{call.base_url}/welcome/{secret}",
            has_password=by_letter and invitations.has_password(tx, employee_id),
            person=staff.find(tx, employee_id),
        )


def adjust(call: Call, tx: Transaction) -> Answer:
    """Give or take by hand, with a reason."""
    wanted = read_adjustment(form_of(call), number_in(call, "id"))
    adjustments.adjust(tx, wanted)
    return go_to(f"/balances/{wanted.employee_id}/{wanted.leave_type_id}?done=saved")
