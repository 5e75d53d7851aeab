"""The tutorial, step by step as a newcomer takes it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.faults.running import serving

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "a-week-by-the-sea.md"
DONE = "-- done --"


@dataclass(frozen=True, slots=True)
class Step:
    """What is typed, and what the tutorial says that one sees."""

    typed: str
    seen: tuple[str, ...]


def steps() -> list[Step]:
    found = re.findall(
        r"^```sh\n(.*?)^```(?:\n\n```text\n(.*?)^```)?",
        TUTORIAL.read_text(),
        re.DOTALL | re.MULTILINE,
    )
    return [Step(typed, tuple(seen.splitlines())) for typed, seen in found]


def as_typed_at(address: str, data: Path) -> str:
    """Return everything that is typed, for the server of this test."""
    typed = f"\necho '{DONE}'\n".join(step.typed for step in steps())
    return (
        typed.replace("python3", sys.executable)
        .replace("http://127.0.0.1:8000", address)
        .replace("$HOME/leavebook-tour", str(data))
        .replace(".venv/bin/leavebook", f"{sys.executable} -m leavebook")
    )


def test_every_step_of_the_tutorial_shows_what_it_says(tmp_path: Path) -> None:
    data = tmp_path / "tour"
    with serving(data, "--demo", "--now", "2026-04-01T08:00:00Z") as server:
        taken = subprocess.run(
            ["bash", "-e", "-c", as_typed_at(server.address, data)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=dict(os.environ),
        )
        assert server.stop() == 0

    assert taken.returncode == 0, taken.stdout + taken.stderr
    shown = taken.stdout.split(DONE)
    assert len(shown) == len(steps()) >= 7
    for step, output in zip(steps(), shown, strict=True):
        assert [seen for seen in step.seen if seen not in output] == [], step.typed + output
