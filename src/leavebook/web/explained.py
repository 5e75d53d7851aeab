"""Why a figure is what it is, in the visitor's language: the ledger keeps its reasons in English.

Figures and dates inside a reason are written as the language writes them, and the words between
them stand in the catalogue with a # for each.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.web.formats import Formats
from leavebook.web.names import MOVEMENTS

_AS_SOMEBODY_WROTE: Final = frozenset({"reason", "because"})
_PLAIN: Final = {"None": "–", "True": "yes", "False": "no"}
_FIGURE: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?", re.ASCII)
_BETWEEN: Final = re.compile(r"(; |: )")
_DATE_LENGTH: Final = len("2026-04-01")


def explained(reason: str, write: Formats) -> str:
    """Return a formula of the ledger, or a part of one, in the language."""
    said = write.texts.pgettext("ledger", _FIGURE.sub("#", reason))
    words = said.replace("_", " ").split("#")
    figures = [_written(each, write) for each in _FIGURE.findall(reason)]
    if len(words) != len(figures) + 1:
        return reason
    return "".join(f"{word}{figure}" for word, figure in zip(words, [*figures, ""], strict=True))


def input_explained(name: str, value: str, write: Formats) -> str:
    """Return what went into a formula; what somebody typed stays as it is."""
    if name in _AS_SOMEBODY_WROTE:
        return value
    if name == "corrects":
        return write.called(MOVEMENTS, value)
    if value in _PLAIN:
        return write.texts.pgettext("ledger", _PLAIN[value])
    parts = _BETWEEN.split(value)
    return "".join(part if _BETWEEN.fullmatch(part) else explained(part, write) for part in parts)


def _written(figure: str, write: Formats) -> str:
    if len(figure) != _DATE_LENGTH or "-" not in figure:
        return write.exact(Decimal(figure))
    return write.day(date.fromisoformat(figure))
