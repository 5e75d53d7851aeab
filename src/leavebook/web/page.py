"""Turns what a page shows into HTML, in the visitor's language and theme."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from leavebook.domain.integrations import Provider
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.company.systems import systems_in_trouble
from leavebook.queries.leave.inbox import number_waiting
from leavebook.queries.leave.type_colours import type_colours
from leavebook.queries.people.visitor import Visitor, visitor
from leavebook.web.cookies import cookie
from leavebook.web.keeping import KEEPS, NOTHING, kept_for
from leavebook.web.languages import LANGUAGES, language_of
from leavebook.web.same_site import form_token
from leavebook.web.shell.colours import colours_path
from leavebook.web.templates import environment

HTML: Final = "text/html"
THEMES: Final = ("light", "dark", "auto")

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    # Our own pages learn where a form came from; nobody else learns anything.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_A_DAY: Final = timedelta(days=1)
_HTTPS_ONLY: Final = "max-age=31536000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the frame around every page needs; without a visitor it has no navigation."""

    path: str
    language: str
    theme: str
    form_token: str
    done: str
    visitor: Visitor | None = None
    waiting: int = 0
    troubles: tuple[Provider, ...] = ()
    """The systems outside that wait for the visitor."""
    colours: str = ""
    ends_at: datetime | None = None
    ends_in: int | None = None
    """Seconds until the session ends; None where it lasts longer than a page stays open."""
    at: datetime | None = None
    kept_for: str | None = None
    """The reader whose calendar this browser may keep."""


def show(call: Call, tx: Transaction, template: str, *, status: int = 200, **shown: Any) -> Answer:  # noqa: ANN401  a template is handed anything
    """Return the page for who is signed in."""
    frame = frame_of(call, tx)
    return _answer(call, frame, template, status, shown)


def show_outside(
    call: Call,
    template: str,
    *,
    status: int = 200,
    language: str | None = None,
    **shown: Any,  # noqa: ANN401  a template is handed anything
) -> Answer:
    """Return a page for somebody who is not signed in; without a language, in the browser's."""
    frame = _outside(call)
    if language is not None and language in LANGUAGES:
        frame = replace(frame, language=language)
    return _answer(call, frame, template, status, shown)


def go_to(path: str, *, cookie_line: str | None = None, **headers: str) -> Answer:
    """Return the answer that sends the browser on to another of our pages."""
    more = {} if cookie_line is None else {"Set-Cookie": cookie_line}
    return Answer(303, None, {**_HEADERS, "Location": path, **more, **headers}, HTML)


def frame_of(call: Call, tx: Transaction) -> Frame:
    """Return the frame for who is signed in."""
    who = visitor(tx)
    left = None if who.session_ends is None else who.session_ends - tx.now
    outside = _outside(call)
    return Frame(
        path=call.path,
        language=outside.language,
        theme=outside.theme,
        form_token=form_token(call),
        done=call.asked("done") or "",
        visitor=who,
        waiting=number_waiting(tx) if who.decides else 0,
        troubles=systems_in_trouble(tx),
        colours=colours_path(type_colours(tx)),
        ends_at=who.session_ends,
        ends_in=None if left is None or left > _A_DAY else int(left.total_seconds()),
        at=tx.now,
        kept_for=kept_for(call, tx),
    )


def _outside(call: Call) -> Frame:
    theme = cookie(call, "leavebook-theme")
    return Frame(
        path=call.path,
        language=language_of(call),
        theme=theme if theme in THEMES else "auto",
        form_token=form_token(call),
        done="",
    )


def _answer(call: Call, frame: Frame, template: str, status: int, shown: dict[str, Any]) -> Answer:
    page = environment(frame.language).get_template(template)
    html = page.render(frame=frame, fragment="x-fragment" in call.headers, **shown)
    headers = {**_HEADERS, KEEPS: frame.kept_for or NOTHING}
    if call.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = _HTTPS_ONLY
    return Answer(status, html.encode(), headers, HTML)
