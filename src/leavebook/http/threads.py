"""Lets an event loop hand work to threads, with as little in between as there can be.

`ThreadPoolExecutor` makes two futures and three locks for every hand-over, which was a
twenty-fifth of what a list costs.
"""

import asyncio
from asyncio import AbstractEventLoop, Future
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")

_Work = tuple[Callable[[], Any], AbstractEventLoop, "Future[Any]"]


@dataclass(slots=True)
class Threads:
    """So many threads; what is more than they can do at a time waits its turn."""

    count: int
    _waiting: "SimpleQueue[_Work | None]" = field(default_factory=SimpleQueue)
    _running: list[Thread] = field(default_factory=list)

    def open(self) -> None:
        """Begin to work."""
        for number in range(self.count):
            thread = Thread(target=self._work, name=f"call-{number}", daemon=True)
            self._running.append(thread)
            thread.start()

    def close(self) -> None:
        """Everything that was handed over is done, and the threads have ended."""
        for _ in self._running:
            self._waiting.put(None)
        while self._running:
            self._running.pop().join()

    async def do(self, work: Callable[[], Result]) -> Result:
        """Return what the work gives, or raise what it raises, once a thread has done it."""
        loop = asyncio.get_running_loop()
        done: Future[Result] = loop.create_future()
        self._waiting.put((work, loop, done))
        return await done

    def _work(self) -> None:
        while (handed := self._waiting.get()) is not None:
            work, loop, done = handed
            try:
                result = work()
            except BaseException as fault:  # noqa: BLE001  it belongs to whoever waits
                loop.call_soon_threadsafe(_fail, done, fault)
            else:
                loop.call_soon_threadsafe(_succeed, done, result)


# Whoever waited may have gone.
def _succeed(done: "Future[Result]", result: Result) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: "Future[Any]", fault: BaseException) -> None:
    if not done.done():
        done.set_exception(fault)
