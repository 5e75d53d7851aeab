"""Runs the web processes and a worker on a ready database until told to stop."""

import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request  # lint: outgoing: asks nobody but this machine whether it is ready

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from leavebook import demo
from leavebook.cli.processes import CannotRun, Demo
from leavebook.clock import Clock
from leavebook.settings import Settings, hand_on
from leavebook.storage.database import Database
from leavebook.storage.self_check import assert_safe

_log = structlog.get_logger()

_PATIENCE = 30
_POLL = 0.1
_PAUSE = 1.0
_SILENCE = 30.0
_MOST_CONNECTIONS = 4096
_FILES_BESIDE = 256
"""What a web process keeps open beside its connections: database, libraries, logs."""


def serve_from(settings: Settings, wanted: Demo | None, clock: Clock) -> int:
    """Run the web processes and a worker on a ready database until told to stop."""
    metrics = settings.data / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    hand_on(settings, metrics=metrics)
    database = Database(
        settings.known_database_url(), connections=2, name="leavebook-serve", patience="0"
    )
    database.open()
    assert_safe(database)
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_a_worker, args=(ending,))
    keeper.start()
    failed: list[BaseException] = []
    threading.Thread(
        target=_prepare, args=(database, settings, wanted, clock, failed), daemon=True
    ).start()
    try:
        web_server(settings).serve()
    finally:
        ending.set()
        keeper.join()
        database.close()
    return 1 if failed else 0


def _keep_a_worker(ending: threading.Event) -> None:
    """Run a worker until the event is set; one that dies before is replaced."""
    while not ending.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "leavebook", "worker"])
        while worker.poll() is None and not ending.wait(_POLL):
            pass
        if worker.poll() is None:
            _stop(worker)
        else:
            _log.warning("the worker ended and is replaced", status=worker.returncode)
            ending.wait(_PAUSE)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


def web_server(settings: Settings, *, silence: float = _SILENCE) -> MPServer:
    """Return the web server, which hangs up on whoever sends no whole head of a call in time."""
    # A fork would copy this process's connections and threads into the web processes.
    multiprocessing.set_start_method("spawn", force=True)
    return MPServer(
        "leavebook.app:web",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,
        websockets=False,
        # Where it first finds out which version is spoken, it waits for the silent for ever.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=int(silence * 1000)),
        backpressure=_connections(files=_open_more_files()),
        log_level=LogLevels.warning,
    )


def _open_more_files() -> int:
    """Return how many files each process may open from now on: enough for every connection."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _FILES_BESIDE
    if now == resource.RLIM_INFINITY or now >= wanted:
        return wanted
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return files


def _connections(*, files: int) -> int:
    return max(1, min(_MOST_CONNECTIONS, files - _FILES_BESIDE))


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
            print(shown, flush=True)  # noqa: T201  the demo tells where to go and who to be
        _wait_until_ready(_heard_at(settings))
        print(f"Leavebook is ready at {address}", flush=True)  # noqa: T201  others wait for this line
    except Exception as error:  # noqa: BLE001  whatever it is, the server must not stay half ready
        _log.exception("cannot get ready")
        failed.append(error)
        os.kill(os.getpid(), signal.SIGTERM)


def _heard_at(settings: Settings) -> str:
    """Return where this machine itself reaches the server, whatever address others use."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104  asked for by the operator
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


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
    raise CannotRun("the web server did not become ready")
