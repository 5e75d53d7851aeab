"""`python -m bench.slow_vendors`: what calls take while every system outside is slow or refuses.

A web process and a worker run; companies that are connected to everything ask, list and approve
at a steady pace. The moods of the systems take turns block by block, so that whatever else the
machine does meets all of them; every block has companies of its own. As usual is measured twice:
both together are what the others are compared with, and what either differs from both is not the
systems' doing.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg

from bench import server
from bench.dialects import DIALECTS, Told
from bench.vendors import Mood
from leavebook.domain.integrations import Mode
from leavebook.settings import Settings
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.embedded import EmbeddedDatabase
from leavebook.storage.migrate import migrate
from tests.cast import Cast, found_company
from tests.conftest import Cluster
from tests.faults.workers import Workplace, worker
from tests.integrations.plots import connected
from tests.integrations.vendors import VENDORS

CYCLES: Final = 60
"""In a block: each asks for a day, reads a list, reads one request and approves, in one API."""

PACE: Final = 0.3
"""Seconds from the beginning of one cycle to the beginning of the next."""

_WARM_UP: Final = 3
_SETTLES: Final = 2.0
"""Seconds for calls to end that hung, and were let go."""

# What one mood has left behind is not worked off in the next.
_FORGET: Final = (
    "SET search_path = queue",
    "UPDATE leavebook.integration_link SET observed = intended, next_try_at = NULL",
    """
    DELETE FROM queue.procrastinate_jobs
     WHERE status = 'todo' AND task_name IN ('reconcile', 'hear_event')
    """,
)
ALL: Final = "all"
_AGAIN: Final = "as usual, again"
_MEASURED: Final = (Mood.USUAL, Mood.LATE, _AGAIN, Mood.REFUSING)
_SPOKEN: Final = [each for each in DIALECTS if each.decide is not None]


@dataclass(frozen=True, slots=True)
class Outside:
    """The process that plays all systems."""

    process: subprocess.Popen[str]
    settings: Mapping[str, Any]

    def tell(self, **wanted: object) -> None:
        """Have it be so."""
        assert self.process.stdin is not None  # noqa: S101  it is a pipe
        assert self.process.stdout is not None  # noqa: S101  the same
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that calls took, by what was measured, the block's number and the kind of call."""

    taken: dict[tuple[str, int, str], list[float]]

    def note(
        self, block: tuple[str, int], kind: str, call: Callable[[int], None], turn: int
    ) -> None:
        """Make a call, and remember what it took unless it was to get warm."""
        began = time.perf_counter()
        call(turn)
        if turn >= _WARM_UP:
            seconds = time.perf_counter() - began
            self.taken.setdefault((*block, kind), []).append(seconds)

    def of(self, title: str, kind: str = ALL) -> list[list[float]]:
        """Return the times of each block."""
        numbers = sorted({number for name, number, _ in self.taken if name == title})
        return [
            [
                each
                for (name, block, which), seconds in self.taken.items()
                if (name, block) == (title, number) and kind in {ALL, which}
                for each in seconds
            ]
            for number in numbers
        ]


