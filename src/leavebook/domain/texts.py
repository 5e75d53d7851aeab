"""Texts that people type: names and numbers of one line, and what they say about leave."""

import unicodedata
from typing import Final

from leavebook.domain.limits import invalid

_UNSEEN: Final = frozenset("CZ")
"""The first letters of the Unicode categories that leave no mark: controls and spaces."""

_NOT_IN_A_LINE: Final = frozenset({"Cc", "Zl", "Zp"})
"""Controls, and what parts lines and paragraphs."""


LONGEST_REMARK: Final = 2000
"""Characters of a reason or a comment; the database keeps no more."""


def one_line(given: str, *, field: str, at_most: int) -> str:
    """Return the text without the white space around it, in Unicode's composed form.

    Raises Refused naming the field for text that shows nothing, is longer than `at_most`
    characters, or holds line breaks or other control characters.
    """
    text = unicodedata.normalize("NFC", given).strip()
    categories = [unicodedata.category(character) for character in text]
    if all(category[0] in _UNSEEN for category in categories):
        raise invalid(field, "blank")
    if len(text) > at_most:
        raise invalid(field, "too_long", at_most=at_most)
    if not _NOT_IN_A_LINE.isdisjoint(categories):
        raise invalid(field, "not_one_line")
    return text


def remark(given: str | None, *, field: str) -> str | None:
    """Return what somebody says about leave as it is; raises Refused for more than is kept."""
    if given is not None and len(given) > LONGEST_REMARK:
        raise invalid(field, "too_long", at_most=LONGEST_REMARK)
    return given
