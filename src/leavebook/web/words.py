"""How the pages say what went wrong."""

from typing import Final

from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call
from leavebook.web.page import go_to, show_outside
from leavebook.web.places import login_path

_STATUS: Final = {
    Code.NOT_FOUND: 404,
    Code.FORBIDDEN: 403,
    Code.NOT_THE_APPROVER: 403,
    Code.OWN_REQUEST: 403,
    Code.STALE: 409,
    Code.NOT_PENDING: 409,
    Code.TOO_MANY_CALLS: 429,
}


def status_of(problems: tuple[Problem, ...]) -> int:
    """Return the status that goes with the reasons of a refusal."""
    return _STATUS.get(problems[0].code, 422) if problems else 422


class PageWords:
    """Says everything in whole pages."""

    def refused(self, problems: tuple[Problem, ...], call: Call) -> Answer:
        """Give every reason, and the way back."""
        status = status_of(problems)
        if status == 404:  # noqa: PLR2004  the page for what is not there says it best
            return self.no_such_path(call)
        return self._trouble(call, status, "refused", problems)

    def malformed(self, why: str, call: Call) -> Answer:
        """Say that the form or the address cannot be read."""
        del why  # in technical English
        return self._trouble(call, 400, "malformed")

    def not_authenticated(self, call: Call) -> Answer:
        """Lead to the login, and back here afterwards."""
        return go_to(login_path(call))

    def no_such_path(self, call: Call) -> Answer:
        """Say that there is no such page."""
        return self._trouble(call, 404, "nowhere")

    def wrong_method(self, call: Call, allowed: tuple[str, ...]) -> Answer:
        """Say that the page cannot be called like this."""
        return Answer(
            405,
            self._trouble(call, 405, "nowhere").body,
            {**self._trouble(call, 405, "nowhere").headers, "Allow": ", ".join(allowed)},
            "text/html",
        )

    def wrong_media_type(self, call: Call) -> Answer:
        """Say that a form was expected."""
        return self._trouble(call, 415, "malformed")

    def too_large(self, call: Call) -> Answer:
        """Say that it is too much at once."""
        return self._trouble(call, 413, "too_large")

    def too_many_calls(self, call: Call, retry_after: int) -> Answer:
        """Ask to wait."""
        problem = Problem(Code.TOO_MANY_CALLS, {"retry_after": retry_after})
        return self._trouble(call, 429, "refused", (problem,))

    def unavailable(self, call: Call) -> Answer:
        """Say that it will work again in a moment."""
        return self._trouble(call, 503, "unavailable")

    def crashed(self, call: Call) -> Answer:
        """Say that the fault is ours."""
        return self._trouble(call, 500, "crashed")

    def _trouble(
        self, call: Call, status: int, kind: str, problems: tuple[Problem, ...] = ()
    ) -> Answer:
        return show_outside(
            call,
            "shell/trouble.html",
            status=status,
            kind=kind,
            reasons=problems,
            request_id=call.request_id,
            back=_back(call),
        )


def _back(call: Call) -> str:
    """Return the page that the visitor came from, when it is one of ours."""
    came_from = call.headers.get("referer", "")
    ours = f"{call.base_url}/"
    return "/" + came_from.removeprefix(ours) if came_from.startswith(ours) else "/"