def main() -> None:
    """Measure, print the table, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m bench.slow_vendors")
    parser.add_argument("--rounds", type=int, default=6, help="blocks of each mood")
    parser.add_argument("--cycles", type=int, default=CYCLES, help="cycles of each block")
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="leavebook-bench-"))
    database = embedded.start(folder / "postgres")
    try:
        migrate(database.owner_url)
        times = _measured(database, folder, rounds=wanted.rounds, cycles=wanted.cycles)
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(lines(times)))


def lines(times: Times) -> Iterator[str]:
    """Yield the table: each mood beside both that are as usual.

    The last two columns compare the middle one of all blocks, which one bad moment of the machine
    does not change.
    """
    yield (
        f"{'call':<9}{'systems':<17}{'calls':>7}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'p50':>8}{'p99':>8}{'block p50':>11}{'p99':>8}"
    )
    for kind in ("create", "list", "get", "approve", ALL):
        usual = _figures(times.of(Mood.USUAL, kind) + times.of(_AGAIN, kind))
        for title in _MEASURED:
            blocks = times.of(title, kind)
            found = _figures(blocks)
            changes = [now / before - 1 for now, before in zip(found, usual, strict=True)]
            yield (
                f"{kind:<9}{title:<17}{sum(map(len, blocks)):>7,}"
                f"{found[0] * 1000:>8.1f}{found[1] * 1000:>8.1f}"
                f"{changes[0]:>+8.1%}{changes[1]:>+8.1%}{changes[2]:>+11.1%}{changes[3]:>+8.1%}"
            )


def _figures(blocks: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """Return p50 and p99 of all calls, and those of the block in the middle."""
    together = [each for block in blocks for each in block]
    return (
        _percentile(together, 0.5),
        _percentile(together, 0.99),
        median(_percentile(block, 0.5) for block in blocks),
        median(_percentile(block, 0.99) for block in blocks),
    )


def _percentile(seconds: Sequence[float], part: float) -> float:
    return sorted(seconds)[math.ceil(len(seconds) * part) - 1]


def _measured(database: EmbeddedDatabase, folder: Path, *, rounds: int, cycles: int) -> Times:
    times = Times({})
    cluster = Cluster(database.url, database.owner_url, database.admin_url)
    founding = Database(database.url, connections=2, name="bench", patience="0")
    founding.open()
    try:
        with (
            _outside() as outside,
            worker(Workplace(cluster, folder, outside.settings)),
            server.running(database.url, threads=8) as running,
        ):
            for number in range(rounds):
                turned = number % len(_MEASURED)
                for title in (*_MEASURED[turned:], *_MEASURED[:turned]):
                    told = _told(founding, outside, running.address)
                    outside.tell(mood=Mood.USUAL if title == _AGAIN else title)
                    _block(times, (title, number), told, cycles)
                    outside.tell(mood=Mood.USUAL)
                    _forget(database)
                    time.sleep(_SETTLES)
    finally:
        founding.close()
    return times


def _told(founding: Database, outside: Outside, address: str) -> list[Told]:
    """Found a company for each API, connected to everything."""
    told = []
    for spoken in _SPOKEN:
        cast = found_company(founding)
        outside.tell(people={each.email: each.user_id for each in cast.members.values()})
        _connect(cast, outside.settings)
        told.append(Told(address, spoken, cast))
    return told


def _connect(cast: Cast, settings: Mapping[str, Any]) -> None:
    for provider, make in VENDORS.items():
        systems = connected(cast, provider, Settings(**settings), make().given)
        assert (provider, Mode.LIVE) in systems  # noqa: S101  else nothing is measured


def _block(times: Times, block: tuple[str, int], told: Sequence[Told], cycles: int) -> None:
    faults: list[BaseException] = []

    def speak(one: Told) -> None:
        try:
            for turn in range(cycles):
                until = time.perf_counter() + PACE
                times.note(block, "create", one.create, turn)
                times.note(block, "list", one.read_list, turn)
                times.note(block, "get", one.get_last, turn)
                times.note(block, "approve", one.decide, turn)
                time.sleep(max(0.0, until - time.perf_counter()))
        except Exception as error:  # noqa: BLE001  told to whoever waits for this thread
            faults.append(error)

    speaking = [threading.Thread(target=speak, args=(one,)) for one in told]
    for each in speaking:
        each.start()
    for each in speaking:
        each.join()
    if faults:
        raise faults[0]


def _forget(database: EmbeddedDatabase) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        for statement in _FORGET:
            admin.execute(statement.encode())


@contextmanager
def _outside() -> Iterator[Outside]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.vendors"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101  it is a pipe
        yield Outside(process, json.loads(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
