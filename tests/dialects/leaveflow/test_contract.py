"""What CONTRACT.md says is served, is served."""

import re
from pathlib import Path

import leavebook
from leavebook.dialects.leaveflow.routes import ROUTES

CONTRACT = (Path(leavebook.__file__).parent / "dialects/leaveflow/CONTRACT.md").read_text("utf-8")


def test_every_endpoint_is_in_the_contract_and_nothing_else() -> None:
    documented = re.findall(r"^\| `(\w+) (/\S+)` \|", CONTRACT, re.MULTILINE)

    assert sorted(documented) == sorted((route.method, route.path) for route in ROUTES)
