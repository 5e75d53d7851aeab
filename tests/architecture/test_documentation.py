"""What the product has is written down, and what is written down exists."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from leavebook.domain.problems import Code
from tools import reference
from tools.tracked import tracked_files

PAGES = sorted(tracked_files("*.md"))
DECISIONS = sorted(Path("docs/decisions").glob("[0-9]*.md"))
PARTS = ["## Context", "## Decision", "## Consequences", "## Alternatives", "## The check"]


def test_every_setting_is_documented() -> None:
    assert Path("docs/reference/settings.md").read_text("utf-8") == reference.settings_page()


@pytest.mark.skipif(find_spec("leavebook.cli.main") is None, reason="THERE IS NO COMMAND LINE YET")
def test_every_command_is_documented() -> None:
    assert Path("docs/reference/cli.md").read_text("utf-8") == reference.cli_page()


def test_every_refusal_is_documented_and_nothing_else() -> None:
    page = Path("docs/reference/refusals.md").read_text("utf-8")

    documented = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)

    assert sorted(documented) == sorted(Code)


def test_every_command_of_make_in_the_pages_exists() -> None:
    makefile = Path("Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    named = {
        name
        for page in PAGES
        for name in re.findall(
            r"(?:`|^ {4}|^)make ([a-z-]+)", Path(page).read_text("utf-8"), re.MULTILINE
        )
    }

    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```", "", Path(page).read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)

    broken = [
        target
        for target in targets
        if ":" not in target and not (Path(page).parent / target).exists()
    ]

    assert not broken


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_names_its_context_alternatives_and_check(path: Path) -> None:
    text = path.read_text("utf-8")

    headings = re.findall(r"^## .+$", text, re.MULTILINE)

    assert headings == PARTS
    assert re.search(r"^Status: (accepted|superseded by \d{4})$", text, re.MULTILINE)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))
