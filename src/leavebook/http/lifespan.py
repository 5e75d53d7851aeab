"""From the server's start to its end, as ASGI tells an application of both."""

from contextlib import AbstractContextManager, ExitStack

import structlog

from leavebook.http.asgi import Receive, Send

_log = structlog.get_logger()


async def live(opened: AbstractContextManager[None], receive: Receive, send: Send) -> None:
    """What calls need was open while the server ran, and is closed again."""
    await receive()  # the start
    with ExitStack() as held:
        try:
            held.enter_context(opened)
        except Exception as fault:  # noqa: BLE001  whatever it is, the server must not begin to serve
            _log.exception("cannot open")
            await send({"type": "lifespan.startup.failed", "message": str(fault)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()  # the end
    await send({"type": "lifespan.shutdown.complete"})
