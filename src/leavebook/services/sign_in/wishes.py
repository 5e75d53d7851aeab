"""What somebody who logs in shall get, and what they got."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.storage.people.accounts import Login


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be issued to whoever logs in; without `lasts` it is good until revoked."""

    kind: CredentialKind = CredentialKind.USER_TOKEN
    name: str = "Login"
    lasts: timedelta | None = None
    takes_second_step: bool = False
    """Whoever asks can ask for a code as well; where nobody can, a second factor keeps out."""


A_TOKEN: Final = Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    """The token, which is shown this once, and whom it stands for."""

    token: str = field(repr=False)
    login: Login
    is_halfway: bool = False
    """The token is good for the second step only, which asks for a code."""
