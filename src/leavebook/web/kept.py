"""Whoever is refused sees the form again, with what they typed and what is wrong with it."""

from dataclasses import replace
from functools import partial
from typing import Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Endpoint, Opened, Route, StepwiseEndpoint
from leavebook.http.patience import with_patience
from leavebook.web.fields import form_of
from leavebook.web.languages import language_of
from leavebook.web.refilling import Refusal, refilled
from leavebook.web.words import status_of

_NOT_ABOUT_WHAT_WAS_TYPED: Final = frozenset({Code.FORBIDDEN, Code.NOT_FOUND})
_OURS: Final = "form_token"


def in_one_step(endpoint: Endpoint) -> StepwiseEndpoint:
    """Return the endpoint as one that opens its transaction itself, as patiently as any."""

    def done(call: Call, opened: Opened) -> Answer:
        return with_patience(partial(_within, call, opened, endpoint))

    return done


def kept(endpoint: StepwiseEndpoint, page: Route) -> StepwiseEndpoint:
    """Return the endpoint of a form that shows its page again when it is refused.

    The page is asked for with the form's fields as its query, so that it shows the same
    year, the same site and as many rows as it did; nothing of the refused work is left.
    """

    def sent(call: Call, opened: Opened) -> Answer:
        try:
            return endpoint(call, opened)
        except Refused as refusal:
            if refusal.problems[0].code in _NOT_ABOUT_WHAT_WAS_TYPED:
                raise
            shown = _shown_again(call, opened, page, refusal.problems)
            if shown is None:
                raise
            return shown

    return sent


def _within(call: Call, opened: Opened, endpoint: Endpoint) -> Answer:
    with opened.transaction() as tx:
        return endpoint(call, tx)


def _shown_again(
    call: Call, opened: Opened, page: Route, problems: tuple[Problem, ...]
) -> Answer | None:
    """Return the page with the form; None where they may not see it, or it sends them elsewhere."""
    typed = form_of(call)
    asked = replace(
        call,
        method="GET",
        path=page.path.format(**call.parts),
        query=(*call.query, *(pair for pair in typed.pairs() if pair[0] != _OURS)),
        raw_body=b"",
    )
    try:
        shown = _page(asked, opened, page)
    except Refused:
        return None
    if shown.body is None:  # nothing can be asked for there any more, such as a change
        return None
    refusal = Refusal(path=call.path, typed=typed, problems=problems, language=language_of(call))
    html = refilled(bytes(shown.body).decode(), refusal)
    return replace(shown, status=status_of(problems), body=html.encode())


def _page(asked: Call, opened: Opened, page: Route) -> Answer:
    if page.stepwise is not None:
        return page.stepwise(asked, opened)
    if page.endpoint is None:
        raise LookupError(f"{page.name} is no page of somebody who is signed in")
    return _within(asked, opened, page.endpoint)
