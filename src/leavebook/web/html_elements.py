"""The elements of one of our own pages, with where each stands in the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from typing import Final

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


@dataclass(slots=True, eq=False)
class Element:
    """An element: its start tag from `start` to `opened`, and its content up to `closed`.

    Without an end tag of its own, `opened`, `closed` and `end` are the same place.
    """

    tag: str
    attributes: dict[str, str | None]
    start: int
    opened: int
    closed: int
    end: int
    parent: "Element | None"

    def get(self, name: str) -> str:
        """Return an attribute's text; an empty one where there is none."""
        return self.attributes.get(name) or ""

    def ancestors(self) -> Iterator["Element"]:
        """Yield the elements around it, the nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def within(self, tag: str) -> "Element | None":
        """Return the nearest element of a kind around it."""
        return next((each for each in self.ancestors() if each.tag == tag), None)


def by_nearest(tag: str, elements: Iterable[Element]) -> dict[Element, list[Element]]:
    """Return the elements that stand in one of a kind, by the nearest such."""
    found: dict[Element, list[Element]] = {}
    for each in elements:
        around = each.within(tag)
        if around is not None:
            found.setdefault(around, []).append(each)
    return found


def elements_of(html: str) -> tuple[Element, ...]:
    """Return the page's elements in the order of their start tags."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    """Pages are made from our templates, so every element that is not void has its end tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Element] = []
        self._around: Element | None = None
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._element(tag, attrs)
        if tag not in _VOID:
            self._around = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        element = self._around
        while element is not None and element.tag != tag:
            element = element.parent
        if element is None:
            return
        element.closed = self._place()
        element.end = element.closed + len(f"</{tag}>")
        self._around = element.parent

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        start = self._place()
        opened = start + len(self.get_starttag_text() or "")
        made = Element(tag, dict(attrs), start, opened, opened, opened, self._around)
        self.found.append(made)
        return made

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
