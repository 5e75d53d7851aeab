"""`leavebook` as an operator runs it: a process of its own, with all that it starts."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2

PATIENCE: Final = 60.0
_POLL: Final = 0.1
_LEAVEBOOK: Final = (sys.executable, "-m", "leavebook")


@dataclass(frozen=True, slots=True)
class Running:
    """A server, its address and what it has said so far."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def said(self) -> str:
        """Return everything that the server has written."""
        return self.log.read_text(errors="replace")

    def stop(self, *, with_signal: int = signal.SIGTERM) -> int:
        """Tell the server to stop and return its exit status."""
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)

    def is_ready(self) -> bool:
        """Return whether the server says that it can serve; it must not have ended."""
        assert self.process.poll() is None, self.said()
        try:
            return httpx2.get(f"{self.address}/health/ready", timeout=5).is_success
        except httpx2.TransportError:
            return False


def leavebook(
    *arguments: str, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of `leavebook` to its end."""
    return subprocess.run(
        [*_LEAVEBOOK, *arguments],
        env=_environment(settings or {}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def serving(
    data: Path, *arguments: str, settings: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run `leavebook serve` on a free port; whatever is left of it afterwards is killed."""
    port = free_port()
    log = data.parent / f"{data.name}-{port}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*_LEAVEBOOK, "serve", "--data", str(data), "--port", str(port), *arguments],
            env=_environment(settings or {}),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Running(process, f"http://127.0.0.1:{port}", log)
        try:
            wait_until(server.is_ready)
            yield server
        finally:
            _end(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_until(is_so: Callable[[], Any], *, patience: float = PATIENCE) -> None:
    """Return once something is so; raises TimeoutError when it never is."""
    deadline = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(_POLL)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if "LEAVEBOOK" not in name}
    return {**inherited, **settings}


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
