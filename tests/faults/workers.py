"""Real workers in processes of their own, which are killed where they stand."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.cast import NOW
from tests.conftest import Cluster
from tests.integrations.jobs import KEYS


@dataclass(frozen=True)
class Workplace:
    """Where workers work, and where they write what they have to say."""

    cluster: Cluster
    data: Path
    settings: Mapping[str, Any]

    def environment(self) -> dict[str, str]:
        """Return the environment of a worker, at the moment the cast lives in."""
        assert KEYS.given is not None
        return {
            **os.environ,
            "LEAVEBOOK_DATABASE_URL": self.cluster.url,
            "LEAVEBOOK_DATA": str(self.data),
            "LEAVEBOOK_SECRET_KEY": KEYS.given,
            "LEAVEBOOK_CLOCK_OFFSET": str((NOW - datetime.now(UTC)).total_seconds()),
            **{f"LEAVEBOOK_{name.upper()}": str(value) for name, value in self.settings.items()},
        }

    def said(self, words: str) -> int:
        """Return how often workers have said something."""
        return (self.data / "worker.log").read_text(errors="replace").count(words)


@contextmanager
def worker(place: Workplace) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker, and kill it where it stands."""
    with (place.data / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "leavebook", "worker"],
            env=place.environment(),
            stderr=log,
            stdout=log,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@dataclass
class Crew:
    """Workers side by side of whom each is killed after some seconds, and replaced."""

    place: Workplace
    chance: random.Random
    killed: int = 0
    calm: threading.Event = field(default_factory=threading.Event)
    """From now on nobody is killed any more."""
    done: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Be one worker after the other."""
        while not self.done.is_set():
            with worker(self.place):
                if not self.calm.wait(self.chance.uniform(5, 30)):
                    self.killed += 1
                    continue
                self.done.wait()


@contextmanager
def killed_at_random(place: Workplace, *, workers: int) -> Iterator[Crew]:
    """Keep so many workers at work, in real time, until the block ends."""
    crew = Crew(place, random.Random(7))
    threads = [threading.Thread(target=crew.work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield crew
    finally:
        crew.calm.set()
        crew.done.set()
        for thread in threads:
            thread.join()
