"""Signing in with password and code, in a real browser."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx2
import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.web.conftest import Visit, give_password

Web = Callable[..., httpx2.Client]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


def now_there(cast: Cast) -> datetime:
    """Return the moment at which the server made the secret; its clock runs while tests do."""
    with cast.acting() as tx:
        moment: datetime = tx.value("SELECT made_at FROM second_factor")
    return moment


def set_up(page: Page, cast: Cast) -> tuple[pyotp.TOTP, list[str]]:
    page.goto("/profile")
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img", name="The picture for your app")).to_be_visible()
    page.get_by_text("Or type the key").click()
    app = pyotp.TOTP(page.locator("#key").inner_text())
    page.get_by_label("Code").fill(app.at(now_there(cast)))
    page.get_by_role("button", name="Switch on").click()
    return app, page.locator("#codes").inner_text().split()


def sign_in(page: Page, cast: Cast, password: str) -> None:
    page.context.clear_cookies()
    page.goto("/login?next=/calendar")
    page.get_by_label("E-mail").fill(cast.bea.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@JAVASCRIPT
def test_a_second_factor_is_set_up_and_asked_for(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    password = give_password(cast, "bea")
    page = visit(cast, "bea", java_script_enabled=javascript)

    app, codes = set_up(page, cast)
    assert len(codes) == 10
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text(codes[0])).to_have_count(0)

    sign_in(page, cast, password)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the code.")
    page.get_by_label("Code").fill(app.at(now_there(cast) + timedelta(seconds=30)))
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(re.compile("/calendar"))


def test_a_backup_code_lets_in_and_one_fewer_is_left(cast: Cast, visit: Visit) -> None:
    password = give_password(cast, "bea")
    page = visit(cast, "bea")
    _, codes = set_up(page, cast)

    sign_in(page, cast, password)
    page.get_by_label("Code").fill(codes[3])
    page.get_by_role("button", name="Sign in").click()
    page.goto("/profile/second-factor")

    expect(page.get_by_text("9 backup codes are left.")).to_be_visible()


def test_an_administrator_takes_a_lost_one_away(cast: Cast, visit: Visit) -> None:
    password = give_password(cast, "bea")
    bea, ada = visit(cast, "bea"), visit(cast, "ada")
    set_up(bea, cast)

    ada.goto(f"/people/{cast.bea.employee_id}")
    ada.locator("summary", has_text="Lost the second factor").click()
    ada.get_by_role("button", name="Take it away").click()
    expect(ada.get_by_text("Saved.")).to_be_visible()

    sign_in(bea, cast, password)
    expect(bea).to_have_url(re.compile("/calendar"))


def test_sessions_made_before_stay_and_a_wrong_password_switches_nothing_off(
    cast: Cast, visit: Visit, web: Web
) -> None:
    password = give_password(cast, "bea")
    before = web(cast, "bea")
    page = visit(cast, "bea")
    set_up(page, cast)

    wrong = before.post("/profile/second-factor/off", data={"password": "not it at all, no"})
    assert (wrong.status_code, before.get("/").status_code) == (422, 200)

    right = before.post("/profile/second-factor/off", data={"password": password})
    assert right.headers["location"] == "/profile?done=saved"


def test_the_right_password_alone_opens_no_page(cast: Cast, visit: Visit, web: Web) -> None:
    password = give_password(cast, "bea")
    set_up(visit(cast, "bea"), cast)
    client = web()

    halfway = client.post("/login", data={"email": cast.bea.email, "password": password})
    secret = re.search(r"leavebook-step=(\w+)", halfway.headers["set-cookie"])
    assert secret is not None
    client.cookies.set("leavebook", secret[1])

    assert halfway.headers["location"].startswith("/login/code")
    assert client.get("/").headers["location"].startswith("/login")
    assert client.get("/people").status_code == 303


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_on_the_way_keeps_anybody_out(cast: Cast, visit: Visit, theme: str) -> None:
    password = give_password(cast, "bea")
    page = visit(
        cast,
        "bea",
        color_scheme=theme,
        reduced_motion="reduce",
        viewport={"width": 320, "height": 640},
    )
    page.goto("/profile/second-factor")
    page.get_by_role("button", name="Set it up").click()
    faults = [_faults(page)]

    page.get_by_text("Or type the key").click()
    app = pyotp.TOTP(page.locator("#key").inner_text())
    page.get_by_label("Code").fill(app.at(now_there(cast)))
    page.get_by_role("button", name="Switch on").click()
    faults.append(_faults(page))
    page.goto("/profile/second-factor")
    faults.append(_faults(page))
    sign_in(page, cast, password)
    faults.append(_faults(page))

    assert faults == [[], [], [], []]


def _faults(page: Page) -> list[str]:
    """Return what keeps people out of the page, and whether it is wider than the screen."""
    found = [str(each["id"]) for each in Axe().run(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth") > 320
    return [*found, "too wide"] if is_wide else found
