"""What this API says when the call never reaches an endpoint, or breaks on the way."""

from typing import Any

import msgspec
import pytest

from leavebook.dialects.leaveflow.refusals import SAYS, LeaveflowWords
from leavebook.dialects.leaveflow.routes import ROUTES
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Answer, Call

CALL = Call(
    method="GET",
    path="/api/v1/employees",
    parts={},
    query=(),
    headers={},
    raw_body=b"",
    request_id="1",
    base_url="",
)
SAY = LeaveflowWords()


def body(answer: Answer) -> dict[str, Any]:
    """Return the body as a caller reads it."""
    decoded: dict[str, Any] = msgspec.json.decode(answer.encoded())
    return decoded


def test_too_many_calls_answers_429_with_when_to_come_back() -> None:
    answer = SAY.too_many_calls(CALL, retry_after=7)

    assert answer.status == 429
    assert answer.headers["Retry-After"] == "7"
    assert body(answer) == {"error": True, "message": "Too many calls."}


def test_a_server_that_cannot_answer_says_when_to_come_back() -> None:
    answer = SAY.unavailable(CALL)

    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert body(answer)["error"] is True


def test_a_crash_tells_nothing_of_itself() -> None:
    assert body(SAY.crashed(CALL)) == {"error": True, "message": "Internal server error."}
    assert SAY.crashed(CALL).status == 500


@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_a_documented_status_and_a_whole_body(code: Code) -> None:
    answer = SAY.refused((Problem(code, {"field": "days", "problem": "required"}),), CALL)

    assert answer.status in {403, 404, 422, 429}
    said = body(answer)
    assert said["error"] is True
    assert said["message"]
    assert ("violations" in said) == (said["message"] == "Validation failed")


def test_a_refusal_that_names_no_field_has_no_violations() -> None:
    answer = SAY.refused((Problem(Code.OVERLAPS),), CALL)

    assert answer.status == 422
    assert body(answer) == {
        "error": True,
        "message": "Leave dates overlap with an existing request.",
    }


def test_what_may_not_be_seen_is_said_before_what_is_at_fault() -> None:
    problems = (Problem(Code.TAKEN, {"field": "email"}), Problem(Code.FORBIDDEN))

    assert SAY.refused(problems, CALL).status == 403


def test_every_endpoint_asks_for_the_scope_of_people() -> None:
    assert {route.scope for route in ROUTES} == {"people"}


def test_every_refusal_is_listed() -> None:
    assert set(SAYS) == set(Code)
