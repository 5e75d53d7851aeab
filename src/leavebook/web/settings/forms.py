"""The form that makes an API token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from leavebook.domain.limits import invalid
from leavebook.services.sign_in.credentials import FOR_PROGRAMS, SCOPES, CredentialKind
from leavebook.web.fields import Fields

_LASTS = {"30": 30, "90": 90, "365": 365, "": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenForm:
    """What a new token shall be."""

    name: str
    kind: CredentialKind
    scopes: tuple[str, ...]
    expires_at: datetime | None


def read_token(form: Fields, *, now: datetime) -> TokenForm:
    """Return what the form asks for; raises Refused naming the field."""
    kind, lasts = form.text("kind"), form.text("lasts")
    if kind not in FOR_PROGRAMS:
        raise invalid("kind", "unknown", allowed=FOR_PROGRAMS)
    days = _LASTS.get(lasts)
    if lasts not in _LASTS:
        raise invalid("lasts", "unknown", allowed=tuple(_LASTS))
    return TokenForm(
        name=form.text("name"),
        kind=CredentialKind(kind),
        scopes=tuple(scope for scope in SCOPES if scope in form.all("scope")),
        expires_at=None if days is None else now + timedelta(days=days),
    )
