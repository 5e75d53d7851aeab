"""An administrator who lets Leavebook into our stand-in for Xero."""

import time
from dataclasses import dataclass

from leavebook.domain.integrations import Provider
from leavebook.services.outside import consenting
from leavebook.services.outside.remote_accounts import Known
from leavebook.services.outside.remote_consent import Place
from leavebook.services.outside.remote_systems import Account, Connected
from tests.cast import Cast
from tests.integrations.jobs import KEYS
from tests.integrations.stand_in import StandIn
from tests.integrations.xero_stand_in import (
    CLIENT_ID,
    TENANT,
    Xero,
)

BACK = "https://leave.acme.example/back"
APP = {"client_id": CLIENT_ID}


@dataclass
class Office:
    """An administrator who lets Leavebook in, and Xero."""

    cast: Cast
    xero: Xero
    stand_in: StandIn
    connected: Connected

    def begin(self, given: dict[str, str] | None = None, *, who: str = "ada") -> str:
        return consenting.begin(
            lambda: self.cast.acting(who),
            Provider.XERO,
            self.connected,
            APP if given is None else given,
            redirect=BACK,
            keyring=KEYS,
        )

    def finish(self, address: str, *, who: str = "ada") -> tuple[Place, ...]:
        code, state = consenting.answer_in(address)
        return consenting.finish(
            lambda: self.cast.acting(who),
            Provider.XERO,
            self.connected,
            code=code,
            state=state,
            keyring=KEYS,
        )

    def choose(self, place: str = TENANT) -> None:
        consenting.choose(
            lambda: self.cast.acting("ada"),
            Provider.XERO,
            self.connected,
            place=place,
            keyring=KEYS,
        )

    def connect(self, given: dict[str, str] | None = None) -> None:
        self.finish(self.xero.consent(self.begin(given)))
        self.choose()

    def account(self) -> Account:
        return Account(
            provider=Provider.XERO,
            open_transaction=self.cast.acting,
            keyring=KEYS,
            send_before=time.monotonic() + 60,
        )

    def known(self) -> Known:
        return self.account().known()


def remembered(office: Office) -> str:
    with office.cast.acting() as tx:
        rows = tx.rows("SELECT to_jsonb(c)::text AS row FROM integration_consent AS c")
    return str([row.row for row in rows])
