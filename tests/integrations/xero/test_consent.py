"""Letting Leavebook into Xero: with a person's consent, for one organisation."""

from urllib.parse import parse_qs, urlsplit

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Refused
from leavebook.integrations.xero import tokens
from leavebook.services.outside import remote_setup
from leavebook.services.outside.keeping_access import keep_access
from leavebook.services.outside.remote_systems import Disconnected, Permanent
from leavebook.storage.outside import external_ids, integration_connections
from tests.cast import Cast
from tests.integrations.jobs import KEYS
from tests.integrations.xero.office import APP, BACK, Office, remembered
from tests.integrations.xero_stand_in import (
    ACCESS_TOKEN,
    ANNUAL,
    CLIENT_ID,
    CLIENT_SECRET,
    CODE,
    OTHER_TENANT,
    REFRESH_TOKEN,
    TENANT,
    UNPAID,
)


def test_the_proof_is_the_one_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert tokens.challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_address_asks_for_what_is_needed_and_tells_no_secret(office: Office) -> None:
    address = office.begin({**APP, "client_secret": CLIENT_SECRET})

    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith("https://login.xero.com/identity/connect/authorize?")
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == BACK
    assert asked["code_challenge_method"] == "S256"
    assert {"offline_access", "payroll.employees", "payroll.settings"} <= set(
        asked["scope"].split()
    )
    assert len(asked["state"]) >= 43
    assert CLIENT_SECRET not in address
    assert office.begin() != address, "and is never the same twice"


def test_a_consent_shows_the_organisations_and_connects_the_one_that_is_chosen(
    office: Office,
) -> None:
    places = office.finish(office.xero.consent(office.begin()))
    office.choose()

    assert [each.name for each in places] == ["Acme Pty Ltd", "Globex"]
    known = office.known()
    assert (known.settings["tenant"], known.settings["country"]) == (TENANT, "AU")
    assert known.secrets["refresh_token"] == f"{REFRESH_TOKEN}-1"
    assert office.xero.grants[0]["redirect_uri"] == BACK
    assert office.xero.grants[0]["authorization"] == "", "an app without a secret proves itself"


def test_an_app_with_a_secret_shows_it(office: Office) -> None:
    office.connect({**APP, "client_secret": CLIENT_SECRET})

    assert office.xero.grants[0]["authorization"].startswith("Basic ")
    assert office.known().secrets["client_secret"] == CLIENT_SECRET


@pytest.mark.parametrize("country", ["NZ", "GB"])
def test_the_country_of_the_organisation_decides_which_payroll_is_spoken(
    office: Office, country: str
) -> None:
    office.xero.country = country

    office.connect()

    assert office.known().settings["country"] == country
    assert "Annual Leave" not in remote_setup.test(
        lambda: office.cast.acting("ada"), Provider.XERO, office.connected, KEYS
    ), "it is matched"


def test_a_country_without_a_payroll_is_refused_until_one_is_said(office: Office) -> None:
    office.xero.country = "SG"

    with pytest.raises(Permanent, match="country"):
        office.connect()


def test_leave_types_that_are_called_alike_are_matched_and_what_was_set_stays(
    office: Office,
) -> None:
    office.connect({**APP, "leave_type.UL": ANNUAL})

    said = remote_setup.test(
        lambda: office.cast.acting("ada"), Provider.XERO, office.connected, KEYS
    )

    settings = office.known().settings
    assert settings["leave_type.AL"] == ANNUAL
    assert settings["leave_type.UL"] == ANNUAL
    assert "Acme Pty Ltd" in said
    assert f"Unpaid Leave ({UNPAID})" in said, "and what is not matched is said"


def test_an_answer_is_taken_once(office: Office) -> None:
    back = office.xero.consent(office.begin())
    office.finish(back)

    with pytest.raises(Refused):
        office.finish(back)

    assert len(office.xero.grants) == 1


def test_an_answer_to_another_question_is_not_taken(office: Office) -> None:
    first = office.xero.consent(office.begin())
    second = office.xero.consent(office.begin())

    for address in (first, f"{BACK}?code={CODE}&state=", f"{BACK}?code={CODE}&state=ä"):
        with pytest.raises(Refused):
            office.finish(address)

    assert office.finish(second), "and spoils nothing"


