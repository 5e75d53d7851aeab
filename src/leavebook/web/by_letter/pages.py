"""The page behind a decision link: it shows what is asked, and its form decides.

Whoever has the secret is whom the letter was for, so no session is looked at, and no form can be
sent by a stranger who does not have it. Looking never decides: scanners of mail follow links.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from leavebook.domain.problems import Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.http.patience import with_patience
from leavebook.queries.leave.asked_by_letter import AskedByLetter, asked_by_letter
from leavebook.services.telling import decision_links
from leavebook.services.telling.decision_links import (
    LinkOver,
    LoginClosed,
    NotAuthenticated,
    Over,
    Verdict,
)
from leavebook.web.fields import form_of
from leavebook.web.letters.writing import DECIDE
from leavebook.web.page import go_to, show_outside
from leavebook.web.words import status_of

PLACE: Final = f"{DECIDE}/{{secret}}"

_GONE: Final = 410
_HEADERS: Final = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def decision_page(call: Call, house: House) -> Answer:
    """Show what is asked, or why nothing can be decided with the link."""
    return _page(call, house)


def decide_by_letter(call: Call, house: House) -> Answer:
    """Decide in the name of whom the letter was for."""
    form = form_of(call)
    said = form.text("verdict")
    if said not in set(Verdict):
        return _page(call, house)
    decide = partial(
        decision_links.decide,
        house.database,
        call.parts["secret"],
        Verdict(said),
        reason=form.text("reason"),
        now=house.clock.now(),
    )
    try:
        with_patience(decide)
    except (LinkOver, NotAuthenticated):
        return _page(call, house, is_too_late=True)
    except Refused as refusal:
        return _page(call, house, problems=refusal.problems, reason=form.text("reason"))
    return _kept_apart(go_to(call.path))


def _page(
    call: Call,
    house: House,
    *,
    problems: tuple[Problem, ...] = (),
    reason: str = "",
    is_too_late: bool = False,
) -> Answer:
    try:
        asked = with_patience(partial(_asked, call, house))
    except LoginClosed:
        return _over(call, Over.CLOSED, status=_GONE)
    except NotAuthenticated:
        decision_links.note_unknown(house.database, came_from=call.address, now=house.clock.now())
        return _over(call, Over.UNKNOWN, status=404)
    if asked.over is not None:
        is_receipt = asked.over is Over.USED and not is_too_late
        return _over(call, asked.over, status=200 if is_receipt else _GONE, asked=asked)
    answer = show_outside(
        call,
        "by_letter/question.html",
        status=status_of(problems) if problems else 200,
        language=asked.language,
        asked=asked,
        reasons=problems,
        reason=reason,
        place=call.path,
    )
    return _kept_apart(answer)


def _asked(call: Call, house: House) -> AskedByLetter:
    opened = decision_links.opened(house.database, call.parts["secret"], now=house.clock.now())
    with opened as (tx, link):
        return asked_by_letter(tx, link)


def _over(call: Call, why: Over, *, status: int, asked: AskedByLetter | None = None) -> Answer:
    answer = show_outside(
        call,
        "by_letter/over.html",
        status=status,
        language=None if asked is None else asked.language,
        why=why,
        asked=asked,
    )
    return _kept_apart(answer)


def _kept_apart(answer: Answer) -> Answer:
    """Return the answer with what keeps its address from other servers and from search."""
    return replace(answer, headers={**answer.headers, **_HEADERS})
