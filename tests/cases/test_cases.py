"""Every shared case that does not rest on one product's own convention, and our own cases.

The figures of our own ones are worked out by hand from the rules, never taken from the product.
"""

import warnings
from pathlib import Path

import pytest

from tests.cases.runner import Case, Verdict, read_cases, run

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
OWN = Path(__file__).with_name("own")
CASES = [case for case in read_cases(SHARED) if not case.peer_specific]
OWN_CASES = list(read_cases(OWN))

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


@pytest.mark.parametrize("case", OWN_CASES, ids=[case.id for case in OWN_CASES])
def test_the_product_answers_as_worked_out_by_hand(case: Case) -> None:
    result = run(case)

    assert result.verdict is Verdict.PASSED, "\n".join(result.differences)
