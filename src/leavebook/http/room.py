"""How much of a process's memory the bodies of calls under way may take together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

_SMALL: Final = 16 * 1024
"""So much of every body is taken whatever there is: forms and requests get through."""


class NoRoom(Exception):  # noqa: N818  says what is so
    """Other bodies take all the memory there is for them."""


@dataclass(slots=True)
class Room:
    """The bytes that are left; one event loop counts them, so nothing needs to be locked."""

    left: int = 64 * 1024 * 1024

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """Yield what one body takes; all of it is given back in the end."""
        share = Share(self)
        try:
            yield share
        finally:
            self.left += share.taken


@dataclass(slots=True)
class Share:
    """What one body takes of the room beside its first bytes."""

    room: Room
    size: int = 0
    taken: int = 0

    def take(self, more: int) -> None:
        """The body may hold so many bytes more; raises NoRoom when nothing is left for them."""
        self.size += more
        wanted = max(0, self.size - _SMALL) - self.taken
        if wanted > self.room.left:
            raise NoRoom
        self.room.left -= wanted
        self.taken += wanted
