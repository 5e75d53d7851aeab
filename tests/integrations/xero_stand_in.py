"""Our own stand-in for Xero: consent, rotating tokens, and the payrolls of three countries.

It is strict where Xero is said to be: a refresh token serves once, dates have the payroll's own
form, a key that was used is answered as before, and an application that is rejected gets another
id.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from tests.integrations.stand_in import Answer, Asked, StandIn
from tests.integrations.xero import australia, overseas
from tests.integrations.xero.held import ANNUAL, LONG_SERVICE, UNPAID, Held

__all__ = ["ANNUAL", "LONG_SERVICE", "UNPAID", "Xero"]

CLIENT_ID = "XEROAPP"
CLIENT_SECRET = "xero-canary-client-4d1c90"
REFRESH_TOKEN = "xero-canary-refresh-8e07b3"
ACCESS_TOKEN = "xero-canary-access-5ab6f2"
CODE = "xero-canary-code-19d3e8"
TENANT = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58"
OTHER_TENANT = "0e1d2c3b-4a59-4687-9aab-bccddeeff001"


@dataclass
class Xero(Held):
    """What Xero holds of one organisation, and of the app that is let into it."""

    good: set[str] = field(default_factory=set)
    """The access tokens that let somebody in."""
    refreshing: set[str] = field(default_factory=set)
    """The refresh tokens that have not been used; the first one opens for any company."""
    used: set[str] = field(default_factory=set)
    grants: list[dict[str, str]] = field(default_factory=list)
    answered: dict[str, Answer] = field(default_factory=dict)
    challenge: str = ""

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike what reads or writes leave."""
        return StandIn(self.serve, matters=_matters, echo=CLIENT_SECRET)

    def consent(self, address: str, *, redirect_to: str | None = None) -> str:
        """Return where the browser is sent back to when the person agrees."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        self.challenge = asked["code_challenge"]
        back = redirect_to or asked["redirect_uri"]
        return f"{back}?code={CODE}&state={asked['state']}&scope=payroll.employees"

    def serve(self, asked: Asked) -> Answer:
        if asked.path == "/token":
            return self._token(asked)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.good:
            return 401, {"Title": "Unauthorized", "Status": 401, "Detail": "TokenExpired"}
        if asked.path == "/connections":
            return 200, [
                _connection(TENANT, "Acme Pty Ltd", "ORGANISATION"),
                _connection(OTHER_TENANT, "Globex", "ORGANISATION"),
                _connection(str(uuid4()), "Accountants", "PRACTICE"),
            ]
        if asked.headers.get("xero-tenant-id") != TENANT:
            return 403, {
                "Title": "Forbidden",
                "Status": 403,
                "Detail": "AuthenticationUnsuccessful",
            }
        if asked.path == "/api.xro/2.0/Organisation":
            return 200, {"Organisations": [{"Name": "Acme Pty Ltd", "CountryCode": self.country}]}
        return self._once(asked)

    def _once(self, asked: Asked) -> Answer:
        key = asked.headers.get("idempotency-key")
        assert key is None or len(key) <= 128
        if key is not None and key in self.answered:
            return self.answered[key]
        dialect = "1.0" if self.country == "AU" else "2.0"
        base = f"/payroll.xro/{dialect}/"
        if not asked.path.startswith(base):
            return 404, None
        words = asked.path.removeprefix(base).split("/")
        payroll = australia if self.country == "AU" else overseas
        answer: Answer = payroll.answer(self, asked, words)
        if key is not None and answer[0] == 200:
            self.answered[key] = answer
        return answer

    def _token(self, asked: Asked) -> Answer:
        grant = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        self.grants.append({**grant, "authorization": asked.headers.get("authorization", "")})
        if grant.get("client_id") != CLIENT_ID:
            return 400, {"error": "invalid_client"}
        if grant["grant_type"] == "authorization_code":
            digest = hashlib.sha256(grant["code_verifier"].encode()).digest()
            proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            if grant["code"] != CODE or proof != self.challenge or CODE in self.used:
                return 400, {"error": "invalid_grant"}
            self.used.add(CODE)
        elif grant["refresh_token"] not in {REFRESH_TOKEN, *self.refreshing}:
            return 400, {"error": "invalid_grant"}
        self.refreshing.discard(grant.get("refresh_token", ""))
        number = len(self.grants)
        self.refreshing.add(f"{REFRESH_TOKEN}-{number}")
        self.good.add(f"{ACCESS_TOKEN}-{number}")
        return 200, {
            "access_token": f"{ACCESS_TOKEN}-{number}",
            "refresh_token": f"{REFRESH_TOKEN}-{number}",
            "expires_in": 1800,
            "token_type": "Bearer",
        }


def _matters(asked: Asked) -> bool:
    """Whether leave is read or written; what is asked beforehand harms nobody."""
    return "/LeaveApplications" in asked.path or "/Leave/" in f"{asked.path}/"


def _connection(tenant: str, name: str, kind: str) -> dict[str, str]:
    return {"id": str(uuid4()), "tenantId": tenant, "tenantName": name, "tenantType": kind}
