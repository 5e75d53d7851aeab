"""The second step of signing in: the code of an app, or a backup code."""

from urllib.parse import quote

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.services.sign_in import second_step
from leavebook.services.sign_in.second_step import NotAuthenticated
from leavebook.web.cookies import step_secret
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show_outside
from leavebook.web.places import local_path
from leavebook.web.shell.signed_in import session_wished, signed_in


def second_step_path(wanted: str) -> str:
    """Return where the code is asked for, which afterwards leads on to the wanted page."""
    return f"/login/code?next={quote(wanted, safe='')}"


def code_page(call: Call, _house: House) -> Answer:
    """Ask for the code, once the password was right."""
    wanted = local_path(call.asked("next"))
    return _page(call, wanted) if step_secret(call) is not None else go_to("/login")


def give_code(call: Call, house: House) -> Answer:
    """Sign in with the code."""
    form = form_of(call)
    wanted = local_path(form.text("next"))
    try:
        logged_in = second_step.finish(
            house.database,
            step_secret(call) or "",
            form.text("code"),
            now=house.clock.now(),
            door="web",
            keyring=house.keyring,
            wish=session_wished(call),
        )
    except NotAuthenticated:
        return go_to("/login?done=too-late")
    except Refused as refusal:
        return _page(call, wanted, problems=refusal.problems)
    return signed_in(call, logged_in, wanted)


def _page(call: Call, wanted: str, *, problems: tuple[Problem, ...] = ()) -> Answer:
    return show_outside(
        call,
        "shell/second_step.html",
        status=401 if problems else 200,
        wanted=wanted,
        is_wrong=any(problem.code is Code.INVALID for problem in problems),
        reasons=[problem for problem in problems if problem.code is not Code.INVALID],
    )
