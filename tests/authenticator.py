"""An authenticator in a few lines, after WebAuthn Level 2: also for what a real one never says."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass(slots=True)
class Authenticator:
    """One key pair for one site; what it says of itself can be made untrue."""

    origin: str
    site: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str | None = None

    def make(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a wish for a new key."""
        self.handle = wanted["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        named = bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id
        about = self._about(self.flags | HAS_KEY) + named + cose
        response = {
            "clientDataJSON": self._client_data("webauthn.create", wanted["challenge"]),
            "attestationObject": bytes_to_base64url(
                encode_cbor({"fmt": "none", "attStmt": {}, "authData": about})
            ),
        }
        return self._answer(response)

    def sign(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a wish for a signature."""
        said = self._client_data("webauthn.get", wanted["challenge"])
        about = self._about(self.flags)
        client_hash = hashlib.sha256(_json(self.origin, "webauthn.get", wanted["challenge"]))
        signature = self.key.sign(about + client_hash.digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": said,
            "authenticatorData": bytes_to_base64url(about),
            "signature": bytes_to_base64url(signature),
        }
        if self.handle is not None:
            response["userHandle"] = self.handle
        return self._answer(response)

    def _about(self, flags: int) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> str:
        return bytes_to_base64url(_json(self.origin, kind, challenge))

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = bytes_to_base64url(self.key_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def _json(origin: str, kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
