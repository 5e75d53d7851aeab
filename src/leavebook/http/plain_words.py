"""What APIs say alike of a call that comes to no endpoint, each in the body of its own refusals."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from leavebook.domain.problems import Problem
from leavebook.http.call import Answer, Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The few sentences in which such APIs differ, and their challenge (RFC 9110, 11.6.1)."""

    no_credential: str
    challenge: str
    no_such_path: str
    wrong_method: str = "Method not allowed."
    too_many_calls: str = "Too many calls."
    crashed: str = "Internal server error."


class PlainWords(ABC):
    """The words of an API whose refusals carry one message."""

    sentences: Sentences

    @abstractmethod
    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Translate the reasons of a refusal."""

    @abstractmethod
    def body(self, message: str) -> Struct:
        """Return the body of a refusal with this message."""

    def error(
        self, status: int, message: str, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the refusal with this message."""
        return Answer(status, self.body(message), headers or {})

    def malformed(self, why: str, call: Call) -> Answer:  # noqa: ARG002  other APIs say where
        """Say that the body or query cannot be read at all."""
        return self.error(400, why)

    def not_authenticated(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that there is no valid credential."""
        challenge = {"WWW-Authenticate": self.sentences.challenge}
        return self.error(401, self.sentences.no_credential, headers=challenge)

    def no_such_path(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that nothing is served there."""
        return self.error(404, self.sentences.no_such_path)

    def wrong_method(self, call: Call, allowed: tuple[str, ...]) -> Answer:  # noqa: ARG002  as above
        """Say that the path is served, by other methods."""
        return self.error(405, self.sentences.wrong_method, headers={"Allow": ", ".join(allowed)})

    def wrong_media_type(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that the body is not JSON by its own account."""
        return self.error(415, "The body must be sent as application/json.")

    def too_large(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that the body is over the limit."""
        return self.error(413, "The body is too large.")

    def too_many_calls(self, call: Call, retry_after: int) -> Answer:  # noqa: ARG002  as above
        """Say that the credential has to wait."""
        wait = {"Retry-After": str(retry_after)}
        return self.error(429, self.sentences.too_many_calls, headers=wait)

    def unavailable(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that the server cannot serve now and when to come back."""
        message = "The server cannot answer just now. Try again soon."
        return self.error(503, message, headers={"Retry-After": "2"})

    def crashed(self, call: Call) -> Answer:  # noqa: ARG002  as above
        """Say that the fault is ours, without a detail."""
        return self.error(500, self.sentences.crashed)
