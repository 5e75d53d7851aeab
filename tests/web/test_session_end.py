"""A page says when its session is about to end."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from tests.cast import NOW, Cast
from tests.conftest import Cluster, served
from tests.web.conftest import Visit


@pytest.fixture
def server(cluster: Cluster) -> Iterator[str]:
    """Serve anew, so that it is still the moment the cast lives in; elsewhere it has passed."""
    with served(cluster) as address:
        yield address


def visit_until(cast: Cast, visit: Visit, *, lasts: timedelta) -> Page:
    """Visit as Bea in a session that ends soon."""
    page = visit(cast, "bea")
    with cast.acting("bea") as tx:
        secret = credentials.issue(
            tx, CredentialKind.WEB_SESSION, name="Test", expires_at=NOW + lasts
        ).secret
    (old,) = [each for each in page.context.cookies() if each["name"] == "leavebook"]
    page.context.add_cookies([{**old, "value": secret}])  # type: ignore[typeddict-item]  # as it was read
    page.goto("/ask")
    return page


@pytest.mark.parametrize(
    ("lasts", "is_told"),
    [(timedelta(minutes=9), True), (timedelta(minutes=40), False), (timedelta(days=6), False)],
)
def test_whoever_will_be_signed_out_soon_is_told_in_time(
    cast: Cast, visit: Visit, lasts: timedelta, *, is_told: bool
) -> None:
    page = visit_until(cast, visit, lasts=lasts)

    expect(page.get_by_text("Your session ends at")).to_be_visible(visible=is_told)


def test_a_page_that_stays_open_tells_it_by_itself(cast: Cast, visit: Visit) -> None:
    # Shown when ten minutes are left: six seconds from here, some of which have gone already.
    page = visit_until(cast, visit, lasts=timedelta(minutes=10, seconds=12))
    told = page.get_by_role("alert").filter(has_text="Your session ends at")

    expect(told).to_be_visible(timeout=14_000)

    told.get_by_role("link", name="Sign in again now").click()
    expect(page).to_have_url(re.compile(r"/login\?next=%?2?F?/?ask"))
