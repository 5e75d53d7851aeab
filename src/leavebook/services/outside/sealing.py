"""Secrets of other systems, sealed with a key that never lies in the database.

AES-256-GCM. What a secret belongs to is sealed in with it, so that a sealed secret moved to
another company or system does not open.
"""

import base64
import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_FILE: Final = "secret-keys"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class CannotOpen(Exception):  # noqa: N818  says what is so
    """A secret was sealed with a key that this installation does not have."""


class BadKey(Exception):  # noqa: N818  says what is so
    """A key is not 32 bytes in base64."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret that can be kept anywhere, with the id of the key that opens it."""

    key_id: str
    box: bytes


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets were sealed anew, and which of the others no key opens."""

    sealed: int
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of this installation, the newest first: from the environment, or from a file."""

    file: Path
    given: str | None = field(default=None, repr=False)
    """Keys in base64, separated by commas; with them the file is not looked at."""

    def seal(self, secret: bytes, *, belongs_to: str) -> Sealed:
        """Return the secret sealed with the newest key."""
        key = self._keys()[0]
        nonce = os.urandom(_NONCE_BYTES)
        box = AESGCM(key).encrypt(nonce, secret, belongs_to.encode())
        return Sealed(id_of(key), nonce + box)

    def open(self, sealed: Sealed, *, belongs_to: str) -> bytes:
        """Return the secret; raises CannotOpen without its key, or for something else's secret."""
        for key in self._keys():
            if id_of(key) == sealed.key_id:
                nonce, box = sealed.box[:_NONCE_BYTES], sealed.box[_NONCE_BYTES:]
                try:
                    return AESGCM(key).decrypt(nonce, box, belongs_to.encode())
                except InvalidTag as error:
                    raise CannotOpen("the secret belongs to something else") from error
        raise CannotOpen(f"the key {sealed.key_id} is missing; is LEAVEBOOK_SECRET_KEY set?")

    def check(self) -> None:
        """Raise BadKey unless the keys there are can be read; a file may still be made."""
        if self.given is not None or self.file.exists():
            self._keys()

    def newest(self) -> str:
        """Return the id of the key that secrets are sealed with."""
        return id_of(self._keys()[0])

    def add_key(self) -> bool:
        """Put a fresh key in front of the file's; return False when the keys are given instead."""
        if self.given is not None:
            return False
        _write(self.file, (secrets.token_bytes(_KEY_BYTES), *self._keys()))
        return True

    def drop_old_keys(self) -> None:
        """Keep the newest key only, once nothing is sealed with another any more."""
        if self.given is None:
            _write(self.file, self._keys()[:1])

    def _keys(self) -> Sequence[bytes]:
        if self.given is not None:
            return _read(self.given.split(","), where="LEAVEBOOK_SECRET_KEY")
        if not self.file.exists():
            _write_first(self.file)
        return _read(self.file.read_text("latin-1").split(), where=str(self.file))


def id_of(key: bytes) -> str:
    """Return the name of a key, which says nothing about it."""
    return hashlib.sha256(b"leavebook key" + key).hexdigest()[:12]


def _read(texts: Sequence[str], *, where: str) -> tuple[bytes, ...]:
    try:
        keys = tuple(base64.urlsafe_b64decode(text.strip()) for text in texts)
    except ValueError as error:
        raise BadKey(f"{where} is not in base64") from error
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise BadKey(f"{where} does not hold keys of 32 bytes in base64")
    return keys


def _write_first(file: Path) -> None:
    """Make the file with one key, unless another process has made it in this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = _beside(file, (secrets.token_bytes(_KEY_BYTES),))
    try:
        os.link(made, file)
    except FileExistsError:
        return
    finally:
        made.unlink()


def _write(file: Path, keys: Sequence[bytes]) -> None:
    _beside(file, keys).replace(file)


def _beside(file: Path, keys: Sequence[bytes]) -> Path:
    made = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as text:
        text.write(b"".join(base64.urlsafe_b64encode(key) + b"\n" for key in keys))
        text.flush()
        os.fsync(text.fileno())
    return made
