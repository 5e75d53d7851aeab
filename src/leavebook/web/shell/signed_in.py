"""What a browser gets when somebody has signed in: a session that its owner can recognise."""

from datetime import timedelta
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.services.sign_in.sessions import LoggedIn, Wish
from leavebook.web.cookies import SESSION_DAYS, session_cookie
from leavebook.web.page import go_to

_LONGEST_NAME: Final = 100


def session_wished(call: Call) -> Wish:
    """Return the session that this browser shall get."""
    return Wish(
        kind=CredentialKind.WEB_SESSION,
        name=_browser(call.headers.get("user-agent", "")),
        lasts=timedelta(days=SESSION_DAYS),
        takes_second_step=True,
    )


def signed_in(call: Call, logged_in: LoggedIn, wanted: str) -> Answer:
    """Return the answer that keeps the session in the browser and goes on to the wanted page."""
    return go_to(wanted, cookie_line=session_cookie(call, logged_in.token))


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
