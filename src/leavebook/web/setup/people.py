"""The steps that are about people: who works here, and letting them in."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.company.sites import site_names
from leavebook.queries.people.directory import directory
from leavebook.queries.people.newcomers import without_password
from leavebook.queries.people.visitor import visitor
from leavebook.services.company.setting_up import Stage, assert_may_set_up
from leavebook.services.people import joining
from leavebook.services.people.reporting_lines import answer_to
from leavebook.services.sign_in import invitations
from leavebook.web.fields import form_of
from leavebook.web.page import go_to
from leavebook.web.people.forms import ROLES
from leavebook.web.setup.forms import read_person
from leavebook.web.setup.steps import show_step

_SHOWN = 200


def people_step(call: Call, tx: Transaction) -> Answer:
    """Show who works here already, and how more are taken on."""
    today = visitor(tx).today
    return show_step(
        call,
        tx,
        Stage.PEOPLE,
        "setup/people.html",
        people=directory(tx, words="", today=today, limit=_SHOWN, offset=0),
        sites=site_names(tx),
        roles=ROLES,
        today=today,
    )


def add_person(call: Call, tx: Transaction) -> Answer:
    """Take somebody on, or make the visitor, who has only a login, an employee as well."""
    assert_may_set_up(tx)
    form = form_of(call)
    newcomer = read_person(form, number=joining.free_number(tx))
    is_visitor = form.text("who") == "me"
    person = joining.join(tx, newcomer, login=visitor(tx).user_id if is_visitor else None)
    if form.text("manager_id"):
        answer_to(tx, person.id, form.number("manager_id"))
    return go_to("/setup/people?done=saved")


def invitations_step(call: Call, opened: Opened) -> Answer:
    """Show who cannot come in yet."""
    with opened.transaction() as tx:
        return show_step(
            call,
            tx,
            Stage.INVITATIONS,
            "setup/invitations.html",
            waiting=without_password(tx, limit=_SHOWN),
            by_letter=opened.house.sends_letters,
        )


def invite_all(call: Call, opened: Opened) -> Answer:
    """Write to everybody who was never invited, where letters can be sent."""
    del call
    with opened.transaction() as tx:
        assert_may_set_up(tx)
        waiting = without_password(tx, limit=_SHOWN) if opened.house.sends_letters else ()
        for person in waiting:
            if person.invited_at is None:
                invitations.invite_by_letter(tx, person.id)
    return go_to("/setup/invitations?done=saved")
