"""What an account at Xero needs, how a person lets Leavebook in, and whether it works."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import decoded, fault_in, is_good, plain, unreadable
from leavebook.integrations.xero import tokens
from leavebook.integrations.xero.client import Addresses, Client, said_in
from leavebook.integrations.xero.payroll import NONSENSE, text_in
from leavebook.integrations.xero.sync import COUNTRIES, LEAVE_TYPE, payroll_of
from leavebook.services.outside.remote_accounts import Secrets
from leavebook.services.outside.remote_consent import Place
from leavebook.services.outside.remote_systems import Account, Disconnected, Need, Permanent

NEEDS: Final = (
    Need("client_id", "the client id of your app at developer.xero.com"),
    Need("client_secret", "its secret, where it has one", is_secret=True, is_optional=True),
    Need("tenant", "the id of the organisation; the consent tells it", is_optional=True),
    Need("country", "AU, NZ or GB; the consent tells it", is_optional=True),
    Need(
        LEAVE_TYPE,
        "leave_type.CODE is the id of the leave type in Xero for the one with that code here",
        is_optional=True,
    ),
    Need("refresh_token", "what a person's consent gave", is_secret=True, is_optional=True),
)

_ORGANISATION: Final = "ORGANISATION"


@dataclass(frozen=True, slots=True)
class XeroConsent:
    """Lets Leavebook into the organisations that a person may open at Xero."""

    outgoing: Outgoing
    addresses: Addresses
    place_setting: str = "tenant"

    def url(self, given: Mapping[str, str], *, redirect: str, state: str, verifier: str) -> str:
        """Return the address at which the person agrees."""
        return tokens.consent_url(
            self.addresses.login,
            client_id=given["client_id"],
            redirect=redirect,
            state=state,
            verifier=verifier,
        )

    def redeem(
        self, given: Mapping[str, str], *, redirect: str, code: str, verifier: str
    ) -> Secrets:
        """Return the tokens that the code stands for."""
        return tokens.redeemed(
            self.outgoing,
            self.addresses.token,
            client_id=given["client_id"],
            client_secret=given.get("client_secret"),
            code=code,
            verifier=verifier,
            redirect=redirect,
        )

    def places(self, secrets: Secrets) -> tuple[Place, ...]:
        """Return the organisations that the person has opened for Leavebook."""
        answer = self._asked("/connections", secrets)
        try:
            return tuple(
                Place(id=text_in(each, "tenantId"), name=plain(each["tenantName"], hide=()))
                for each in answer
                if each.get("tenantType") == _ORGANISATION
            )
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def settings_of(self, place: str, given: Mapping[str, str], secrets: Secrets) -> dict[str, str]:
        """Return the organisation and its country, as Xero says it, or else as it was given."""
        try:
            country = self._country(place, secrets)
        except Permanent:
            country = given.get("country", "").upper()
        if country not in COUNTRIES:
            raise Permanent(f"set the country of the organisation: {', '.join(COUNTRIES)}")
        return {"tenant": place, "country": country}

    def _country(self, place: str, secrets: Secrets) -> str:
        answer = self._asked("/api.xro/2.0/Organisation", secrets, tenant=place)
        try:
            return text_in(answer["Organisations"][0], "CountryCode").upper()
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def _asked(self, path: str, secrets: Secrets, *, tenant: str | None = None) -> Any:  # noqa: ANN401  JSON holds anything
        headers = {
            "Authorization": f"Bearer {secrets['access_token']}",
            "Accept": "application/json",
            **({} if tenant is None else {"Xero-Tenant-Id": tenant}),
        }
        reply = self.outgoing.call("GET", f"{self.addresses.api}{path}", headers=headers)
        if not is_good(reply):
            raise fault_in(reply, changing=False, message=said_in, hide=secrets.values())
        return decoded(reply, changing=False)


def keep_access(account: Account, outgoing: Outgoing, *, addresses: Addresses) -> None:
    """Renew access that nobody has used for a week; Xero forgets it after sixty days."""
    Client(account, outgoing, addresses).keep_access()


def test(account: Account, outgoing: Outgoing, *, addresses: Addresses) -> str:
    """Return a sentence about the payroll; raises a fault when it cannot be reached."""
    client = Client(account, outgoing, addresses)
    tenant = client.settings.get("tenant")
    answer = client.get("/connections")
    try:
        names = {each["tenantId"]: str(each["tenantName"]) for each in answer}
    except NONSENSE as error:
        raise unreadable(changing=False) from error
    if tenant not in names:
        raise Disconnected("Xero no longer lets Leavebook into the organisation; connect it again")
    known = {
        value.casefold()
        for name, value in client.settings.items()
        if name.startswith(f"{LEAVE_TYPE}.")
    }
    types = payroll_of(client).leave_types()
    free = [f"{each.name} ({each.id})" for each in types if each.id.casefold() not in known]
    said = f"Leave is filed in the payroll of {names[tenant]}; {len(types) - len(free)} of its"
    said += f" {len(types)} leave types are matched."
    if free:
        said += f" Not matched: {', '.join(free)}."
    return plain(said, hide=())
