"""What every door of this server shares, and which door an address belongs to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leavebook.http.door import Door, House
from leavebook.http.limits import Limits
from leavebook.http.room import Room
from leavebook.http.threads import Threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """Everything the mounted routes share."""

    house: House
    doors: tuple[Door, ...]
    limits: Limits
    threads: Threads
    body_limit: int
    base_url: str | None
    room: Room = field(default_factory=Room)


def door_of(path: str, doors: Sequence[Door]) -> Door | None:
    """Return the door in whose words a path is answered: the one with the longest prefix."""
    fitting = [
        (len(prefix), door)
        for door in doors
        for prefix in door.prefixes
        if path == prefix or path.startswith(prefix.rstrip("/") + "/")
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def methods_of(path: str, doors: Sequence[Door]) -> tuple[str, ...]:
    """Return the methods that some route serves on a path; its own routes go before `{id}`."""
    asked = path.rstrip("/") or "/"
    routes = [route for door in doors for route in door.routes]
    own = [route for route in routes if (route.path.rstrip("/") or "/") == asked]
    fitting = own or [route for route in routes if _pattern(route.path).fullmatch(asked)]
    return all_methods(route.method for route in fitting)


def all_methods(of_routes: Iterable[str]) -> tuple[str, ...]:
    """Return the methods of routes with HEAD, which every GET answers, in order."""
    methods = set(of_routes)
    return tuple(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"{\w+}", "[^/]+", path.rstrip("/")))
