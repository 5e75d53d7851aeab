"""How Slack's door says what went wrong: to Slack itself, for people read none of it."""

# ruff: noqa: ARG002  a door is handed the call with every refusal; this one's words need none

from leavebook.domain.problems import Problem
from leavebook.http.call import Answer, Call


class SlackWords:
    """Says everything in the shape of Slack's own answers, without a detail."""

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Say that it was refused; people hear of it in Slack."""
        return _no(422, problems[0].code if problems else "refused")

    def malformed(self, why: str, call: Call) -> Answer:
        """Say that the call cannot be read."""
        return _no(400, "malformed")

    def not_authenticated(self, call: Call) -> Answer:
        """Say that the call is not proven to be Slack's."""
        return _no(401, "not_signed")

    def no_such_path(self, call: Call) -> Answer:
        """Say that there is nothing here."""
        return _no(404, "not_found")

    def wrong_method(self, call: Call, allowed: tuple[str, ...]) -> Answer:
        """Say which methods there are."""
        return Answer(405, {"ok": False, "error": "wrong_method"}, {"Allow": ", ".join(allowed)})

    def wrong_media_type(self, call: Call) -> Answer:
        """Say that Slack sends other bodies."""
        return _no(415, "wrong_media_type")

    def too_large(self, call: Call) -> Answer:
        """Say that Slack sends smaller bodies."""
        return _no(413, "too_large")

    def too_many_calls(self, call: Call, retry_after: int) -> Answer:
        """Say when to come back."""
        busy = {"ok": False, "error": "too_many_calls"}
        return Answer(429, busy, {"Retry-After": str(retry_after)})

    def unavailable(self, call: Call) -> Answer:
        """Say that it may go better soon."""
        return Answer(503, {"ok": False, "error": "unavailable"}, {"Retry-After": "5"})

    def crashed(self, call: Call) -> Answer:
        """Say that the fault is ours."""
        return _no(500, "crashed")


WORDS = SlackWords()


def _no(status: int, error: str) -> Answer:
    return Answer(status, {"ok": False, "error": str(error)})
