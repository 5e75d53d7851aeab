"""How a person lets Leavebook into a system outside, in a browser (OAuth 2 with PKCE)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from leavebook.services.outside.remote_accounts import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of those that a person's consent opens, such as an organisation."""

    id: str
    name: str


class Consent(Protocol):
    """What a vendor's consent is made of. Raises the faults of a call; knows no company.

    `given` is what the account needs, by its names, secrets too.
    """

    @property
    def place_setting(self) -> str:
        """The setting of the account that says which place it is."""

    def url(self, given: Mapping[str, str], *, redirect: str, state: str, verifier: str) -> str:
        """Return the address at which the person agrees; the browser comes back to `redirect`."""

    def redeem(
        self, given: Mapping[str, str], *, redirect: str, code: str, verifier: str
    ) -> Secrets:
        """Return the secrets that the code stands for; it can be redeemed once."""

    def places(self, secrets: Secrets) -> tuple[Place, ...]:
        """Return what the consent opens."""

    def settings_of(self, place: str, given: Mapping[str, str], secrets: Secrets) -> dict[str, str]:
        """Return what an account at this place needs besides what was given."""
