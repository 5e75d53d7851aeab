"""A server opens what its calls need when it starts, and closes it when it ends."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from leavebook.http.asgi import Message
from leavebook.http.lifespan import live
from tests.apart import run_apart


def said_by(opened: AbstractContextManager[None]) -> list[str]:
    """Return the kinds of what the server hears from its start to its end."""
    told, said = asyncio.Queue[Message](), list[str]()

    async def hear(message: Message) -> None:
        said.append(message["type"])

    async def whole_life() -> None:
        await told.put({"type": "lifespan.startup"})
        await told.put({"type": "lifespan.shutdown"})
        await live(opened, told.get, hear)

    run_apart(whole_life())
    return said


def test_what_was_opened_at_the_start_is_closed_at_the_end() -> None:
    seen = []

    @contextmanager
    def opened() -> Iterator[None]:
        seen.append("opened")
        yield
        seen.append("closed")

    assert said_by(opened()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert seen == ["opened", "closed"]


def test_a_server_that_cannot_open_says_so_and_does_not_serve() -> None:
    def break_down() -> None:
        raise OSError("no room")

    @contextmanager
    def broken() -> Iterator[None]:
        break_down()
        yield

    assert said_by(broken()) == ["lifespan.startup.failed"]