def test_what_is_remembered_meanwhile_is_sealed(office: Office) -> None:
    address = office.begin({**APP, "client_secret": CLIENT_SECRET})
    state = parse_qs(urlsplit(address).query)["state"][0]
    kept = []
    for step in (lambda: office.finish(office.xero.consent(address)), office.choose):
        kept.append(remembered(office))
        step()
    kept.append(remembered(office))

    said = "".join(kept)
    assert len(kept[0]) > 100
    assert kept[-1] == "[]", "and forgotten in the end"
    for secret in (state, CLIENT_SECRET, CODE, REFRESH_TOKEN, ACCESS_TOKEN):
        assert secret not in said
        assert secret.encode().hex() not in said


def test_nobody_else_can_use_the_answer(office: Office, strangers: Cast) -> None:
    back = office.xero.consent(office.begin())
    stranger = Office(strangers, office.xero, office.stand_in, office.connected)

    with pytest.raises(Refused):
        stranger.finish(back)
    with pytest.raises(Refused):
        office.finish(back, who="mo")
    with pytest.raises(Refused):
        office.begin(who="bea")

    assert office.xero.grants == []


def test_who_takes_too_long_begins_again(office: Office) -> None:
    back = office.xero.consent(office.begin())
    with office.cast.acting() as tx:
        tx.run("UPDATE integration_consent SET expires_at = now()")

    with pytest.raises(Refused):
        office.finish(back)


def test_what_nobody_finished_is_forgotten_overnight(office: Office) -> None:
    office.finish(office.xero.consent(office.begin()))
    systems = {(Provider.XERO, Mode.LIVE): office.connected}
    keep_access(office.cast.acting, systems, KEYS)
    assert remembered(office) != "[]", "there is still time to choose"
    with office.cast.acting() as tx:
        tx.run("UPDATE integration_consent SET expires_at = now()")

    keep_access(office.cast.acting, systems, KEYS)

    assert remembered(office) == "[]"


def test_who_does_not_agree_is_not_connected(office: Office) -> None:
    office.begin()

    with pytest.raises(Permanent, match="not given"):
        office.finish(f"{BACK}?error=access_denied&state=x")


def test_only_an_organisation_of_the_consent_can_be_chosen(office: Office) -> None:
    office.finish(office.xero.consent(office.begin()))

    with pytest.raises(Refused):
        office.choose("6a2b1c3d-0000-4000-8000-000000000000")


def test_what_is_missing_is_said_before_anybody_is_sent_away(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.begin({"colour": "red"})

    assert {each.facts["field"] for each in refused.value.problems} == {"colour", "client_id"}


def test_connecting_again_needs_nothing_anew_and_keeps_what_was_set(office: Office) -> None:
    office.connect({**APP, "client_secret": CLIENT_SECRET, "leave_type.UL": UNPAID})
    office.xero.used.clear()

    office.connect({})

    known = office.known()
    assert known.secrets["client_secret"] == CLIENT_SECRET
    assert known.settings["leave_type.UL"] == UNPAID


def test_with_another_organisation_nobody_is_known_any_more(office: Office) -> None:
    office.connect({**APP, "leave_type.UL": UNPAID})
    office.account().remember_people({office.cast.bea.email: "E-1"})
    with office.cast.acting() as tx:
        other = {**office.known().settings, "tenant": OTHER_TENANT}
        integration_connections.set_settings(tx, Provider.XERO, other)
    office.xero.used.clear()

    office.connect({})

    with office.cast.acting() as tx:
        assert external_ids.of_user(tx, office.cast.bea.user_id, Provider.XERO) is None
    assert "leave_type.UL" not in office.known().settings


def test_an_organisation_that_is_gone_is_found_when_the_account_is_tested(office: Office) -> None:
    office.connect()
    with office.cast.acting("ada") as tx:
        remote_setup.change_settings(tx, Provider.XERO, office.connected, {"tenant": "gone"})

    with pytest.raises(Disconnected):
        remote_setup.test(lambda: office.cast.acting("ada"), Provider.XERO, office.connected, KEYS)


@pytest.mark.parametrize(("tenant", "is_known"), [(TENANT, True), (OTHER_TENANT, False)])
def test_saving_the_settings_forgets_people_only_with_another_organisation(
    office: Office, tenant: str, *, is_known: bool
) -> None:
    office.connect()
    office.account().remember_people({office.cast.bea.email: "E-1"})

    with office.cast.acting("ada") as tx:
        given = {"client_id": CLIENT_ID, "tenant": tenant, "country": "AU"}
        remote_setup.change_settings(tx, Provider.XERO, office.connected, given)

    with office.cast.acting() as tx:
        found = external_ids.of_user(tx, office.cast.bea.user_id, Provider.XERO)
    assert (found == "E-1") == is_known
