"""Signing in and out, and how pages shall look."""

from leavebook.demo.companies import COMPANIES
from leavebook.domain.problems import Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.services.sign_in import sessions
from leavebook.services.sign_in.passkey_words import place_of
from leavebook.services.sign_in.sessions import Attempt, WrongLogin
from leavebook.web.cookies import end_of_session, preference, step_cookie
from leavebook.web.fields import form_of
from leavebook.web.languages import LANGUAGES
from leavebook.web.page import THEMES, go_to, show_outside
from leavebook.web.places import local_path
from leavebook.web.shell.second_step import second_step_path
from leavebook.web.shell.signed_in import session_wished, signed_in


def login_page(call: Call, house: House) -> Answer:
    """Show the login; in a demo with the cast to choose from."""
    return _login(call, house, wanted=local_path(call.asked("next")))


def log_in(call: Call, house: House) -> Answer:
    """Sign in with e-mail and password."""
    form = form_of(call)
    wanted = local_path(form.text("next"))
    attempt = Attempt(
        email=form.text("email"),
        password=form.as_typed("password"),
        codename=form.text("company") or None,
        came_from=call.address,
    )
    try:
        logged_in = sessions.log_in(
            house.database, attempt, now=house.clock.now(), door="web", wish=session_wished(call)
        )
    except WrongLogin:
        return _login(call, house, wanted=wanted, email=attempt.email, is_wrong=True)
    except Refused as refusal:
        return _login(call, house, wanted=wanted, email=attempt.email, problems=refusal.problems)
    if logged_in.is_halfway:
        return go_to(second_step_path(wanted), cookie_line=step_cookie(call, logged_in.token))
    return signed_in(call, logged_in, wanted)


def log_in_as_cast(call: Call, house: House) -> Answer:
    """Sign a visitor of the demo in as somebody of its cast."""
    form = form_of(call)
    if not house.demo:
        return _login(call, house, wanted="/", is_wrong=True)
    try:
        logged_in = sessions.log_in_as_cast(
            house.database,
            form.text("email"),
            codename=form.text("company"),
            now=house.clock.now(),
            door="web",
            wish=session_wished(call),
        )
    except WrongLogin:
        return _login(call, house, wanted="/", is_wrong=True)
    return signed_in(call, logged_in, local_path(form.text("next")))


def log_out(call: Call, tx: Transaction) -> Answer:
    """End the session, here and on the server; nothing of it stays in the browser."""
    sessions.log_out(tx)
    return go_to(
        "/login",
        cookie_line=end_of_session(call),
        **{"Clear-Site-Data": '"cache", "storage"'},
    )


def choose_language(call: Call, _house: House) -> Answer:
    """Remember the language."""
    form = form_of(call)
    wanted = form.text("language")
    chosen = wanted if wanted in LANGUAGES else "en"
    return go_to(local_path(form.text("next")), cookie_line=preference(call, "language", chosen))


def choose_theme(call: Call, _house: House) -> Answer:
    """Remember light, dark or whatever the system says."""
    form = form_of(call)
    wanted = form.text("theme")
    chosen = wanted if wanted in THEMES else "auto"
    return go_to(local_path(form.text("next")), cookie_line=preference(call, "theme", chosen))


def _login(
    call: Call,
    house: House,
    *,
    wanted: str,
    email: str = "",
    is_wrong: bool = False,
    problems: tuple[Problem, ...] = (),
) -> Answer:
    failed = is_wrong or bool(problems)
    return show_outside(
        call,
        "shell/login.html",
        status=401 if failed else 200,
        wanted=wanted,
        email=email,
        is_wrong=is_wrong,
        reasons=problems,
        needs_company=any(problem.facts.get("field") == "tenant" for problem in problems),
        companies=COMPANIES if house.demo else (),
        is_new=call.asked("done") == "password",
        is_late=call.asked("done") == "too-late",
        is_no_passkey=call.asked("done") == "no-passkey",
        takes_passkeys=place_of(call.base_url) is not None,
    )
