"""A small HTTP server of our own that plays a vendor, and its faults on request.

It is ours, not the vendor's: it shows what our client does, never what the vendor does.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, Any]
"""A status and a JSON document; None is an empty body."""


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Effect(StrEnum):
    """Whether a request that gets no good answer had its effect all the same."""

    NONE = "nothing done"
    DONE = "done"
    LATER = "done a little later"


@dataclass(frozen=True)
class Fault:
    """What happens instead of a good answer; without a status the connection just ends."""

    effect: Effect
    status: int | None = None
    body: bytes | None = None

    def __str__(self) -> str:
        said = "garbage" if self.body else (self.status or "no answer")
        return f"{said}, {self.effect}"


@dataclass
class StandIn:
    """What a vendor's stand-in is made of: what it does, and what is to go wrong."""

    serve: Callable[[Asked], Answer]
    matters: Callable[[Asked], bool] = lambda _: True
    faults: dict[int, Fault] = field(default_factory=dict)
    """By the number of the request that matters, from 0."""
    meanwhile: Callable[[], None] | None = None
    """What happens elsewhere while the next request that matters is served."""
    number: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    later: list[threading.Timer] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    echo: str = ""
    """What every error message quotes."""

    wait: Callable[[], object] = lambda: None
    """What is waited for before anything is done; other requests do not wait for it."""

    hold: Callable[[Asked], object] = lambda _: None
    """What is waited for between what is done and the answer; nobody else waits for it."""

    def settle(self) -> None:
        """Wait until everything that was delayed has happened."""
        for timer in self.later:
            timer.join()
        self.later.clear()


@contextmanager
def serving(stand_in: StandIn) -> Iterator[str]:
    """Serve on loopback and give the address."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            asked = _read(self)
            stand_in.wait()
            with stand_in.lock:
                stand_in.asked.append(asked)
                reply = _reply(stand_in, asked)
            stand_in.hold(asked)
            self.close_connection = True
            if reply is not None:
                # Whoever asked may have given up or been killed meanwhile.
                with suppress(OSError):
                    _send(self, *reply, stand_in.headers)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815  names of the library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  named by the library
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _reply(stand_in: StandIn, asked: Asked) -> tuple[int, bytes] | None:
    fault = None
    if stand_in.matters(asked):
        fault = stand_in.faults.get(stand_in.number)
        stand_in.number += 1
        if stand_in.meanwhile is not None:
            happens, stand_in.meanwhile = stand_in.meanwhile, None
            happens()
    if fault is None:
        return _encoded(stand_in.serve(asked))
    if fault.effect is Effect.DONE:
        stand_in.serve(asked)
    if fault.effect is Effect.LATER:
        timer = threading.Timer(0.05, stand_in.serve, args=(asked,))
        stand_in.later.append(timer)
        timer.start()
    if fault.status is None:
        return None
    if fault.body is not None:
        return fault.status, fault.body
    return _encoded((fault.status, _error(stand_in, fault.status)))


def _error(stand_in: StandIn, status: int) -> dict[str, Any]:
    said = f"fault {status} {stand_in.echo}"
    return {
        "errors": [{"detail": said}],
        "error": {"code": status, "message": said, "errors": []},
        "Message": said,
    }


def _encoded(answer: Answer) -> tuple[int, bytes]:
    status, document = answer
    return status, b"" if document is None else json.dumps(document).encode()


def _read(handler: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(handler.path)
    length = int(handler.headers.get("Content-Length") or 0)
    return Asked(
        method=handler.command,
        path=parts.path,
        query={name: values[0] for name, values in parse_qs(parts.query).items()},
        headers={name.lower(): value for name, value in handler.headers.items()},
        body=handler.rfile.read(length),
    )


def _send(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    handler.wfile.flush()
