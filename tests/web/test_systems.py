"""Connecting systems from the pages, and being told when one of them waits for somebody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from leavebook import subscribers
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside import integrations
from leavebook.settings import Settings
from leavebook.web.languages import words
from tests.cast import Cast
from tests.conftest import Cluster, served
from tests.integrations.google_stand_in import CALENDAR, Google, service_account
from tests.integrations.productive_stand_in import EVENT, TOKEN, Productive
from tests.integrations.stand_in import serving
from tests.integrations.xero_stand_in import CLIENT_ID, Xero
from tests.web.conftest import ask, session

Web = Callable[..., httpx2.Client]


@dataclass(frozen=True)
class Outside:
    """A server of ours, with stand-ins where the systems would be."""

    address: str
    xero: Xero


@pytest.fixture(scope="module")
def outside(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    xero = Xero()
    with (
        serving(Productive().stand_in()) as productive_address,
        serving(xero.stand_in()) as xero_address,
        serving(Google().stand_in()) as google_address,
        served(
            cluster,
            LEAVEBOOK_DATA=str(tmp_path_factory.mktemp("data")),
            LEAVEBOOK_PRODUCTIVE_URL=productive_address,
            LEAVEBOOK_GOOGLE_CALENDAR_URL=google_address,
            LEAVEBOOK_GOOGLE_TOKEN_URL=f"{google_address}/token",
            LEAVEBOOK_XERO_URL=xero_address,
            LEAVEBOOK_XERO_LOGIN_URL=f"{xero_address}/authorize",
            LEAVEBOOK_XERO_TOKEN_URL=f"{xero_address}/token",
        ) as address,
    ):
        yield Outside(address, xero)


@pytest.fixture
def ada(cast: Cast, outside: Outside, browser: Browser) -> Iterator[Page]:
    """Open the pages as the administrator."""
    context = browser.new_context(base_url=outside.address, locale="en-GB")
    context.set_default_timeout(8000)
    context.add_cookies(
        [{"name": "leavebook", "value": session(cast, "ada"), "url": outside.address}]
    )
    yield context.new_page()
    context.close()


def connect_productive(page: Page, token: str = TOKEN) -> None:
    page.goto("/settings/integrations")
    page.get_by_role("link", name="Productive").click()
    page.get_by_label("Organisation").fill("42")
    page.get_by_label("Event").fill(EVENT)
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Connect and test").click()


def fail(cast: Cast) -> int:
    """Have Productive refuse leave for good, and return the request."""
    with cast.acting("ada") as tx:
        integrations.connect(tx, Provider.PRODUCTIVE, Mode.CONSOLE)
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    with cast.acting() as tx:
        tx.run(
            """
            INSERT INTO integration_link (company_id, request_id, provider, generation, mode, says,
                                          intended, error_kind, error, made_at, changed_at)
            VALUES (%(company)s, %(request)s, 'productive', 1, 'console', '', 'present',
                    'permanent', 'nobody has this address there', now(), now())
            """,
            company=cast.company_id,
            request=request,
        )
    return request


def test_a_system_is_connected_tested_and_let_go(ada: Page) -> None:
    connect_productive(ada)
    expect(ada.locator(".said")).to_contain_text("Productive books leave as Vacation.")
    expect(ada.locator(".head .state")).to_have_text("Connected")
    assert TOKEN not in ada.content()

    ada.get_by_role("button", name="Test").click()
    expect(ada.locator(".said")).to_contain_text("Vacation")

    ada.get_by_role("button", name="Disconnect").click()
    expect(ada.locator(".head .state")).to_have_text("Not connected")


def test_people_are_shown_out_of_office_once_a_domain_is_named(ada: Page) -> None:
    ada.goto("/settings/integrations/google_calendar")
    ada.get_by_label("Calendar").fill(CALENDAR)
    ada.get_by_label("Service account").fill(service_account())
    ada.locator("summary", has_text="More").click()
    ada.get_by_label("Out of office").fill("acme.example")
    ada.get_by_role("button", name="Connect and test").click()
    expect(ada.locator(".said")).to_contain_text("People of acme.example")

    ada.locator("summary", has_text="Settings").click()
    settings = ada.locator("form[action$='/settings']")
    settings.get_by_label("Out of office").fill("")
    settings.get_by_role("button", name="Save").click()
    ada.get_by_role("button", name="Test").click()

    expect(ada.locator(".said")).to_contain_text("Leave appears in the calendar Leave.")
    expect(ada.locator(".said")).not_to_contain_text("acme.example")


def test_what_the_system_says_no_to_is_said(ada: Page) -> None:
    connect_productive(ada, token="wrong")

    expect(ada.locator("main [role=alert]")).to_be_visible()
    assert "wrong" not in ada.locator("main [role=alert]").inner_text()


def test_what_is_missing_is_said_beside_the_field(cast: Cast, outside: Outside) -> None:
    with httpx2.Client(base_url=outside.address, headers={"Origin": outside.address}) as client:
        client.cookies.set("leavebook", session(cast, "ada"))
        answer = client.post(
            "/settings/integrations/productive/connect",
            data={"organisation": "42", "event": "", "token": TOKEN},
        )

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert 'value="42"' in answer.text
    assert TOKEN not in answer.text


def test_settings_change_without_typing_the_secret_again(ada: Page) -> None:
    connect_productive(ada)

    ada.locator("summary", has_text="Settings").click()
    settings = ada.locator("form[action$='/settings']")
    settings.get_by_label("For single leave types").fill("event.SL=78")
    settings.get_by_role("button", name="Save").click()

    expect(ada.get_by_text("Saved.")).to_be_visible()
    expect(ada.locator("textarea[name=per_type]")).to_have_value("event.SL=78\n")
    ada.get_by_role("button", name="Test").click()
    expect(ada.locator(".said")).to_contain_text("Vacation")


def test_the_twin_is_tried_first(ada: Page) -> None:
    ada.goto("/settings/integrations/slack")

    ada.get_by_role("button", name="Only print").click()

    expect(ada.locator(".head .state")).to_have_text("Only printed")


def test_a_payroll_is_connected_with_a_persons_consent(ada: Page, outside: Outside) -> None:
    ada.goto("/settings/integrations/xero")
    ada.get_by_label("Client id").fill(CLIENT_ID)
    ada.get_by_role("button", name="Agree at Xero").click()
    there = ada.get_by_role("link", name="Go to Xero").get_attribute("href")
    assert there is not None
    assert urlsplit(there).path == "/authorize"
    back = outside.xero.consent(there)

    ada.goto(back)
    ada.get_by_role("radio", name="Acme Pty Ltd").check()
    ada.get_by_role("button", name="Connect and test").click()

    expect(ada.locator(".said")).to_contain_text("Acme Pty Ltd")
    expect(ada.locator(".head .state")).to_have_text("Connected")
    ada.goto(back)  # the same answer once more
    expect(ada.locator("h1")).to_have_text("That did not work")


def test_whoever_does_not_agree_comes_back_to_the_form(ada: Page) -> None:
    ada.goto("/settings/integrations/xero/callback?error=access_denied")

    expect(ada.locator("main [role=alert]")).to_contain_text("the consent was not given")


def test_a_strangers_answer_connects_nothing(ada: Page) -> None:
    ada.goto("/settings/integrations/xero/callback?code=theirs&state=theirs")

    expect(ada.locator("h1")).to_have_text("That did not work")


def test_a_banner_tells_administrators_of_what_failed_and_everything_is_tried_again(
    cast: Cast, ada: Page
) -> None:
    request = fail(cast)

    ada.goto("/")
    ada.locator(".banner").get_by_role("link", name="Productive").click()
    expect(ada.get_by_text("nobody has this address there")).to_be_visible()
    assert ada.locator(f"a[href='/requests/{request}']").count() == 1
    ada.get_by_role("button", name="Try everything again").click()

    expect(ada.get_by_text("The other systems are told again.")).to_be_visible()
    ada.goto("/")
    expect(ada.locator(".banner")).to_have_count(0)


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_else_hears_of_what_failed(cast: Cast, web: Web, who: str) -> None:
    fail(cast)

    assert "banner" not in web(cast, who).get("/people").text
    assert web(cast, who).get("/settings/integrations").status_code == 403


def test_the_button_is_offered_to_those_whom_the_api_lets_try_again(cast: Cast, web: Web) -> None:
    request = fail(cast)
    with cast.acting() as tx:
        tx.run(
            """
            INSERT INTO tool_permission (company_id, tool, access_level, can_view, can_update,
                                         can_manage, changed_at)
            VALUES (%(company)s, 'leave', 'manager', true, true, true, now())
            """,
            company=cast.company_id,
        )

    page = web(cast, "mo").get(f"/requests/{request}").text

    assert f'action="/requests/{request}/retry"' in page


def test_everything_that_an_account_needs_has_its_german() -> None:
    german = words("de")
    meanings = {
        need.meaning
        for connected in subscribers.systems(Settings()).values()
        for need in connected.needs
    }

    assert {each for each in meanings if german.gettext(each) == each} == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_about_a_system_in_trouble_keeps_anybody_out(
    cast: Cast, outside: Outside, browser: Browser, theme: str
) -> None:
    fail(cast)
    context = browser.new_context(
        base_url=outside.address,
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": 320, "height": 640},
        reduced_motion="reduce",
    )
    context.add_cookies(
        [{"name": "leavebook", "value": session(cast, "ada"), "url": outside.address}]
    )
    page = context.new_page()
    faults = {}

    for path in ("/people", "/settings/integrations", "/settings/integrations/productive"):
        page.goto(path)
        found = [each["id"] for each in Axe().run(page).response["violations"]]
        if found or page.evaluate("document.documentElement.scrollWidth") > 320:
            faults[path] = found or ["too wide"]
    connect_productive(page)
    connected = [each["id"] for each in Axe().run(page).response["violations"]]
    context.close()

    assert (faults, connected) == ({}, [])
