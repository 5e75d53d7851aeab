"""Changes of a page that is made already, each at its place."""

from typing import Final

from markupsafe import Markup, escape

from leavebook.web.html_elements import Element

GONE: Final = None


class Edits:
    """Changes that are gathered first and made together, so that no place moves meanwhile."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._pieces: list[tuple[int, int, str]] = []
        self._attributes: dict[Element, dict[str, str | None]] = {}

    def set_attribute(self, element: Element, name: str, value: str | None = "") -> None:
        """Give the element an attribute, or take it away with GONE."""
        self._attributes.setdefault(element, {})[name] = value

    def set_text(self, element: Element, text: str) -> None:
        """Put a text in place of the element's content."""
        # A line break right after the start tag would be dropped by the browser.
        self._pieces.append((element.opened, element.closed, f"\n{escape(text)}"))

    def insert(self, place: int, markup: Markup) -> None:
        """Put markup in at a place; of several at one place the first comes first."""
        self._pieces.append((place, place, str(markup)))

    def text_of(self, element: Element) -> str:
        """Return the text in an element, without the markup in it."""
        return Markup(self._html[element.opened : element.closed]).striptags()  # noqa: S704  our own page

    def made(self) -> str:
        """Return the page with every change made."""
        tags = [(each.start, each.opened, self._tag(each)) for each in self._attributes]
        whole, last = [], 0
        for start, end, text in sorted([*tags, *self._pieces], key=lambda piece: piece[:2]):
            whole += [self._html[last:start], text]
            last = end
        return "".join([*whole, self._html[last:]])

    def _tag(self, element: Element) -> str:
        attributes = {**element.attributes, **self._attributes[element]}
        # An attribute without a value is kept by the parser as None, like one that is gone.
        gone = {name for name, value in self._attributes[element].items() if value is GONE}
        said = [
            name if not value else f'{name}="{escape(value)}"'
            for name, value in attributes.items()
            if name not in gone
        ]
        return f"<{' '.join([element.tag, *said])}>"
