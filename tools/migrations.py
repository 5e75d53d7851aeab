"""Lint the migrations: squawk for what stalls a running server, and our own order of files."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"(?P<number>\d{4})_[a-z0-9_]+\.(?:sql|py)")


def main(folder: str) -> int:
    """Print what is wrong and return 1 when something is."""
    files = sorted(
        path
        for path in Path(folder).glob("*")
        if path.suffix in {".sql", ".py"} and path.name != "__init__.py"
    )
    if not files:
        print(f"migrations: none in {folder} yet")
        return 0
    findings = [*_misnumbered([path.name for path in files]), *_unbounded(files)]
    for finding in findings:
        print(finding)
    statements = [str(path) for path in files if path.suffix == ".sql"]
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("squawk")), "--config", ".squawk.toml", *statements],
        check=False,
    )
    return 1 if findings or linted.returncode else 0


def _misnumbered(names: list[str]) -> Iterator[str]:
    for expected, name in enumerate(names, start=1):
        match = _NAME.fullmatch(name)
        if match is None or int(match["number"]) != expected:
            yield f"{name}: migrations are numbered without gaps; expected {expected:04}_…"


def _unbounded(files: list[Path]) -> Iterator[str]:
    for path in files:
        if "lock_timeout" not in path.read_text("utf-8"):
            yield f"{path.name}: sets no lock_timeout, so it could stall the running server"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
