"""What CONTRACT.md says exists, exists; and every word of this API has a status and a body."""

import re
from pathlib import Path

import msgspec
import pytest

import leavebook
from leavebook.dialects.leaveinfo.endpoints import LEAVES
from leavebook.dialects.leaveinfo.refusals import LeaveinfoWords
from leavebook.dialects.leaveinfo.routes import ROUTES
from leavebook.domain.problems import Code, Problem
from leavebook.http.call import Call

CONTRACT = (Path(leavebook.__file__).parent / "dialects/leaveinfo/CONTRACT.md").read_text("utf-8")
TESTS = Path(__file__).parents[2]


def test_every_endpoint_is_in_the_contract_and_nothing_else() -> None:
    rows = re.findall(r"^\| ((?:`[A-Z]+ \S+`(?:, )?)+) \|", CONTRACT, re.MULTILINE)
    documented = [
        (method, f"{LEAVES}{path.removeprefix('/')}")
        for row in rows
        for method, path in re.findall(r"`([A-Z]+) (\S+)`", row)
    ]

    assert sorted(documented) == sorted((route.method, route.path) for route in ROUTES)


def test_every_test_that_the_contract_names_exists() -> None:
    written = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in [
            path.name,
            *re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE),
        ]
    }

    named = set(re.findall(r"\btest_\w+(?:\.py)?", CONTRACT))

    assert named <= written


@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_a_documented_status_and_a_whole_body(code: Code) -> None:
    call = Call(
        method="GET",
        path=LEAVES,
        parts={},
        query=(),
        headers={},
        raw_body=b"",
        request_id="r",
        base_url="",
    )

    answer = LeaveinfoWords().refused(
        (Problem(code, {"field": "days", "problem": "required"}),), call
    )

    said = msgspec.json.decode(answer.encoded())
    assert answer.status in {400, 403, 404, 409, 422, 429}
    assert said["error"] == said["detail"] != ""
    assert ("fields" in said) is (answer.status == 400)
