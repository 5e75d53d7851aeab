"""Every shared case that does not rest on one product's own convention."""

import warnings
from pathlib import Path

import pytest

from tests.cases.runner import Case, Verdict, read_cases, run

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
CASES = [case for case in read_cases(SHARED) if not case.peer_specific]

if not CASES:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"NO SHARED CASES: {SHARED} is absent, none were run", stacklevel=1)


@pytest.mark.skipif(not CASES, reason=f"NO SHARED CASES: {SHARED} is absent")
def test_the_shared_cases_were_found() -> None:
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_product_answers_as_published(case: Case) -> None:
    result = run(case)

    assert result.verdict is Verdict.PASSED, "\n".join(result.differences)
