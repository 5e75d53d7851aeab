"""Our client of Xero's payrolls against Xero's own descriptions, served by Prism.

Prism refuses whatever they do not allow and answers with their examples. It remembers nothing and
looks at no date: what follows from what is shown by our own stand-in (tests/integrations/xero).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import Half, half_day
from leavebook.integrations.xero.client import Addresses
from leavebook.integrations.xero.connect import XeroConsent
from leavebook.services.outside.remote_books import BalanceUnit
from leavebook.services.outside.remote_systems import Held, Permanent, RemoteLeave
from tests.cast import Cast
from tests.integrations.test_mapping import LEAVE
from tests.standins.fixtures import Prism
from tests.vendors.xero import APPLICATION, WORKER, Connection, Described, connection

COUNTRIES = {
    "AU": "xero-payroll-au.yaml",
    "NZ": "xero-payroll-nz.yaml",
    "GB": "xero-payroll-uk.yaml",
}
DAY = date(2026, 3, 10)
KNOWN = replace(
    LEAVE, person_there=WORKER, days=tuple((date(2026, 3, day), 480) for day in range(10, 14))
)
LEAVES = {
    "days": KNOWN,
    "half a day": replace(
        KNOWN,
        first_day=DAY,
        last_day=DAY,
        spans=(half_day(DAY, DAY, Half.PM),),
        minutes=228,
        days=((DAY, 228),),
    ),
    "over two weeks": replace(
        KNOWN,
        first_day=date(2026, 3, 13),
        last_day=date(2026, 3, 16),
        minutes=960,
        days=((date(2026, 3, 13), 480), (date(2026, 3, 16), 480)),
    ),
    "a type with a long name": replace(KNOWN, leave_type="Ä" * 150, generation=1234),
}


@pytest.fixture(params=COUNTRIES)
def payroll(request: pytest.FixtureRequest, cast: Cast, prism: Prism) -> Connection:
    return connection(cast, prism(COUNTRIES[request.param]), request.param)


@pytest.mark.parametrize("leave", LEAVES.values(), ids=LEAVES.keys())
def test_every_payroll_takes_the_leave_that_we_file(
    payroll: Connection, leave: RemoteLeave
) -> None:
    made = payroll.system().create(leave)

    assert isinstance(made, Held)
    assert payroll.statuses() == {200}
    assert payroll.outgoing.calls[-1][0] == "POST"


def test_every_payroll_lets_us_look_for_leave_and_for_people(payroll: Connection) -> None:
    found = payroll.system().find(KNOWN)
    people = payroll.books().people()

    assert found == (), "the examples carry no mark of ours"
    assert all("@" in address for address in people)
    assert payroll.statuses() == {200}


@pytest.mark.parametrize(
    ("country", "external_id"),
    [
        ("AU", APPLICATION),
        ("NZ", f"{WORKER}/e311d45f-122e-4fbf-b068-4e3f92dd2729"),
        ("GB", f"{WORKER}/{APPLICATION}"),
    ],
)
def test_every_payroll_lets_us_take_leave_back(
    cast: Cast, prism: Prism, country: str, external_id: str
) -> None:
    payroll = connection(cast, prism(COUNTRIES[country]), country)

    said = payroll.system().remove(KNOWN, external_id)

    assert payroll.statuses() == {200}
    paid = "Payroll has paid this leave already: take it back in Xero by hand."
    assert said == (paid if country == "NZ" else None), "New Zealand's example has been paid"


@pytest.mark.parametrize("country", ["NZ", "GB"])
def test_the_newer_payrolls_let_us_delete_leave(cast: Cast, prism: Prism, country: str) -> None:
    payroll = connection(cast, prism(COUNTRIES[country]), country)
    path = f"/payroll.xro/2.0/Employees/{WORKER}/Leave/{APPLICATION}"

    client = payroll.client()
    client.check(client.call("DELETE", path))

    assert payroll.statuses() == {200}


@pytest.mark.parametrize(
    ("country", "types", "balances"),
    [
        ("AU", ("Annual Leave", "Long Service Leave"), None),
        ("NZ", ("Annual Leave",), ("Annual Leave", "Sick Leave", "Alternative Holidays")),
        ("GB", (), ("Holiday", "Parental Leave")),
    ],
)
def test_every_payroll_tells_leave_types_and_balances(
    cast: Cast,
    prism: Prism,
    country: str,
    types: tuple[str, ...],
    balances: tuple[str, ...] | None,
) -> None:
    payroll = connection(cast, prism(COUNTRIES[country]), country)

    told = payroll.books().leave_types()
    left = payroll.books().balances(WORKER)

    assert set(types) <= {each.name for each in told}
    assert told
    assert payroll.statuses() == {200}
    if balances is not None:
        assert tuple(each.type_name for each in left) == balances, "none that is in dollars"
    assert all(each.unit is BalanceUnit.HOURS for each in left)


def test_what_is_owed_is_read_as_it_is_written(cast: Cast, prism: Prism) -> None:
    left = connection(cast, prism(COUNTRIES["GB"]), "GB").books().balances(WORKER)

    assert [each.amount for each in left] == [Decimal(32), Decimal(-80)]


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/payroll.xro/1.0/LeaveApplications", {"EmployeeID": WORKER}),
        ("/payroll.xro/1.0/LeaveApplications", [{"Title": 5}]),
    ],
)
def test_what_the_description_does_not_allow_is_refused(
    cast: Cast, prism: Prism, path: str, document: object
) -> None:
    """So the tests above say something."""
    payroll = connection(cast, prism(COUNTRIES["AU"]), "AU")

    reply = payroll.client().call("POST", path, document=document)

    assert reply.status in {400, 422}


def test_without_an_organisation_nothing_is_answered(cast: Cast, prism: Prism) -> None:
    payroll = connection(cast, prism(COUNTRIES["AU"]), "AU", tenant="")

    assert payroll.client().call("GET", "/payroll.xro/1.0/PayItems").status in {400, 422}


def test_the_documented_problems_are_said_in_their_own_words(cast: Cast, prism: Prism) -> None:
    newer = connection(cast, prism(COUNTRIES["NZ"]), "NZ").wanting(Prefer="code=400")
    older = connection(cast, prism(COUNTRIES["AU"]), "AU").wanting(Prefer="code=400")

    with pytest.raises(Permanent) as of_the_newer:
        newer.client().get("/payroll.xro/2.0/Employees")
    with pytest.raises(Permanent) as of_the_older:
        older.client().get("/payroll.xro/1.0/LeaveApplications")

    assert str(of_the_newer.value) == (
        "400: Validation error occurred.; DateOfBirth: The Date of Birth is required."
    )
    assert str(of_the_older.value) == (
        "400: No property or field 'hi' exists in type 'Employee' (at index 0)"
    )


def test_the_organisations_are_asked_for_as_it_is_described(prism: Prism) -> None:
    """The example in the description is a text that holds JSON, so Prism has to make one up."""
    addresses = Addresses(api=prism("xero-identity.yaml"), login="", token="")
    outgoing = Described(more={"Prefer": "dynamic=true"})

    places = XeroConsent(outgoing, addresses).places({"access_token": "good"})

    assert places == (), "what is made up is no organisation"
    assert [status for _, _, status in outgoing.calls] == [200]
