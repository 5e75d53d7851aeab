"""Runs a Node.js program that serves on loopback, until it is stopped or its starter is gone."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import httpx2

from tests.standins.installing import CACHE, HERE, modules, node

_PATIENCE: Final = 60
_POLL: Final = 0.05
_LONGEST_EXCERPT: Final = 2000


@contextmanager
def serving(program: str, arguments: Sequence[object], *, port: int) -> Iterator[str]:
    """Run a program of the installed packages and yield its address once it answers."""
    guard = HERE / "ends_with_its_parent.cjs"
    command = [node(), "--require", guard, modules() / program, *arguments]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [str(each) for each in command],
            stdin=subprocess.PIPE,  # its end is what tells the program to end
            stdout=log,
            stderr=log,
            cwd=CACHE,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(address, process, log)
            yield address
        finally:
            process.kill()
            process.wait()
            assert process.stdin is not None
            process.stdin.close()


def run(script: Path, *, given: str) -> str:
    """Return what a script writes that may use the installed packages."""
    done = subprocess.run(
        [node(), script, modules()],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=_PATIENCE,
    )
    return done.stdout


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: IO[Any]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx2.get(address, timeout=5)
        except httpx2.TransportError:
            time.sleep(_POLL)
        else:
            return
    log.seek(0)
    raise RuntimeError(f"it does not serve: {log.read().decode()[-_LONGEST_EXCERPT:]}")
