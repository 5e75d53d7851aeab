"""Reading a secret from a call."""

import re
from collections.abc import Callable

from leavebook.http.call import Call

_SECRET = re.compile(r"[A-Za-z0-9|_.\-]{16,200}")


def secret_in_header(
    *, schemes: tuple[str, ...], bare: bool = False
) -> Callable[[Call], str | None]:
    """Return a reader of the Authorization header that knows these schemes.

    With `bare`, a header that is the secret alone counts as well. Secrets in a query string
    never count: they end up in logs.
    """
    known = {scheme.lower() for scheme in schemes}

    def read(call: Call) -> str | None:
        words = call.headers.get("authorization", "").split()
        if len(words) == 2 and words[0].lower() in known:  # noqa: PLR2004  a scheme and a secret
            return plain_secret(words[1])
        if len(words) == 1 and bare:
            return plain_secret(words[0])
        return None

    return read


def plain_secret(secret: str) -> str | None:
    """Return what can be a secret of ours unchanged, and None for anything else."""
    return secret if _SECRET.fullmatch(secret) else None


def id_before(secret: str | None) -> str | None:
    """Return what stands before the bar of a secret, where the credential's id belongs."""
    given, bar, _ = (secret or "").rpartition("|")
    return given if bar else None
