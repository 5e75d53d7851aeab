"""Calls the server over HTTP as fast as it answers, on a few connections that stay open."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """One call, ready to be sent."""

    method: str
    path: str
    token: str
    body: object = None
    expects: int = 200

    def raw(self) -> bytes:
        """Return the bytes on the wire (HTTP/1.1, RFC 9112)."""
        content = b"" if self.body is None else json.dumps(self.body).encode()
        head = (
            f"{self.method} {self.path} HTTP/1.1\r\nHost: bench\r\n"
            f"Authorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of a run; times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    calls: int


def measure(
    address: str, call: Callable[[int, int], HttpCall | None], *, connections: int, seconds: float
) -> Measured:
    """Return rate and latencies of calls made on so many connections at a time.

    `call` makes the n-th call of a connection; None ends that connection's run early.
    """
    return asyncio.run(_measure(address, call, connections=connections, seconds=seconds))


async def _measure(
    address: str, call: Callable[[int, int], HttpCall | None], *, connections: int, seconds: float
) -> Measured:
    times: list[float] = []
    started = time.perf_counter()
    await asyncio.gather(
        *(_one(address, call, which, started + seconds, times) for which in range(connections))
    )
    elapsed = time.perf_counter() - started
    ordered = sorted(times)
    return Measured(
        per_second=len(ordered) / elapsed,
        p50=ordered[len(ordered) // 2] * 1000,
        p99=ordered[int(len(ordered) * 0.99)] * 1000,
        calls=len(ordered),
    )


async def _one(
    address: str,
    call: Callable[[int, int], HttpCall | None],
    which: int,
    until: float,
    times: list[float],
) -> None:
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    turn = 0
    while time.perf_counter() < until:
        wanted = call(which, turn)
        if wanted is None:
            break
        began = time.perf_counter()
        writer.write(wanted.raw())
        status, body = await _answer(reader)
        times.append(time.perf_counter() - began)
        if status != wanted.expects:
            raise RuntimeError(f"{wanted.method} {wanted.path}: {status} {body[:300]!r}")
        turn += 1
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    length = next(
        (int(line.split(":")[1]) for line in head if line.lower().startswith("content-length")), 0
    )
    return int(head[0].split()[1]), await reader.readexactly(length)
