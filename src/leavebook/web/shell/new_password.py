"""A password for whoever is invited or has lost theirs: asking for the link, and using it."""

from collections.abc import Callable

from leavebook.domain.problems import Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.services.sign_in import invitations, password_reset
from leavebook.services.sign_in.password_links import NotAuthenticated
from leavebook.services.sign_in.passwords import SHORTEST
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show_outside


def forgotten_page(call: Call, _house: House) -> Answer:
    """Show where to ask for a link."""
    return show_outside(call, "shell/forgotten.html", is_sent=False, reasons=())


def ask_for_link(call: Call, house: House) -> Answer:
    """Have a link sent; what is answered is the same whether anybody has the address."""
    try:
        password_reset.ask(
            house.database,
            form_of(call).text("email"),
            came_from=call.address,
            now=house.clock.now(),
        )
    except Refused as refusal:
        return show_outside(
            call, "shell/forgotten.html", status=429, is_sent=False, reasons=refusal.problems
        )
    return show_outside(call, "shell/forgotten.html", is_sent=True, reasons=())


def welcome_page(call: Call, _house: House) -> Answer:
    """Show the form in which somebody who is invited chooses a password."""
    return _page(call, "shell/welcome.html")


def accept_invitation(call: Call, house: House) -> Answer:
    """Set the password of who is invited, once."""
    return _chosen(call, house, invitations.accept, template="shell/welcome.html")


def reset_page(call: Call, _house: House) -> Answer:
    """Show the form in which whoever has the link chooses a new password."""
    return _page(call, "shell/reset.html")


def reset_password(call: Call, house: House) -> Answer:
    """Set the new password, once."""
    return _chosen(call, house, password_reset.reset, template="shell/reset.html")


def _chosen(
    call: Call, house: House, set_password: Callable[..., None], *, template: str
) -> Answer:
    form = form_of(call)
    password = form.as_typed("password")
    if password != form.as_typed("again"):
        return _page(call, template, differs=True)
    try:
        set_password(house.database, call.parts["secret"], password, now=house.clock.now())
    except NotAuthenticated:
        return _page(call, template, is_over=True)
    except Refused as refusal:
        return _page(call, template, problems=refusal.problems)
    return go_to("/login?done=password")


def _page(
    call: Call,
    template: str,
    *,
    is_over: bool = False,
    differs: bool = False,
    problems: tuple[Problem, ...] = (),
) -> Answer:
    failed = is_over or differs or bool(problems)
    return show_outside(
        call,
        template,
        status=422 if failed else 200,
        path=call.path,
        is_over=is_over,
        differs=differs,
        reasons=problems,
        shortest=SHORTEST,
    )
