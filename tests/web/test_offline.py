"""Without a network there is a page that says so, and a calendar only for who wished to keep it."""

import re

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.web.conftest import Visit, session

KEPT = """
caches.keys().then((names) => Promise.all(names.map((name) =>
  caches.open(name).then((cache) => cache.keys()))))
  .then((all) => all.flat().map((request) => new URL(request.url).pathname))
"""
# Taking the copy waits for `go`, and `done` is over a moment after everything it then does.
HELD_UP = """
const whole = Response.prototype.text;
const held = new Promise((resolve) => { self.go = resolve; });
Response.prototype.text = function () { return held.then(() => whole.call(this)); };
self.done = held.then(() => new Promise((resolve) => setTimeout(resolve, 1000)));
null;
"""
PUBLIC = ["/offline", "/static/app", "/static/mark"]


def served_by_a_worker(page: Page) -> Page:
    """Have the pages go through the service worker, as they do wherever there is HTTPS."""
    page.goto("/profile")
    page.evaluate("navigator.serviceWorker.register('/service-worker.js').then(() => true)")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))"
    )
    return page


def keeping(page: Page) -> Page:
    """Have the browser keep the calendar, and look at it."""
    page.goto("/profile")
    page.get_by_role("button", name="Keep who is away").click()
    expect(page.get_by_text("This browser keeps who is away")).to_be_visible()
    page.goto("/calendar")
    page.wait_for_function(f"({KEPT}).then((all) => all.includes('/calendar'))")
    return page


def kept(page: Page) -> list[str]:
    """Return the paths of everything that the browser keeps, without the marks of files."""
    return sorted({path.partition(".")[0] for path in page.evaluate(KEPT)})


def sign_in_as(page: Page, cast: Cast, who: str) -> None:
    """Go on in the same browser as somebody else, the session before having ended."""
    (old,) = [each for each in page.context.cookies() if each["name"] == "leavebook"]
    page.context.add_cookies([{**old, "value": session(cast, who)}])  # type: ignore[typeddict-item]  # as it was read


def test_whoever_is_offline_is_told_so_and_nothing_private_is_kept(
    cast: Cast, visit: Visit
) -> None:
    page = served_by_a_worker(visit(cast, "bea"))
    page.goto("/calendar")

    page.context.set_offline(offline=True)
    page.goto("/calendar")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    found = kept(page)
    page.context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()

    expect(page.get_by_role("heading", name="My leave")).to_be_visible()
    assert found == PUBLIC


def test_who_is_away_is_seen_without_a_network_by_who_wished_so(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))

    page.context.set_offline(offline=True)
    page.goto("/")

    expect(page).to_have_url(re.compile("/calendar$"))
    expect(page.get_by_role("status").filter(has_text="No network.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Kim")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.wall')).tableLayout") == "fixed"
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()


def test_a_page_that_is_open_says_that_the_network_went_and_came_back(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast, "bea")
    page.goto("/")
    told = page.get_by_role("status").filter(has_text="No network.")
    expect(told).to_have_count(0)

    page.context.set_offline(offline=True)
    expect(told).to_be_visible()
    page.context.set_offline(offline=False)

    expect(told).to_have_count(0)


def test_nothing_is_left_after_signing_out(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))

    page.goto("/profile")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert set(kept(page)) <= set(PUBLIC)


def test_what_is_kept_stays_where_the_same_reader_fetches_files_and_descriptions(
    cast: Cast, visit: Visit
) -> None:
    page = keeping(served_by_a_worker(visit(cast, "ada")))

    with page.expect_download():
        page.evaluate("location.href = '/reports/lapsing.csv'")
    page.goto("/api/doc")

    assert "/calendar" in kept(page)


def test_a_copy_that_takes_long_is_not_left_after_signing_out(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))
    (worker,) = page.context.service_workers
    worker.evaluate(HELD_UP)
    page.goto("/calendar")

    page.goto("/profile")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    worker.evaluate("go()")
    worker.evaluate("done")

    assert set(kept(page)) <= set(PUBLIC)


def test_nothing_is_left_when_the_session_has_ended_by_itself(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))

    page.context.clear_cookies(name="leavebook")
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert kept(page) == PUBLIC


def test_nobody_finds_what_somebody_else_kept_in_the_same_browser(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))
    sign_in_as(page, cast, "kim")

    page.goto("/profile")
    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
    page.goto("/calendar")
    page.context.set_offline(offline=True)
    page.goto("/calendar")

    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    assert kept(page) == PUBLIC


def test_what_is_kept_is_shown_for_a_day_and_no_longer(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))
    page.evaluate(
        """caches.open("leavebook-copy").then(async (kept) => {
             const copy = await kept.match("/calendar"), headers = new Headers(copy.headers);
             headers.set("Kept-At", Date.now() - 864e5 - 1000);
             await kept.put("/calendar", new Response(await copy.text(), { headers }));
           })"""
    )

    page.context.set_offline(offline=True)
    page.goto("/calendar")

    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    assert kept(page) == PUBLIC


def test_whoever_changes_their_mind_keeps_nothing(cast: Cast, visit: Visit) -> None:
    page = keeping(served_by_a_worker(visit(cast, "bea")))

    page.goto("/profile")
    page.get_by_role("button", name="Keep nothing").click()
    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()

    assert kept(page) == PUBLIC
