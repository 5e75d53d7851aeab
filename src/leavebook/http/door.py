"""A door: one published API, with its own routes, its own credentials and its own words."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from msgspec import Struct

from leavebook.clock import Clock
from leavebook.domain.problems import Problem
from leavebook.http.call import Answer, Call
from leavebook.services.outside.remote_systems import Systems
from leavebook.services.outside.sealing import Keyring
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction

# Endpoints name the transaction they are handed; they never open one.
__all__ = [
    "Door",
    "Endpoint",
    "Field",
    "House",
    "OpenEndpoint",
    "Opened",
    "Route",
    "StepwiseEndpoint",
    "Transaction",
    "Words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What endpoints that are not handed a transaction need of the building."""

    database: Database
    clock: Clock
    keyring: Keyring
    systems: Systems = field(default_factory=dict)
    """The systems outside that a company can be connected to."""
    demo: bool = False
    """Visitors may be anybody of the demo's cast; only where the database is a demo's too."""
    document_space: int = 0
    """How many bytes the documents of one company may hold together."""
    sends_letters: bool = False
    """There is a mail server, so that people can be written to."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A door that somebody has come through, as often as the endpoint wants to.

    `transaction` opens one in the caller's name, with the credential judged anew each time.
    """

    transaction: Callable[[], AbstractContextManager[Transaction]]
    house: House


Endpoint = Callable[[Call, Transaction], Answer]
StepwiseEndpoint = Callable[[Call, Opened], Answer]
OpenEndpoint = Callable[[Call, House], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the query or of the path, for the API description."""

    name: str
    schema: Mapping[str, Any]
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One documented endpoint: how it is reached, what it takes, what it may answer."""

    method: str
    path: str
    name: str
    says: str
    endpoint: Endpoint | None = None
    stepwise: StepwiseEndpoint | None = None
    """Instead of `endpoint` for work that may not keep one transaction open: a call to somebody
    else's server, a calculation over everybody. Each step it commits stays, whatever follows;
    an Idempotency-Key is not looked at."""
    open_endpoint: OpenEndpoint | None = None
    """Instead of `endpoint` where no credential exists yet, such as logging in."""
    scope: str = "leave"
    parts: tuple[Field, ...] = ()
    query: tuple[Field, ...] = ()
    takes: type[Struct] | None = None
    body_required: bool = True
    success: int = 200
    gives: Any = None
    """The type of the answer's body; None for an empty one."""
    refuses: tuple[int, ...] = ()
    example: Any = None
    largest_upload: int = 0
    """Bytes of the largest form with a file that is taken; 0 takes none."""

    @property
    def needs_credential(self) -> bool:
        """Whether only somebody known may call it."""
        return self.open_endpoint is None


class Words(Protocol):
    """How a door says what went wrong. Every door says all of it."""

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Translate the reasons of a refusal."""

    def malformed(self, why: str, call: Call) -> Answer:
        """Say that the body or query cannot be read at all."""

    def not_authenticated(self, call: Call) -> Answer:
        """Say that there is no valid credential."""

    def no_such_path(self, call: Call) -> Answer:
        """Say that nothing is served there."""

    def wrong_method(self, call: Call, allowed: tuple[str, ...]) -> Answer:
        """Say that the path is served, by other methods."""

    def wrong_media_type(self, call: Call) -> Answer:
        """Say that the body is not JSON by its own account."""

    def too_large(self, call: Call) -> Answer:
        """Say that the body is over the limit."""

    def too_many_calls(self, call: Call, retry_after: int) -> Answer:
        """Say that the credential has to wait."""

    def unavailable(self, call: Call) -> Answer:
        """Say that the server cannot serve now and when to come back."""

    def crashed(self, call: Call) -> Answer:
        """Say that the fault is ours, without a detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A published API as the server mounts it."""

    name: str
    title: str
    prefixes: tuple[str, ...]
    """The paths that are answered in this door's words, whatever happens."""
    routes: tuple[Route, ...]
    words: Words
    secret_in: Callable[[Call], str | None]
    """Reads the secret of the credential from the call; None when there is none."""
    security: Mapping[str, Any]
    """The OpenAPI security scheme of its credentials."""
    error_body: Any
    """The type of the body that a refusal has, for the API description."""
    media: tuple[str, ...] = ("application/json",)
    """The media types of bodies that come in; `+json` ones count as JSON."""
