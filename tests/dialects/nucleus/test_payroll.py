"""Leave types and balances from a payroll outside, over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest

from leavebook import subscribers
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside.remote_setup import connect_live
from leavebook.settings import Settings
from leavebook.storage.database import Database
from tests.cast import Cast
from tests.conftest import Cluster, served
from tests.dialects.nucleus.calls import Nucleus
from tests.dialects.nucleus.tribe import found_tribe
from tests.integrations.jobs import KEYS
from tests.integrations.stand_in import Effect, Fault, StandIn, serving
from tests.integrations.xero_stand_in import (
    ANNUAL,
    CLIENT_ID,
    REFRESH_TOKEN,
    TENANT,
    UNPAID,
    Xero,
)

FOREVER = range(1000)


@dataclass
class Payroll:
    """The API of a company whose books are kept by a payroll, and that payroll."""

    nucleus: Nucleus
    xero: Xero
    stand_in: StandIn

    def falls_silent(self) -> None:
        """Answer nothing from now on."""
        self.stand_in.number = 0
        self.stand_in.faults = dict.fromkeys(FOREVER, Fault(Effect.NONE, 503))


@pytest.fixture(scope="module")
def xero() -> Iterator[tuple[Xero, StandIn, str]]:
    held = Xero()
    stand_in = held.stand_in()
    stand_in.matters = lambda _: True
    with serving(stand_in) as address:
        yield held, stand_in, address


@pytest.fixture(scope="module")
def address(cluster: Cluster, xero: tuple[Xero, StandIn, str]) -> Iterator[str]:
    """Serve Leavebook where Xero is our stand-in."""
    where = {"LEAVEBOOK_XERO_URL": xero[2], "LEAVEBOOK_XERO_TOKEN_URL": f"{xero[2]}/token"}
    with served(cluster, LEAVEBOOK_SECRET_KEY=str(KEYS.given), **where) as served_at:
        yield served_at


@pytest.fixture
def payroll(database: Database, xero: tuple[Xero, StandIn, str], address: str) -> Iterator[Payroll]:
    held, stand_in, at = xero
    stand_in.faults, stand_in.number, held.people = {}, 0, []
    tribe = found_tribe(database)
    held.people += [each.email for each in tribe.members.values() if each is not tribe.kim]
    connect(tribe, at)
    with httpx2.Client(base_url=address, timeout=30) as api:
        yield Payroll(Nucleus(api, tribe), held, stand_in)


def connect(tribe: Cast, address: str) -> None:
    connected = subscribers.systems(Settings(xero_url=address))[Provider.XERO, Mode.LIVE]
    given = {
        "client_id": CLIENT_ID,
        "refresh_token": REFRESH_TOKEN,
        "tenant": TENANT,
        "country": "AU",
        "leave_type.AL": ANNUAL,
        "leave_type.UL": UNPAID,
    }
    with tribe.acting("ada") as tx:
        connect_live(tx, Provider.XERO, connected, given, KEYS)


def test_leave_types_have_the_ids_of_the_payroll(payroll: Payroll) -> None:
    types = payroll.nucleus.get("tom", "/types")["types"]

    assert types == [
        {"id": ANNUAL, "name": "Annual Leave", "is_paid": 1},
        {"id": UNPAID, "name": "Unpaid Leave", "is_paid": 0},
    ]


def test_balances_are_the_payrolls(payroll: Payroll) -> None:
    (balance,) = payroll.nucleus.get("tom", "/balances")["balances"]

    assert balance["leave_type_id"] == ANNUAL
    assert balance["balance_hours"] == 81.2602


def test_leave_is_asked_for_under_the_payrolls_id_and_shown_with_it(payroll: Payroll) -> None:
    request = payroll.nucleus.ask("tom", leave_type_id=ANNUAL)

    assert payroll.nucleus.one("tom", request)["leave_type_id"] == ANNUAL


def test_who_is_not_on_the_payroll_is_told_so(payroll: Payroll) -> None:
    answer = payroll.nucleus.call("kim", "GET", "/balances")

    assert answer.status_code == 400
    assert answer.json() == {"error": "No Xero employee mapping for this user"}


def test_a_silent_payroll_without_anything_remembered_is_a_bad_gateway(payroll: Payroll) -> None:
    payroll.falls_silent()

    for method, path in (("GET", "/types"), ("GET", "/balances"), ("POST", "/balances/refresh")):
        answer = payroll.nucleus.call("tom", method, path)
        assert answer.status_code == 502
        assert set(answer.json()) == {"error"}


def test_a_silent_payroll_leaves_what_is_remembered_with_its_age(payroll: Payroll) -> None:
    before = payroll.nucleus.get("tom", "/balances")
    payroll.falls_silent()
    asked = len(payroll.stand_in.asked)
    with payroll.nucleus.cast.acting() as tx:
        tx.run("UPDATE provider_cache SET fetched_at = fetched_at - interval '2 hours'")

    after = payroll.nucleus.get("tom", "/balances")

    assert len(payroll.stand_in.asked) > asked, "it was asked"
    assert after["balances"][0]["balance_hours"] == before["balances"][0]["balance_hours"]
    assert after["balances"][0]["fetched_at"] < before["balances"][0]["fetched_at"]


def test_who_may_not_look_does_not_have_the_payroll_asked(payroll: Payroll) -> None:
    nothing = {"can_view": False, "can_update": False, "can_manage": False}
    changed = payroll.nucleus.call(
        "ada", "PUT", "/permissions", body={"permissions": {"employee": nothing}}
    )
    assert changed.status_code == 200
    asked = len(payroll.stand_in.asked)

    answers = [
        payroll.nucleus.call("tom", "GET", "/types"),
        payroll.nucleus.call("tom", "GET", "/balances"),
        payroll.nucleus.call("tom", "POST", "/balances/refresh"),
    ]

    assert {each.status_code for each in answers} == {403}
    assert len(payroll.stand_in.asked) == asked


def test_refreshing_all_the_time_asks_the_payroll_once_a_minute(payroll: Payroll) -> None:
    payroll.nucleus.get("tom", "/balances")
    asked = len(payroll.stand_in.asked)

    for _ in range(20):
        assert payroll.nucleus.call("tom", "POST", "/balances/refresh").status_code == 200

    assert len(payroll.stand_in.asked) == asked
