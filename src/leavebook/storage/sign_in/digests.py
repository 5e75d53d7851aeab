"""What is kept of a secret."""

import hashlib


def digest_of(secret: str) -> bytes:
    """Return the SHA-256 of a secret; one of the form `id|secret` counts by what follows the bar.

    The secrets are random and long enough that nothing slower is needed (RFC 9110 bearer
    tokens, not passwords).
    """
    return hashlib.sha256(secret.rsplit("|", 1)[-1].encode()).digest()
