"""Whether a browser may keep a page of its reader's, for when there is no network."""

import hashlib
from typing import Final

from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.web.cookies import cookie

KEEPS: Final = "Leavebook-Keeps"
"""The header of every page that names the reader to their browser, if they wished it."""

NOTHING: Final = "nothing"
"""What the header says where nobody wished that anything is kept."""

_LENGTH: Final = 32


def reader(tx: Transaction) -> str:
    """Return what tells the actor from every other reader, and nothing else of them."""
    told = f"{tx.company.uuid} {tx.actor.user_id}"
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]


def kept_for(call: Call, tx: Transaction) -> str | None:
    """Return the reader if it is they who wished that this browser keeps something."""
    wished = cookie(call, "leavebook-offline")
    return wished if wished and wished == reader(tx) else None
