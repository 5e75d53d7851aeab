"""Codes of authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds), and backup codes."""

import hmac
import secrets
from datetime import datetime
from typing import Final

import pyotp

STEP: Final = 30
_DRIFT: Final = 1
"""Steps by which a phone's clock may be early or late."""

_ISSUER: Final = "Leavebook"
_BACKUP_CODES: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another
_GROUPS: Final = 4
_PER_GROUP: Final = 4


def new_secret() -> str:
    """Return a secret for an app, in the letters that it can be typed in."""
    return pyotp.random_base32()


def address_of(secret: str, *, name: str) -> str:
    """Return the address that apps read from a picture."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER))


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """Return the step of time whose code this is, now or one step beside; None for no code."""
    typed = code.replace(" ", "")
    here = int(now.timestamp()) // STEP
    app = pyotp.TOTP(secret)
    found = None
    for step in range(here - _DRIFT, here + _DRIFT + 1):
        if hmac.compare_digest(app.generate_otp(step).encode(), typed.encode()):
            found = step
    return found


def new_backup_codes() -> tuple[str, ...]:
    """Return ten codes, each of four groups of letters and figures: about eighty bits."""
    return tuple(_backup_code() for _ in range(_BACKUP_CODES))


def plain(code: str) -> str:
    """Return a backup code without what people type between its letters."""
    return "".join(code.split()).replace("-", "").lower()


def _backup_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_PER_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
