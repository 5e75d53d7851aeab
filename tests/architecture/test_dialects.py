"""Every published API is built the same way and can say every refusal."""

from importlib import import_module
from pathlib import Path

import pytest

import leavebook
from leavebook.domain.problems import Code

FOLDER = Path(leavebook.__file__).parent / "dialects"
SAME_FILES = {
    "routes.py",
    "auth.py",
    "endpoints.py",
    "wire.py",
    "refusals.py",
    "paging.py",
    "CONTRACT.md",
}
# A dialect counts from the moment it is routed; before that it is not part of the product.
DIALECTS = sorted(path.parent.name for path in FOLDER.glob("*/routes.py"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_has_the_same_files(dialect: str) -> None:
    present = {path.name for path in (FOLDER / dialect).iterdir()}
    folders = {path.name for path in (FOLDER / dialect).iterdir() if path.is_dir()}

    missing = {name for name in SAME_FILES - present if name.removesuffix(".py") not in folders}

    assert not missing


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_can_say_every_refusal(dialect: str) -> None:
    refusals = import_module(f"leavebook.dialects.{dialect}.refusals")

    assert set(refusals.SAYS) == set(Code)
