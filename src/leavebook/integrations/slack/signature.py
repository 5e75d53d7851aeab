"""Whether a call is Slack's: signed with the app's secret, and not long ago. Pure."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 300
"""Seconds that the clocks may differ, and a call may be on its way."""

_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_MOMENT: Final = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A call with what Slack has signed of it."""

    signature: str
    signed: bytes

    def is_signed_with(self, secret: str) -> bool:
        """Whether the secret made the signature; the comparison takes the same time for all.

        No secret has signed anything.
        """
        if not secret:
            return False
        wanted = hmac.new(secret.encode(), self.signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={wanted}", self.signature)


def signed_part(headers: Mapping[str, str], body: bytes, *, now: int) -> Signed | None:
    """Return what is signed; None when it cannot be Slack's, or was signed too long ago.

    `now` are seconds since 1970, by the real clock.
    """
    signature = headers.get("x-slack-signature", "")
    moment = headers.get("x-slack-request-timestamp", "")
    if not _SIGNATURE.fullmatch(signature) or not _MOMENT.fullmatch(moment):
        return None
    if abs(now - int(moment)) > WINDOW:
        return None
    return Signed(signature=signature, signed=b"v0:" + moment.encode() + b":" + body)
