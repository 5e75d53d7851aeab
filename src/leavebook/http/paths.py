"""Finds what is served at an address, among paths such as `/requests/{id}/approve`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

Served = TypeVar("Served")

_PLACE: Final = re.compile(r"{(\w+)}")


def segments_of(path: str) -> tuple[str, ...]:
    """Return the words between the slashes; a slash too many changes nothing."""
    return tuple(segment for segment in path.split("/") if segment)


@dataclass(slots=True)
class _Node(Generic[Served]):
    """What begins with the same words."""

    words: "dict[str, _Node[Served]]" = field(default_factory=dict)
    place: "_Node[Served] | None" = None
    names: tuple[str, ...] = ()
    served: Served | None = None


class Paths(Generic[Served]):
    """What is served at which path; a word that is written out goes before a place."""

    def __init__(self, served: Iterable[tuple[str, Served]]) -> None:
        """Know every path; of two that are the same the last one counts."""
        self._root = _Node[Served]()
        for path, what in served:
            self._add(path, what)

    def find(self, segments: tuple[str, ...]) -> tuple[Served, dict[str, str]] | None:
        """Return what is served there with what stands in the path's places, or None."""
        node, values = self._root, list[str]()
        for segment in segments:
            following = node.words.get(segment)
            if following is None:
                following = node.place
                values.append(segment)
            if following is None:
                return None
            node = following
        if node.served is None:
            return None
        return node.served, dict(zip(node.names, values, strict=True))

    def _add(self, path: str, what: Served) -> None:
        node, names = self._root, list[str]()
        for segment in segments_of(path):
            if place := _PLACE.fullmatch(segment):
                names.append(place[1])
                node.place = node.place or _Node()
                node = node.place
            else:
                node = node.words.setdefault(segment, _Node())
        node.names, node.served = tuple(names), what
