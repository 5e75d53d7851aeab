"""A company that is connected to payrolls as Xero itself describes them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leavebook.domain.integrations import Provider
from leavebook.http.outgoing import Outgoing, Reply
from leavebook.integrations.xero.books import XeroBooks
from leavebook.integrations.xero.client import Addresses, Client
from leavebook.integrations.xero.sync import Xero
from leavebook.services.outside.remote_accounts import Account
from leavebook.services.outside.remote_setup import keep_account
from tests.cast import Cast
from tests.integrations.jobs import KEYS

# Those of the examples in the descriptions: Prism always answers about them.
WORKER = "cdfb8371-0b21-4b8a-8903-1024df6c391e"
APPLICATION = "1d4cd583-0107-4386-936b-672eb3d1f624"
LEAVE_TYPE = "184ea8f7-d143-46dd-bef3-0c60e1aa6fca"


@dataclass
class Described(Outgoing):
    """Calls as always, without the path that the descriptions leave out; remembers the answers."""

    calls: list[tuple[str, str, int]] = field(default_factory=list)
    more: Mapping[str, str] = field(default_factory=dict)
    """Headers for Prism itself."""

    def __post_init__(self) -> None:
        Outgoing.__init__(self)

    def call(self, method: str, url: str, **given: Any) -> Reply:  # noqa: ANN401  handed on as it came
        for base in ("/payroll.xro/1.0", "/payroll.xro/2.0"):
            url = url.replace(base, "")
        # The description writes what is called in small letters everywhere else.
        url = url.replace("/connections", "/Connections")
        given["headers"] = {**given["headers"], **self.more}
        reply = super().call(method, url, **given)
        self.calls.append((method, url, reply.status))
        return reply


@dataclass(frozen=True)
class Connection:
    """A company's account, and what went over the wire."""

    account: Account
    outgoing: Described
    addresses: Addresses

    def client(self) -> Client:
        return Client(self.account, self.outgoing, self.addresses)

    def system(self) -> Xero:
        return Xero(self.account, self.outgoing, addresses=self.addresses)

    def books(self) -> XeroBooks:
        return XeroBooks(self.account, self.outgoing, addresses=self.addresses)

    def statuses(self) -> set[int]:
        return {status for _, _, status in self.outgoing.calls}

    def wanting(self, **headers: str) -> "Connection":
        """Return the same, asking Prism for a certain answer."""
        return replace(self, outgoing=Described(more=headers))


def connection(cast: Cast, address: str, country: str, *, tenant: str = "acme") -> Connection:
    """Connect a company whose access is good for a long time."""
    settings = {"country": country, "leave_type.AL": LEAVE_TYPE}
    if tenant:
        settings["tenant"] = tenant
    secrets = {"access_token": "good", "refresh_token": "none", "access_until": "99999999999"}
    with cast.acting("ada") as tx:
        keep_account(tx, Provider.XERO, settings=settings, secrets=secrets, keyring=KEYS)
    account = Account(
        provider=Provider.XERO,
        open_transaction=cast.acting,
        keyring=KEYS,
        send_before=time.monotonic() + 120,
    )
    addresses = Addresses(api=address, login="", token=f"{address}/token")
    return Connection(account, Described(), addresses)
