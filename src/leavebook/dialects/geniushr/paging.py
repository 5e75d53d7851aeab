"""Pages: `page` and `per_page` in the query, four numbers in `meta`."""

import re
from typing import Final

from msgspec import Struct

from leavebook.domain.problems import Refused
from leavebook.http.call import Call
from leavebook.http.reading import Fault, invalid

PER_PAGE: Final = 15
MOST_PER_PAGE: Final = 100
LAST_PAGE: Final = 1_000_000_000
LARGEST_ID: Final = 2**63 - 1

_DIGITS: Final = re.compile(r"[0-9]{1,19}", re.ASCII)


class Meta(Struct):
    """Where in the list the answer stands."""

    current_page: int
    last_page: int
    per_page: int
    total: int


class Page(Struct, frozen=True):
    """The part of the list that is asked for."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many records stand on the pages before."""
        return (self.number - 1) * self.size

    def meta(self, total: int) -> Meta:
        """Return the numbers for an answer; an empty list has one page, as in the published API."""
        last = max(1, -(-total // self.size))
        return Meta(current_page=self.number, last_page=last, per_page=self.size, total=total)


def read_page(call: Call) -> Page:
    """Return the page asked for; more than a hundred records at once are cut to a hundred.

    Raises Refused for what is no whole number from 1 on.
    """
    number = read_number(call, "page", most=LAST_PAGE)
    size = read_number(call, "per_page", most=LARGEST_ID)
    return Page(number=number or 1, size=min(size or PER_PAGE, MOST_PER_PAGE))


def read_number(call: Call, name: str, *, least: int = 1, most: int = LARGEST_ID) -> int | None:
    """Return a whole number in the query; None when it is absent, which empty is not."""
    given = call.asked(name)
    if given is None:
        return None
    if not _DIGITS.fullmatch(given):
        raise Refused(invalid(name, Fault.NOT_A_WHOLE_NUMBER))
    if int(given) < least:
        raise Refused(invalid(name, Fault.TOO_SMALL, at_least=least))
    if int(given) > most:
        raise Refused(invalid(name, Fault.TOO_LARGE, at_most=most))
    return int(given)
