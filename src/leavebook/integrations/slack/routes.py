"""Slack's door: what the app's manifest names as its addresses."""

from typing import Final

from leavebook.http.call import Call
from leavebook.http.door import Door, Route
from leavebook.integrations.slack import endpoints
from leavebook.integrations.slack.words import WORDS

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/slack/interactions",
        name="interactions",
        says="A button was pressed or a form was sent.",
        open_endpoint=endpoints.interactions,
    ),
    Route(
        method="POST",
        path="/slack/commands",
        name="commands",
        says="Somebody typed /leave.",
        open_endpoint=endpoints.commands,
    ),
    Route(
        method="POST",
        path="/slack/events",
        name="events",
        says="Something happened to the app.",
        open_endpoint=endpoints.events,
    ),
)


def _no_secret(_: Call) -> None:
    """Nobody comes with a credential of ours: the app's signature proves every call."""


DOOR: Final = Door(
    name="slack",
    title="Slack",
    prefixes=("/slack",),
    routes=ROUTES,
    words=WORDS,
    secret_in=_no_secret,
    security={},
    error_body=None,
    media=("application/json", "application/x-www-form-urlencoded"),
)
