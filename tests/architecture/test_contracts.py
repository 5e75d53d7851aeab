"""What the contract of an API, or the record of a decision, says is tested, is tested."""

import re
from functools import cache
from pathlib import Path

import pytest

import leavebook

TESTS = Path(__file__).parents[1]
DIALECTS = Path(leavebook.__file__).parent / "dialects"
PAGES = [
    *sorted(DIALECTS.glob("*/CONTRACT.md")),
    *sorted((TESTS.parent / "docs/decisions").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"\btest_\w+(?:\.py)?", page.read_text("utf-8")))

    assert named <= _written()


@cache
def _written() -> frozenset[str]:
    return frozenset(
        name
        for path in TESTS.rglob("test_*.py")
        for name in [
            path.name,
            *re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE),
        ]
    )
