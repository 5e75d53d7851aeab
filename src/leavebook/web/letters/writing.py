"""Writes letters: each is a template with a subject, lines, and a link into the pages."""

from typing import Any, Final

from markupsafe import Markup

from leavebook.domain.approval.states import Event
from leavebook.services.sign_in.password_links import PasswordLink
from leavebook.services.telling.letters import Letter, News
from leavebook.web.languages import LANGUAGES
from leavebook.web.templates import environment

DECIDE: Final = "/decide"
"""Where the links lead with which people decide; the secret follows."""

_PROFILE: Final = "/profile"
_OUTCOMES: Final = {
    Event.APPROVED: "approved",
    Event.EXEC_APPROVED: "approved",
    Event.REJECTED: "rejected",
    Event.CANCELLED: "cancelled",
    Event.CANCEL_DECLINED: "kept",
}


def about_leave(news: News, *, address: str, decides_with: str | None = None) -> Letter:
    """Return the letter that tells of leave; `address` is where the pages are.

    `decides_with` is the secret with which the reader decides without signing in.
    """
    template = "letters/decided.html" if news.is_own else "letters/asked.html"
    return _letter(
        template,
        to=(news.name, news.email),
        language=news.language,
        mark=f"{news.event_uuid}.{news.user_id}",
        unsubscribe=f"{address}{_PROFILE}",
        news=news,
        outcome=_OUTCOMES.get(Event(news.event), "") if news.is_own else "",
        link=f"{address}/requests/{news.request_id}",
        decide=None if decides_with is None else f"{address}{DECIDE}/{decides_with}",
    )


def invitation(invited: PasswordLink, *, address: str) -> Letter:
    """Return the letter with which somebody gets in for the first time."""
    return _letter(
        "letters/invitation.html",
        to=(invited.name, invited.email),
        language=invited.language,
        mark=f"invitation.{invited.secret[:8]}",
        company=invited.company,
        name=invited.name,
        link=f"{address}/welcome/{invited.secret}",
    )


def new_password(asked: PasswordLink, *, address: str) -> Letter:
    """Return the letter with the link for a new password."""
    return _letter(
        "letters/new_password.html",
        to=(asked.name, asked.email),
        language=asked.language,
        mark=f"password.{asked.secret[:8]}",
        company=asked.company,
        name=asked.name,
        link=f"{address}/reset/{asked.secret}",
    )


def _letter(
    template: str,
    *,
    to: tuple[str, str],
    language: str,
    mark: str,
    link: str,
    unsubscribe: str | None = None,
    decide: str | None = None,
    **said: Any,  # noqa: ANN401  a template is handed anything
) -> Letter:
    known = language if language in LANGUAGES else "en"
    page = environment(known).get_template(template)
    blocks = {**environment(known).get_template("letters/letter.html").blocks, **page.blocks}
    told = {
        "link": link,
        "decide": decide,
        "unsubscribe": unsubscribe,
        "language": known,
        "name": to[0],
        **said,
    }

    def block(name: str) -> str:
        return "".join(blocks[name](page.new_context(told)))

    lines = [_plain(line) for line in block("lines").splitlines() if line.strip()]
    if decide is not None:
        lines += [f"{_plain(block('decide'))}:\n{decide}", _plain(block("keep"))]
    footer = _plain(environment(known).get_template("letters/footer.html").render(told))
    return Letter(
        to_name=to[0],
        to_address=to[1],
        language=known,
        subject=_plain(block("subject")),
        text="\n\n".join([*lines, f"{_plain(block('button'))}:\n{link}", f"-- \n{footer}"]) + "\n",
        html=page.render(told),
        mark=mark,
        unsubscribe=unsubscribe,
    )


def _plain(written: str) -> str:
    """Return what stands in a template as plain text on one line."""
    return " ".join(str(Markup(written).striptags()).split())  # noqa: S704  to be undone here
