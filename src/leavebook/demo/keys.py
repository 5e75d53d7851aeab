"""The secrets of a demo: random for each installation, and the same again after a restart.

The database keeps digests only. So that demo.json can be written anew, every secret follows
from one that lies in a file beside the database, which only its owner may read.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from leavebook.storage.sign_in.credentials import CredentialKind

_FILE: Final = "demo-secret"
_BYTES: Final = 32
_NEW_AND_PRIVATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def secret_in(data: Path) -> bytes:
    """Return the installation's demo secret, made on the first call."""
    path = data / _FILE
    if not path.exists():
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, _NEW_AND_PRIVATE, 0o600), "w") as file:
            file.write(secrets.token_hex(_BYTES))
        unfinished.replace(path)
    return bytes.fromhex(path.read_text())


def derived(secret: bytes, kind: CredentialKind, *whose: str) -> str:
    """Return the 64 hexadecimal digits of a credential of the demo."""
    name = "/".join((kind, *whose))
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()


def password_of(key: str) -> str:
    """Return the password of somebody in the demo."""
    return f"demo-{key}"
