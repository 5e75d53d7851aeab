"""The rules of leave are pure."""

import ast
import sys
from pathlib import Path

import pytest

import leavebook.domain

FOLDER = Path(leavebook.domain.__file__).parent
WITH_EFFECTS = {"logging", "os", "random", "secrets", "socket", "subprocess", "threading", "time"}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_the_rules_import_the_standard_library_and_each_other_only(path: Path) -> None:
    modules = imported_modules(path.read_text("utf-8"))

    allowed = {name for name in modules if name.startswith("leavebook.domain")}
    foreign = {
        name for name in modules - allowed if name.split(".")[0] not in sys.stdlib_module_names
    }

    assert not foreign
    assert not {name.split(".")[0] for name in modules} & WITH_EFFECTS


def imported_modules(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found.update(alias.name for alias in names)
            case ast.ImportFrom(module=str(module)):
                found.add(module)
    return found
