"""What is installed is what was reviewed."""

import re
from pathlib import Path

import pytest

from tools.hygiene import lock_problems

FOLDER = Path("requirements")
SAYS_ITSELF = {"pytest"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.in")), ids=lambda path: path.name)
def test_every_wanted_package_says_why_it_is_here(path: Path) -> None:
    wanted = [line for line in path.read_text("utf-8").splitlines() if re.match(r"\w", line)]

    unexplained = [line for line in wanted if "#" not in line and line not in SAYS_ITSELF]

    assert not unexplained


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.lock")), ids=lambda path: path.name)
def test_every_lock_pins_by_hash_and_names_no_address(path: Path) -> None:
    assert not list(lock_problems(path.read_text("utf-8")))


def test_tests_run_on_the_versions_that_the_product_runs_on() -> None:
    tested = pins(FOLDER / "dev.lock")

    assert pins(FOLDER / "run.lock") <= tested
    assert pins(FOLDER / "build.lock") <= tested


@pytest.mark.parametrize("name", ["run", "dev", "build"])
def test_every_wanted_package_is_locked(name: str) -> None:
    text = (FOLDER / f"{name}.in").read_text("utf-8")
    wanted = {normal(found) for found in re.findall(r"^([\w.-]+)", text, re.MULTILINE)}

    assert wanted - {""} <= {pin.split("==")[0] for pin in pins(FOLDER / f"{name}.lock")} | {"-r"}


def pins(path: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==[\w.+!-]+", path.read_text("utf-8"), re.MULTILINE))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if name != "-r" else name
