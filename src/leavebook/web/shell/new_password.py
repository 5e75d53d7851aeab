"""A new password for whoever has lost theirs: asking for the link, and using it."""

from leavebook.domain.problems import Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.services import password_reset
from leavebook.services.password_reset import NotAuthenticated
from leavebook.services.passwords import SHORTEST
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


def reset_page(call: Call, _house: House) -> Answer:
    """Show the form in which whoever has the link chooses a new password."""
    return _page(call)


def reset_password(call: Call, house: House) -> Answer:
    """Set the new password, once."""
    form = form_of(call)
    if form.as_typed("password") != form.as_typed("again"):
        return _page(call, differs=True)
    try:
        password_reset.reset(
            house.database,
            call.parts["secret"],
            form.as_typed("password"),
            now=house.clock.now(),
        )
    except NotAuthenticated:
        return _page(call, is_over=True)
    except Refused as refusal:
        return _page(call, problems=refusal.problems)
    return go_to("/login?done=password")


def _page(
    call: Call,
    *,
    is_over: bool = False,
    differs: bool = False,
    problems: tuple[Problem, ...] = (),
) -> Answer:
    failed = is_over or differs or bool(problems)
    return show_outside(
        call,
        "shell/reset.html",
        status=422 if failed else 200,
        path=call.path,
        is_over=is_over,
        differs=differs,
        reasons=problems,
        shortest=SHORTEST,
    )
