"""What CONTRACT.md says exists, exists."""

import re
from pathlib import Path

import leavebook
from leavebook.dialects.leaveflow.routes import ROUTES

CONTRACT = (Path(leavebook.__file__).parent / "dialects/leaveflow/CONTRACT.md").read_text("utf-8")
TESTS = Path(__file__).parents[2]


def test_every_endpoint_is_in_the_contract_and_nothing_else() -> None:
    documented = re.findall(r"^\| `(\w+) (/\S+)` \|", CONTRACT, re.MULTILINE)

    assert sorted(documented) == sorted((route.method, route.path) for route in ROUTES)


def test_every_test_that_the_contract_names_exists() -> None:
    here = Path(__file__).parent
    written = {
        name
        for folder in (here, TESTS / "services", TESTS / "domain", TESTS / "http")
        for path in folder.rglob("test_*.py")
        for name in [
            path.name,
            *re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE),
        ]
    }

    named = set(re.findall(r"\btest_\w+(?:\.py)?", CONTRACT))

    assert named <= written
