"""What hangs beside the doors for everybody to read: health, numbers, the description."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from leavebook.http.call import Answer
from leavebook.http.nowhere import plain_refusal

Notice: TypeAlias = Callable[[], Awaitable[Answer]]
"""It asks for no credential, and answers GET and HEAD alone."""

Notices: TypeAlias = Mapping[str, Notice]
"""By their paths."""

_METHODS = {"Allow": "GET, HEAD, OPTIONS"}


async def read_notice(notice: Notice, method: str) -> Answer:
    """Return what a notice answers to a method."""
    if method == "GET":
        return await notice()
    if method == "OPTIONS":
        return Answer(204, headers=_METHODS)
    return plain_refusal(405, _METHODS)
