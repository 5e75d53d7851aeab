"""Asks the web application in the process of the test, whose clock and settings it then shares."""

import asyncio
from collections.abc import Iterable, Mapping

import httpx2

from leavebook.app import build_web
from leavebook.http.asgi import Message
from leavebook.settings import Settings
from tests.apart import run_apart

Ask = tuple[str, Mapping[str, str]]
"""A path and the headers it is asked for with."""


def ask_in_process(settings: Settings, asks: Iterable[Ask]) -> list[httpx2.Response]:
    """Return what a server of these settings answers, one ask after the other."""
    return run_apart(_ask(settings, asks))


async def _ask(settings: Settings, asks: Iterable[Ask]) -> list[httpx2.Response]:
    web = build_web(settings)
    told: asyncio.Queue[Message] = asyncio.Queue()
    said: asyncio.Queue[Message] = asyncio.Queue()
    serving = asyncio.create_task(web({"type": "lifespan"}, told.get, said.put))
    await told.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    through = httpx2.ASGITransport(web)
    async with httpx2.AsyncClient(transport=through, base_url="http://here.example") as client:
        answers = [await client.get(path, headers=headers) for path, headers in asks]
    await told.put({"type": "lifespan.shutdown"})
    await serving
    assert (await said.get())["type"] == "lifespan.shutdown.complete"
    return answers
