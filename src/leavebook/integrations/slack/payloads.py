"""What Slack sends, as far as we read it; whatever else it says is passed over."""

from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from leavebook.http.call import Call, query_of
from leavebook.http.decoding import Malformed, decode

_LAST_SECOND: Final = 253_402_300_799  # of the year 9999, after which there are no dates

Payload = TypeVar("Payload")


class Named(Struct):
    """Something that Slack knows by an id."""

    id: str


class Person(Struct):
    """Whoever did it."""

    id: str
    team_id: str | None = None


class Action(Struct):
    """A button that was pressed."""

    action_id: str = ""
    value: str = ""


class State(Struct):
    """What was filled in, by block and field."""

    values: dict[str, dict[str, dict[str, Any]]] = {}


class View(Struct):
    """A form that was sent."""

    callback_id: str = ""
    private_metadata: str = ""
    state: State = field(default_factory=State)


class Interaction(Struct):
    """A button that was pressed, or a form that was sent."""

    type: str
    user: Person
    team: Named | None = None
    trigger_id: str = ""
    response_url: str = ""
    actions: list[Action] = []
    view: View | None = None

    @property
    def team_id(self) -> str:
        """The workspace that it happened in."""
        return self.team.id if self.team is not None else self.user.team_id or ""


class Command(Struct):
    """A slash command."""

    team_id: str
    user_id: str
    text: str = ""
    trigger_id: str = ""


class Tokens(Struct):
    """Tokens that count no more, by the ids of whose they were."""

    bot: list[str] = []


class Happening(Struct):
    """What happened in a workspace."""

    type: str = ""
    tokens: Tokens = field(default_factory=Tokens)


class Event(Struct):
    """An event, or the question whether this address is ours."""

    type: str
    challenge: str = ""
    team_id: str = ""
    event_id: str = ""
    event_time: Annotated[int, Meta(ge=0, le=_LAST_SECOND)] = 0
    event: Happening = field(default_factory=Happening)


def read_interaction(call: Call) -> Interaction:
    """Return what was done in Slack; raises Malformed."""
    return _read(decode(_form(call).get("payload", "").encode()), Interaction)


def read_command(call: Call) -> Command:
    """Return the command; raises Malformed."""
    return _read(_form(call), Command)


def read_event(call: Call) -> Event:
    """Return the event; raises Malformed."""
    return _read(call.body(), Event)


def _form(call: Call) -> dict[str, str]:
    return dict(query_of(call.raw_body))


def _read(decoded: Any, wanted: type[Payload]) -> Payload:  # noqa: ANN401  JSON holds anything
    try:
        return msgspec.convert(decoded, wanted)
    except msgspec.ValidationError as error:
        raise Malformed("The call is not one of Slack's.") from error
