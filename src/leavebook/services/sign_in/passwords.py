"""Passwords: kept as Argon2id, compared in the same time whether an account exists or not."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from leavebook.domain.limits import invalid

SHORTEST = 15
LONGEST = 256

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Each hash takes 19 MiB and a core; a flood of logins must not take all of either.
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 5.0


class TooBusy(Exception):  # noqa: N818  says what is so
    """Others are having their passwords checked; trying again in a moment helps."""


def hashed(password: str) -> str:
    """Return what is kept of a password; its strength is the caller's to judge."""
    with _turn():
        return _HASHER.hash(_normal(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Return whether it is the password behind the hash; without one it takes as long."""
    against = _nobodys() if password_hash is None else password_hash
    with _turn():
        try:
            _HASHER.verify(against, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_weaker_than_now(password_hash: str) -> bool:
    """Return whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def new_password(password: str, *, field: str = "password") -> str:
    """Return a password that may be set from now on; raises Refused naming the field."""
    length = len(_normal(password))
    if length < SHORTEST:
        raise invalid(field, "too_short", at_least=SHORTEST)
    if length > LONGEST:
        raise invalid(field, "too_long", at_most=LONGEST)
    return password


class _turn:  # noqa: N801  reads as `with _turn():`
    """Holds one of the few places in which passwords are computed."""

    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_PATIENCE):
            raise TooBusy

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    with _turn():
        return _HASHER.hash("the password of nobody at all")
