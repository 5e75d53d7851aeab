"""Without a network there is a page that says so, and nothing of anybody's."""

from playwright.sync_api import expect

from tests.cast import Cast
from tests.web.conftest import Visit


def test_whoever_is_offline_is_told_so_and_nothing_private_is_kept(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast, "bea")
    page.goto("/profile")
    page.evaluate("navigator.serviceWorker.register('/service-worker.js').then(() => true)")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))"
    )
    page.goto("/")

    page.context.set_offline(offline=True)
    page.goto("/calendar")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    kept = page.evaluate(
        """caches.keys().then((names) => Promise.all(names.map((name) =>
           caches.open(name).then((cache) => cache.keys()))))
           .then((all) => all.flat().map((request) => new URL(request.url).pathname))"""
    )
    page.context.set_offline(offline=False)
    page.get_by_role("link", name="Try again").click()

    expect(page.get_by_role("heading", name="My leave")).to_be_visible()
    assert sorted(path.partition(".")[0] for path in kept) == [
        "/offline",
        "/static/app",
        "/static/mark",
    ]
