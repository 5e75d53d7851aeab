"""Signing in and out, and how pages shall look."""

from datetime import timedelta
from typing import Final

from leavebook.demo.companies import COMPANIES
from leavebook.domain.problems import Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.services import invitations, sessions
from leavebook.services.credentials import CredentialKind
from leavebook.services.invitations import NotAuthenticated
from leavebook.services.passwords import SHORTEST
from leavebook.services.sessions import Attempt, LoggedIn, Wish, WrongLogin
from leavebook.web.cookies import (
    SESSION_DAYS,
    end_of_session,
    preference,
    session_cookie,
)
from leavebook.web.fields import form_of
from leavebook.web.languages import LANGUAGES
from leavebook.web.page import THEMES, go_to, show_outside
from leavebook.web.places import local_path

_LONGEST_NAME: Final = 100


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
            house.database, attempt, now=house.clock.now(), door="web", wish=_session(call)
        )
    except WrongLogin:
        return _login(call, house, wanted=wanted, email=attempt.email, is_wrong=True)
    except Refused as refusal:
        return _login(call, house, wanted=wanted, email=attempt.email, problems=refusal.problems)
    return _signed_in(call, logged_in, wanted)


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
            wish=_session(call),
        )
    except WrongLogin:
        return _login(call, house, wanted="/", is_wrong=True)
    return _signed_in(call, logged_in, local_path(form.text("next")))


def welcome_page(call: Call, _house: House) -> Answer:
    """Show the form in which somebody who is invited chooses a password."""
    return _welcome(call)


def accept_invitation(call: Call, house: House) -> Answer:
    """Set the password of who is invited, once."""
    form = form_of(call)
    if form.as_typed("password") != form.as_typed("again"):
        return _welcome(call, differs=True)
    try:
        invitations.accept(
            house.database,
            call.parts["secret"],
            form.as_typed("password"),
            now=house.clock.now(),
        )
    except NotAuthenticated:
        return _welcome(call, is_over=True)
    except Refused as refusal:
        return _welcome(call, problems=refusal.problems)
    return go_to("/login?done=password")


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


def _session(call: Call) -> Wish:
    return Wish(
        kind=CredentialKind.WEB_SESSION,
        name=_browser(call.headers.get("user-agent", "")),
        lasts=timedelta(days=SESSION_DAYS),
    )


def _signed_in(call: Call, logged_in: LoggedIn, wanted: str) -> Answer:
    return go_to(wanted, cookie_line=session_cookie(call, logged_in.token))


def _welcome(
    call: Call,
    *,
    is_over: bool = False,
    differs: bool = False,
    problems: tuple[Problem, ...] = (),
) -> Answer:
    failed = is_over or differs or bool(problems)
    return show_outside(
        call,
        "shell/welcome.html",
        status=422 if failed else 200,
        path=call.path,
        is_over=is_over,
        differs=differs,
        reasons=problems,
        shortest=SHORTEST,
    )


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
    )


def _browser(agent: str) -> str:
    """Return the browser in words that its owner knows it by."""
    names = (
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("Windows", "Windows"),
        ("Linux", "Linux"),
    )
    name = next((name for mark, name in names if mark in agent), "Browser")
    system = next((system for mark, system in systems if mark in agent), "")
    return f"{name}, {system}"[:_LONGEST_NAME] if system else name
