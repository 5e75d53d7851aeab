"""Pages: `items_per_page` and `offset` in the query, links to the neighbours in the answer.

What cannot be read counts as not asked, as in the framework behind the published API.
"""

import re
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from leavebook.http.call import Call

ITEMS_PER_PAGE: Final = 100
MOST_PER_PAGE: Final = 1000
FURTHEST: Final = 1_000_000_000

_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_MOST_DIGITS: Final = len(str(FURTHEST))


class Page(Struct, frozen=True):
    """The part of the list that is asked for."""

    limit: int
    offset: int

    def after(self, total: int, address: str) -> str | None:
        """Return the address of the next page, or None on the last one."""
        following = self.offset + self.limit
        return None if following >= total else self._link(address, following)

    def before(self, address: str) -> str | None:
        """Return the address of the page before, which has no offset when it is the first."""
        if self.offset <= 0:
            return None
        return self._link(address, self.offset - self.limit)

    def _link(self, address: str, offset: int) -> str:
        position = {"offset": offset} if offset > 0 else {}
        return f"{address}?{urlencode({**position, 'items_per_page': self.limit})}"


def read_page(call: Call) -> Page:
    """Return the page asked for: a hundred records from the start when nothing is said."""
    size, offset = _number(call, "items_per_page"), _number(call, "offset")
    return Page(limit=min(size, MOST_PER_PAGE) or ITEMS_PER_PAGE, offset=offset)


def _number(call: Call, name: str) -> int:
    """Return a whole number, cut to the largest that means anything; 0 for what is none."""
    given = call.asked(name) or ""
    if not _DIGITS.fullmatch(given):
        return 0
    digits = given.lstrip("0")
    return min(int(digits or 0), FURTHEST) if len(digits) <= _MOST_DIGITS else FURTHEST
