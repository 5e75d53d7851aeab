"""Tables as files that spreadsheets open, in which no cell is taken for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
_MARK: Final = b"\xef\xbb\xbf"
"""Without it some spreadsheets take the text for another encoding."""


def csv_of(rows: Iterable[Sequence[object]], *, language: str = "en") -> bytes:
    """Return the rows as a file; numbers stay numbers.

    Where numbers have a comma, as in German, spreadsheets expect semicolons between the cells.
    """
    written = io.StringIO()
    point, separator = (",", ";") if language == "de" else (".", ",")
    # Every cell is quoted, or one that holds the other separator would be two where that one
    # is expected, and the second might be a formula.
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([_cell(value, point) for value in row] for row in rows)
    return _MARK + written.getvalue().encode()


def _cell(value: object, point: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", point)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or _seen(text).startswith(_FORMULA) else text


def _seen(text: str) -> str:
    """Return the text from its first mark on: some spreadsheets leave out what shows nothing."""
    first = (
        at
        for at, character in enumerate(text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )
    return text[next(first, len(text)) :]
