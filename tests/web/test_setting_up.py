"""From an empty company to the first approved request, on the pages alone."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from leavebook.domain.approval.states import Chain
from leavebook.services.company.companies import Founding, found
from leavebook.storage import events
from leavebook.storage.database import Database
from tests.cast import NOW, Cast
from tests.conftest import Cluster, served
from tests.web.conftest import Visit, session
from tests.web.test_stories import JAVASCRIPT

Web = Callable[..., httpx2.Client]
Open = Callable[..., Page]

PASSWORD = "seven quiet herons fly"
STEPS = ("company", "site", "leave-types", "people", "approval", "invitations")


@pytest.fixture
def newcomer(server: str, browser: Browser) -> Iterator[Open]:
    """Open the pages as somebody who is not signed in."""
    opened = []

    def visitor(**options: object) -> Page:
        context = browser.new_context(base_url=server, locale="en-GB", **options)  # type: ignore[arg-type]  # options are the browser’s own
        context.set_default_timeout(8000)
        opened.append(context)
        return context.new_page()

    yield visitor
    for context in opened:
        context.close()


def founded(database: Database) -> tuple[str, str]:
    """Found a company as the command line does; return its administrator and invitation."""
    codename = f"n{uuid4().hex[:12]}"
    founding = Founding(
        codename=codename,
        name="New Company",
        timezone="Europe/Berlin",
        chain=Chain.SINGLE,
        admin_email=f"fay@{codename}.example",
        admin_name="Fay Founder",
    )
    return founding.admin_email, found(database, founding, now=NOW).invitation


def come_in(page: Page, email: str, link: str) -> None:
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def name_the_company(fay: Page) -> None:
    fay.get_by_label("Name of the company").fill("Otter & Sons")
    fay.get_by_role("button", name="Save and go on").click()


def open_a_site_in_berlin(fay: Page, *, javascript: bool) -> None:
    expect(fay.get_by_label("Country")).to_have_value("DE")
    fay.get_by_label("Region").select_option("BE")
    if not javascript:
        fay.get_by_role("button", name="Show").click()
    expect(fay.get_by_text("10 public holidays in 2026")).to_be_visible()  # Berlin has ten
    fay.get_by_role("button", name="Open the site and go on").click()


def take_on_fay_and_bea(fay: Page, bea_email: str) -> None:
    fay.get_by_role("button", name="I work here").click()
    expect(fay.get_by_text("One person works here")).to_be_visible()
    one_by_one = fay.locator("form").filter(has_text="One by one")
    one_by_one.get_by_label("Full name").fill("Bea Busy")
    one_by_one.get_by_label("E-mail").fill(bea_email)
    one_by_one.get_by_label("First day").fill("2026-01-01")
    one_by_one.get_by_label("Manager").select_option(label="Fay Founder")
    one_by_one.get_by_role("button", name="Take on").click()
    expect(fay.get_by_text("2 people work here")).to_be_visible()
    fay.get_by_role("link", name="Go on").click()


def ask_for_a_week(bea: Page) -> None:
    bea.goto("/ask")
    bea.get_by_label("First day").fill("2026-05-04")
    bea.get_by_label("Last day").fill("2026-05-08")
    bea.get_by_role("button", name="Ask", exact=True).click()
    expect(bea.get_by_text("Your request is on its way.")).to_be_visible()


@JAVASCRIPT
def test_from_an_empty_company_to_the_first_approved_request(
    database: Database, newcomer: Open, *, javascript: bool
) -> None:
    fay = newcomer(java_script_enabled=javascript)
    bea = newcomer(java_script_enabled=javascript)
    email, invitation = founded(database)
    bea_email = email.replace("fay@", "bea@")

    come_in(fay, email, f"/welcome/{invitation}")
    expect(fay.get_by_role("heading", name="Setting up")).to_be_visible()
    fay.get_by_role("link", name="Begin").click()
    name_the_company(fay)
    open_a_site_in_berlin(fay, javascript=javascript)
    expect(fay.get_by_role("radio", name="Germany")).to_be_checked()
    fay.get_by_role("button", name="Offer them and go on").click()
    take_on_fay_and_bea(fay, bea_email)
    fay.get_by_role("radio", name="One approval").check()
    fay.get_by_role("button", name="Save and go on").click()
    fay.get_by_role("button", name="Invite Bea Busy").click()
    link = fay.locator("#link").inner_text()
    fay.goto("/")
    expect(fay.get_by_text("6 of 7 done")).to_be_visible()

    come_in(bea, bea_email, link)
    expect(bea.get_by_text("Setting up")).to_have_count(0)
    ask_for_a_week(bea)
    fay.goto("/inbox")
    fay.locator(".waiting").get_by_role("button", name="Approve").click()
    expect(fay.get_by_text("Nothing waits for you.")).to_be_visible()

    fay.goto("/")
    expect(fay.get_by_text("Setting up")).to_have_count(0)
    bea.goto("/")
    expect(bea.get_by_text("Approved").first).to_be_visible()


def test_every_step_can_be_put_off_and_taken_up_again(database: Database, newcomer: Open) -> None:
    fay = newcomer()
    email, invitation = founded(database)
    come_in(fay, email, f"/welcome/{invitation}")

    fay.get_by_role("link", name="Begin").click()
    for _ in STEPS:
        fay.get_by_role("button", name="Not now").click()
    fay.goto("/setup")
    expect(fay.get_by_text("put off", exact=True)).to_have_count(len(STEPS))
    fay.locator(".stages").get_by_role("link", name="Leave types").click()
    fay.get_by_role("radio", name="United Kingdom").check()
    fay.get_by_role("button", name="Offer them and go on").click()
    fay.goto("/setup")

    expect(fay.get_by_text("done", exact=True)).to_have_count(1)
    fay.get_by_role("button", name="Show no more").click()
    fay.goto("/")
    expect(fay.get_by_text("Setting up")).to_have_count(0)


def test_what_was_typed_stays_when_a_step_is_refused(database: Database, newcomer: Open) -> None:
    fay = newcomer()
    email, invitation = founded(database)
    come_in(fay, email, f"/welcome/{invitation}")

    fay.goto("/setup/company")
    fay.get_by_label("Day").fill("31")
    fay.get_by_label("Month").select_option("2")
    fay.get_by_label("Name of the company").fill("Otter & Sons")
    fay.get_by_role("button", name="Save and go on").click()

    expect(fay.get_by_role("alert").first).to_be_visible()
    expect(fay.get_by_label("Name of the company")).to_have_value("Otter & Sons")


def test_everybody_is_written_to_at_once_where_letters_can_be_sent(
    cluster: Cluster, cast: Cast
) -> None:
    with cast.acting() as tx:
        events.record(tx, "login.invited", employee_id=cast.kim.employee_id)

    with (
        served(cluster, LEAVEBOOK_SMTP_HOST="127.0.0.1") as address,
        httpx2.Client(base_url=address, timeout=20, headers={"Origin": address}) as client,
    ):
        client.cookies.set("leavebook", session(cast, "ada"))
        page = client.get("/setup/invitations")
        for _ in range(2):
            client.post("/setup/invitations")

    assert "Write to all of them" in page.text
    with cast.acting() as tx:
        invited = tx.rows("SELECT employee_id FROM event WHERE name = 'login.invited'")
    assert sorted(row.employee_id for row in invited) == sorted(
        member.employee_id for member in cast.members.values()
    )


def test_working_here_too_is_said_once(database: Database, newcomer: Open) -> None:
    first = newcomer()
    email, invitation = founded(database)
    come_in(first, email, f"/welcome/{invitation}")
    first.goto("/setup/site")
    open_a_site_in_berlin(first, javascript=True)
    second = first.context.new_page()
    for fay in (first, second):
        fay.goto("/setup/people")

    first.get_by_role("button", name="I work here").click()
    expect(first.get_by_text("One person works here")).to_be_visible()
    second.get_by_role("button", name="I work here").click()

    expect(second.get_by_role("alert")).to_contain_text("taken")
    expect(second.get_by_text("One person works here")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_steps_keep_nobody_out(database: Database, newcomer: Open, theme: str) -> None:
    page = newcomer(color_scheme=theme, viewport={"width": 320, "height": 640})
    email, invitation = founded(database)
    come_in(page, email, f"/welcome/{invitation}")

    for path in ("/setup", *(f"/setup/{step}" for step in STEPS)):
        page.goto(path)
        assert not Axe().run(page).response["violations"], path
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


@pytest.mark.parametrize("who", ["bea", "mo"])
def test_nobody_but_an_administrator_sets_up(cast: Cast, web: Web, who: str) -> None:
    client = web(cast, who)

    assert client.get("/setup").status_code == 403
    assert client.post("/setup/site", data={"name": "x", "country": "DE"}).status_code == 403
    assert client.post("/setup/skip", data={"stage": "people"}).status_code == 403


def test_a_company_that_was_never_set_up_like_this_has_no_list(cast: Cast, visit: Visit) -> None:
    ada = visit(cast, "ada")

    ada.goto("/")

    expect(ada.get_by_text("Setting up")).to_have_count(0)
