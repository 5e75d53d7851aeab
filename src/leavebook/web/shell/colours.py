"""The company's colours of leave types as a stylesheet; pages may hold no style of their own."""

import hashlib
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.leave.type_colours import type_colours

_PATTERNS: Final = 4
_FOR_A_LONG_TIME: Final = "private, max-age=31536000, immutable"

Colours = tuple[tuple[int, str], ...]


def colours_path(colours: Colours) -> str:
    """Return where these colours are served; other colours have another address."""
    mark = hashlib.sha256(repr(colours).encode()).hexdigest()[:12]
    return f"/colours/{mark}"


def colours(call: Call, tx: Transaction) -> Answer:
    """Send the stylesheet: a colour for each leave type, and a pattern besides."""
    del call
    rules = (
        f".type-{each}{{--type:{colour};--pattern:var(--pattern-{place % _PATTERNS})}}"
        for place, (each, colour) in enumerate(type_colours(tx))
    )
    return Answer(
        200,
        "".join(rules).encode(),
        {"Cache-Control": _FOR_A_LONG_TIME, "Vary": "Cookie"},
        "text/css",
    )
