"""Passkeys: in a real browser with an authenticator of its own, and against made-up answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.cast import Cast
from tests.web.conftest import PASSWORD, give_password, session

Enter = Callable[..., Page]


@pytest.fixture
def here(server: str) -> str:
    """The server by the one name that needs no certificate."""
    return server.replace("127.0.0.1", "localhost")


@pytest.fixture
def bea(cast: Cast) -> Cast:
    """A company in which Bea signs in with a password."""
    give_password(cast, "bea")
    return cast


@pytest.fixture
def opened(here: str, browser: Browser) -> Iterator[Enter]:
    """Open a browser that has an authenticator, signed in or not."""
    contexts = []

    def enter(cast: Cast | None = None, **options: Any) -> Page:  # noqa: ANN401  the browser’s own
        context = browser.new_context(base_url=here, locale="en-GB", **options)
        context.set_default_timeout(8000)
        if cast is not None:
            secret = session(cast, "bea")
            context.add_cookies([{"name": "leavebook", "value": secret, "url": here}])
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


def give_authenticator(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, made["authenticatorId"]


def make(page: Page, *, name: str = "My laptop", password: str = PASSWORD) -> None:
    page.goto("/profile")
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_label("What shall it be called?").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Make it").click()


def test_a_passkey_is_made_lets_in_without_password_and_code_and_is_removed(
    bea: Cast, opened: Enter
) -> None:
    page = opened(bea)
    devtools, authenticator = give_authenticator(page)
    make(page)
    expect(page.get_by_role("strong").filter(has_text="My laptop")).to_be_visible()
    keys = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert len(keys["credentials"]) == 1

    page.context.clear_cookies()
    page.goto("/requests/1")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/requests/1")
    page.goto("/")
    expect(page.get_by_role("heading", name="My leave")).to_be_visible()

    page.goto("/profile/passkeys")
    expect(page.get_by_text("last used")).to_be_visible()
    page.get_by_role("button", name="Remove My laptop").click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("does not let anybody in here")


def test_a_wrong_password_is_said_before_any_key_is_made(bea: Cast, opened: Enter) -> None:
    page = opened(bea)
    devtools, authenticator = give_authenticator(page)

    make(page, password="not this one at all")

    expect(page.get_by_role("alert").first).to_contain_text("password")
    assert page.get_by_label("What shall it be called?").input_value() == "My laptop"
    keys = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert keys["credentials"] == []


def test_whoever_has_no_key_here_is_told_and_signs_in_with_the_password(
    bea: Cast, opened: Enter
) -> None:
    page = opened()
    give_authenticator(page)
    page.goto("/login")

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used.")).to_be_visible()
    page.get_by_label("E-mail").fill(bea.bea.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", name="My leave")).to_be_visible()


def test_without_javascript_there_is_the_password_and_no_button_that_does_nothing(
    bea: Cast, opened: Enter
) -> None:
    page = opened(bea, java_script_enabled=False)

    page.goto("/profile/passkeys")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Make it")).to_be_hidden()
    page.goto("/login")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_where_no_browser_makes_passkeys_nobody_is_offered_one(
    bea: Cast, server: str, browser: Browser
) -> None:
    context = browser.new_context(base_url=server)
    context.add_cookies([{"name": "leavebook", "value": session(bea, "bea"), "url": server}])
    page = context.new_page()

    page.goto("/profile/passkeys")
    expect(page.get_by_text("Passkeys need an address of this server")).to_be_visible()
    page.goto("/login")
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_passkeys_keep_nobody_out(bea: Cast, opened: Enter, theme: str) -> None:
    page = opened(bea, color_scheme=theme, viewport={"width": 320, "height": 640})
    give_authenticator(page)
    make(page, name="A passkey with a rather long name of its own, for everything")

    for path in ("/profile/passkeys", "/login"):
        page.goto(path)
        page.get_by_role("button", name="passkey").or_(
            page.get_by_role("button", name="Make it")
        ).first.wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
