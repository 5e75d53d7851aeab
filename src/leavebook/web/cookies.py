"""The cookie of a session, and the two small ones that remember how pages shall look."""

from http.cookies import CookieError, SimpleCookie
from typing import Final

from leavebook.http.call import Call

SESSION_DAYS: Final = 7
_A_FEW_MINUTES: Final = 5 * 60
_YEAR: Final = 365 * 24 * 3600
_SECRET_LENGTH: Final = 64


def session_secret(call: Call) -> str | None:
    """Return the secret of the session that the call came with."""
    secret = cookie(call, _session_name(call))
    is_secret = secret is not None and len(secret) == _SECRET_LENGTH and secret.isalnum()
    return secret if is_secret else None


def session_cookie(call: Call, secret: str) -> str:
    """Return the header that keeps a session in the browser."""
    age = SESSION_DAYS * 24 * 3600
    return _kept(call, _session_name(call), secret, age=age) + "; HttpOnly"


def end_of_session(call: Call) -> str:
    """Return the header that takes the session out of the browser."""
    return _kept(call, _session_name(call), "", age=0) + "; HttpOnly"


def step_secret(call: Call) -> str | None:
    """Return the secret with which somebody whose password was right takes the second step."""
    secret = cookie(call, _step_name(call))
    is_secret = secret is not None and len(secret) == _SECRET_LENGTH and secret.isalnum()
    return secret if is_secret else None


def step_cookie(call: Call, secret: str) -> str:
    """Return the header that keeps the secret of the second step in the browser for as long."""
    return _kept(call, _step_name(call), secret, age=_A_FEW_MINUTES) + "; HttpOnly"


def preference(call: Call, name: str, value: str) -> str:
    """Return the header that remembers a preference, which is no secret."""
    return _kept(call, f"leavebook-{name}", value, age=_YEAR) + "; HttpOnly"


def cookie(call: Call, name: str) -> str | None:
    """Return the value of a cookie; one that was sent twice counts for nothing."""
    jar: SimpleCookie = SimpleCookie()
    raw = call.headers.get("cookie", "").replace(", ", "; ")
    if raw.count(f"{name}=") > 1 and not name.startswith("leavebook-"):
        return None
    try:
        jar.load(raw)
    except CookieError:
        return None
    return jar[name].value if name in jar else None


def _session_name(call: Call) -> str:
    return "__Host-leavebook" if _is_secure(call) else "leavebook"


def _step_name(call: Call) -> str:
    return "__Host-leavebook-step" if _is_secure(call) else "leavebook-step"


def _is_secure(call: Call) -> bool:
    return call.base_url.startswith("https://")


def _kept(call: Call, name: str, value: str, *, age: int) -> str:
    secure = "; Secure" if _is_secure(call) else ""
    return f"{name}={value}; Path=/; SameSite=Lax; Max-Age={age}{secure}"
