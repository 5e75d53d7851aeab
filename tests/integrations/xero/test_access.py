"""Getting into Xero: with a person's consent, for one organisation, by one refresher at a time."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from leavebook import subscribers
from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Refused
from leavebook.integrations.xero import tokens
from leavebook.services import consenting, remote_setup
from leavebook.services.keeping_access import keep_access
from leavebook.services.remote_accounts import Known
from leavebook.services.remote_consent import Place
from leavebook.services.remote_systems import Account, Connected, Disconnected, Permanent, Temporary
from leavebook.settings import Settings
from leavebook.storage import external_ids, integration_connections
from tests.cast import Cast
from tests.integrations.jobs import KEYS
from tests.integrations.plots import WORLDS, World, account_of
from tests.integrations.stand_in import Effect, Fault, StandIn, serving
from tests.integrations.time_passing import let_pass
from tests.integrations.xero.test_filing import vendor
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


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    xero = Xero(people=[each.email for each in cast.members.values()])
    stand_in = xero.stand_in()
    with serving(stand_in) as address:
        settings = Settings(xero_url=address, xero_token_url=f"{address}/token")
        connected = subscribers.systems(settings)[Provider.XERO, Mode.LIVE]
        yield Office(cast, xero, stand_in, connected)


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    with WORLDS["xero"](cast) as made:
        yield made


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


def remembered(office: Office) -> str:
    with office.cast.acting() as tx:
        rows = tx.rows("SELECT to_jsonb(c)::text AS row FROM integration_consent AS c")
    return str([row.row for row in rows])


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


def test_access_is_renewed_when_it_is_over_and_the_new_token_is_kept_first(world: World) -> None:
    request_id = world.approve()

    world.run(request_id)

    assert [each["grant_type"] for each in vendor(world).grants] == ["refresh_token"]
    kept = account_of(world, send_before=0).known().secrets
    assert kept["refresh_token"] == f"{REFRESH_TOKEN}-1"
    assert kept["access_token"] == f"{ACCESS_TOKEN}-1"


def test_access_that_was_taken_away_is_renewed_once(world: World) -> None:
    first = world.approve()
    world.run(first)
    world.end(first)
    vendor(world).good.clear()

    second = world.approve()
    world.run(second)

    assert world.links(second)[0].is_settled
    assert len(vendor(world).grants) == 2


def test_workers_who_come_together_refresh_once(world: World) -> None:
    account = account_of(world, send_before=time.monotonic() + 60)
    books = world.systems[Provider.XERO, Mode.LIVE].books
    assert books is not None
    world.stand_in.wait = lambda: time.sleep(0.05)
    together = threading.Barrier(6)

    def work() -> int:
        together.wait()
        for _ in range(100):
            try:
                return len(books(account).leave_types())
            except Temporary:
                time.sleep(0.02)
        raise TimeoutError

    with ThreadPoolExecutor(6) as workers:
        heard = {each.result() for each in [workers.submit(work) for _ in range(6)]}

    assert heard == {3}
    assert len(vendor(world).grants) == 1


def test_access_that_rests_for_a_week_is_renewed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(after: timedelta) -> int:
        later = int(time.time() + after.total_seconds())
        monkeypatch.setattr("leavebook.integrations.xero.client.real_seconds", lambda: later)
        keep_access(world.cast.acting, world.systems, KEYS)
        return len(vendor(world).grants)

    assert keep(timedelta(0)) == 1, "it has never been used"
    monkeypatch.setattr("leavebook.integrations.xero.tokens.real_seconds", lambda: int(time.time()))
    assert keep(timedelta(days=6)) == 1
    assert keep(timedelta(days=8)) == 2


def test_access_that_cannot_be_kept_is_said(world: World) -> None:
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        given = {**APP, "refresh_token": "revoked-token", "tenant": TENANT, "country": "AU"}
        remote_setup.connect_live(tx, Provider.XERO, connected, given, KEYS)

    keep_access(world.cast.acting, world.systems, KEYS)
    keep_access(world.cast.acting, world.systems, KEYS)

    assert len(vendor(world).grants) == 1, "nobody calls until it is connected again"
    with world.cast.acting("ada") as tx:
        (state,) = remote_setup.states(tx)
    assert "connect Xero again" in (state.trouble or "")


def test_a_refresh_whose_answer_is_lost_can_be_made_again(world: World) -> None:
    world.stand_in.matters = lambda asked: asked.path == "/token"
    world.stand_in.faults = {0: Fault(Effect.NONE), 1: Fault(Effect.NONE, 503)}
    request_id = world.approve()

    helped = world.converge(request_id)

    assert helped == 0, "nobody has to do anything"
    assert len(vendor(world).held()) == 1


def test_a_refused_token_pauses_everything_until_xero_is_connected_again(world: World) -> None:
    with world.cast.acting("ada") as tx:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        given = {**APP, "refresh_token": "revoked-token", "tenant": TENANT, "country": "AU"}
        remote_setup.connect_live(tx, Provider.XERO, connected, given, KEYS)
    request_id = world.approve()
    world.run(request_id)
    asked = len(world.stand_in.asked)

    let_pass(world.cast, timedelta(days=2))
    world.run(request_id)

    assert world.links(request_id)[0].error == "400: invalid_grant; connect Xero again"
    assert len(world.stand_in.asked) == asked
    with world.cast.acting("ada") as tx:
        (state,) = remote_setup.states(tx)
    assert state.trouble is not None
    assert "connect Xero again" in state.trouble


def test_an_organisation_that_is_gone_is_found_when_the_account_is_tested(office: Office) -> None:
    office.connect()
    with office.cast.acting("ada") as tx:
        remote_setup.change_settings(tx, Provider.XERO, office.connected, {"tenant": "gone"})

    with pytest.raises(Disconnected):
        remote_setup.test(lambda: office.cast.acting("ada"), Provider.XERO, office.connected, KEYS)
