"""A call that may have been lost is sent again with the same key, and done once.

After draft-ietf-httpapi-idempotency-key-header: every POST of every door takes the header
`Idempotency-Key`. A key belongs to its credential and its endpoint and is known for 24 hours.
Only what was done is kept: a refused call has changed nothing and is judged anew.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.decoding import Malformed
from leavebook.storage import idempotency_keys
from leavebook.storage.idempotency_keys import KeptAnswer, Keyed
from leavebook.storage.transaction import Transaction

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
KEYED_METHODS: Final = frozenset({"POST"})
"""The other methods say what shall be so, and sending them again changes nothing more."""

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)


def once(call: Call, tx: Transaction, *, route: str, do: Callable[[], Answer]) -> Answer:
    """Return the answer to the call, which is done unless its key says that it was done before.

    The answer that comes again is the first one to the byte, and says that it does. Raises
    Malformed for a key that is none, and Refused for one that was used for something else.
    """
    key = call.headers.get(HEADER.lower())
    if key is None or call.method not in KEYED_METHODS:
        return do()
    if not _KEY.fullmatch(key):
        raise Malformed(f"The {HEADER} must be 1 to 255 visible ASCII characters.")
    keyed = Keyed(route, key, _fingerprint(call))
    if (kept := idempotency_keys.claim(tx, keyed)) is not None:
        return _again(kept)
    answer = do()
    first = _as_kept(answer)
    idempotency_keys.keep(tx, keyed, first)
    return Answer(first.status, first.body or None, first.headers, first.media_type)


def _fingerprint(call: Call) -> bytes:
    asked = hashlib.sha256()
    pieces = (call.method, call.path.rstrip("/"), *(part for pair in call.query for part in pair))
    for piece in pieces:
        asked.update(piece.encode() + b"\0")
    asked.update(call.raw_body)
    return asked.digest()


def _as_kept(answer: Answer) -> KeptAnswer:
    return KeptAnswer(
        status=answer.status,
        headers=answer.headers,
        media_type=answer.media_type,
        body=answer.encoded(),
    )


def _again(kept: KeptAnswer) -> Answer:
    headers = {**kept.headers, REPLAYED: "true"}
    return Answer(kept.status, kept.body or None, headers, kept.media_type)
