"""Starts and stops everything that one machine runs: database, web processes, worker."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog
from granian import Granian
from granian.constants import Interfaces

from leavebook import demo
from leavebook.clock import Clock
from leavebook.settings import Settings, hand_on
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate, missing
from leavebook.storage.self_check import assert_safe

_log = structlog.get_logger()

_PATIENCE = 30
_POLL = 0.1


class CannotServe(Exception):  # noqa: N818  says what is so
    """The server cannot start; the message says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo was asked to show."""

    starts_at: datetime | None = None
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What the command line may start; the composition root hands it over."""

    run_worker: Callable[[Settings], None]

    def serve(self, settings: Settings, wanted: Demo | None) -> int:
        """Serve until told to stop, and return the exit status."""
        with only_one(settings.data), database_for(settings, wanted) as known:
            clock = Clock(known.clock_offset)
            if wanted is not None and wanted.starts_at is not None:
                clock = Clock.starting_at(wanted.starts_at)
            known = replace(known, clock_offset=clock.offset, metrics_shared=True)
            return _serve(known, wanted, clock)


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data directory for this process; raises CannotServe when another holds it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotServe(f"another Leavebook serves from {data}") from error
        yield


@contextmanager
def database_for(settings: Settings, wanted: Demo | None = None) -> Iterator[Settings]:
    """Yield settings that name a database of the right schema, embedded when none is given."""
    if settings.database_url is not None:
        if settings.owner_database_url is not None:
            server_login = Database(settings.database_url, connections=1, name="").login
            migrate(settings.owner_database_url, server_login=server_login)
        elif lacking := missing(settings.database_url):
            raise CannotServe(
                f"the database lacks {len(lacking)} migrations; run `leavebook migrate` with"
                " LEAVEBOOK_OWNER_DATABASE_URL set"
            )
        yield settings
        return
    running = embedded.start(settings.data / "postgres")
    try:
        fresh = bool(migrate(running.owner_url))
        if wanted is not None and fresh:
            demo.mark_as_demo(running.owner_url)
        yield replace(settings, database_url=running.url)
    finally:
        if running.started_here:
            running.stop()


def _serve(settings: Settings, wanted: Demo | None, clock: Clock) -> int:
    metrics = settings.data / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    hand_on(settings, metrics=metrics)
    database = Database(
        settings.known_database_url(), connections=2, name="leavebook-serve", patience="0"
    )
    database.open()
    assert_safe(database)
    worker = subprocess.Popen([sys.executable, "-m", "leavebook", "worker"])
    failed: list[BaseException] = []
    threading.Thread(
        target=_prepare, args=(database, settings, wanted, clock, failed), daemon=True
    ).start()
    try:
        _web_server(settings).serve()
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
        database.close()
    return 1 if failed else 0


def _web_server(settings: Settings) -> Granian:
    return Granian(
        "leavebook.app:web",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,
        websockets=False,
        log_enabled=False,
    )


def _prepare(
    database: Database,
    settings: Settings,
    wanted: Demo | None,
    clock: Clock,
    failed: list[BaseException],
) -> None:
    """Load what the demo shows, and say so when the server is ready."""
    address = settings.base_url or f"http://{settings.host}:{settings.port}"
    try:
        if wanted is not None:
            shown = demo.show(
                database, settings.data, base_url=address, now=clock.now(), people=wanted.people
            )
            _wait_until_ready(address)
            print(shown, flush=True)  # noqa: T201  the demo tells where to go and who to be
        else:
            _wait_until_ready(address)
        print(f"Leavebook is ready at {address}", flush=True)  # noqa: T201  others wait for this line
    except Exception as error:  # noqa: BLE001  whatever it is, the server must not stay half ready
        _log.exception("cannot get ready")
        failed.append(error)
        os.kill(os.getpid(), signal.SIGTERM)


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:  # noqa: S310  our own address
                if json.load(answer)["status"] == "ready":
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(_POLL)
    raise CannotServe("the web server did not become ready")
