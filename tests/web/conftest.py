"""A real browser on a real server, signed in as somebody of the cast."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave.requests import LeaveAsked, submit
from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.services.sign_in.passwords import hashed
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.telling import decision_links
from tests.cast import NOW, Cast

CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "a long walk by the sea"

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip("THERE IS NO BROWSER: install Debian's chromium to test the pages")
    return {"executable_path": str(CHROMIUM), "args": ["--no-sandbox"]}


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Visit]:
    """Open the pages as somebody of a cast; options are those of a browser context."""
    opened = []

    def as_somebody(
        cast: Cast,
        who: str,
        **options: Any,  # noqa: ANN401  options are the browser’s own
    ) -> Page:
        context = browser.new_context(base_url=server, locale="en-GB", **options)
        context.set_default_timeout(8000)
        context.add_cookies([{"name": "leavebook", "value": session(cast, who), "url": server}])
        opened.append(context)
        return context.new_page()

    yield as_somebody
    for context in opened:
        context.close()


@pytest.fixture
def web(server: str) -> Iterator[Callable[..., httpx2.Client]]:
    """Call the pages without a browser, signed in or not."""
    with clients(server) as client:
        yield client


@contextmanager
def clients(server: str) -> Iterator[Callable[..., httpx2.Client]]:
    """Yield what gives clients of the pages, signed in as somebody or not."""
    opened = []

    def client(cast: Cast | None = None, who: str = "") -> httpx2.Client:
        made = httpx2.Client(base_url=server, timeout=20, headers={"Origin": server})
        if cast is not None:
            made.cookies.set("leavebook", session(cast, who))
        opened.append(made)
        return made

    yield client
    for each in opened:
        each.close()


def session(cast: Cast, who: str) -> str:
    """Sign somebody in and return the secret of the session."""
    with cast.acting(who) as tx:
        return credentials.issue(
            tx, CredentialKind.WEB_SESSION, name="Test", expires_at=NOW + timedelta(days=7)
        ).secret


def give_password(cast: Cast, who: str) -> str:
    """Let somebody sign in with a password, and return it."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET password_hash = %(hash)s WHERE id = %(id)s",
            hash=hashed(PASSWORD),
            id=cast.members[who].user_id,
        )
    return PASSWORD


def decision_link(cast: Cast, who: str, request: int) -> str:
    """Keep a link as a letter to somebody would carry it, and return its path."""
    secret = token_hex(32)
    with cast.acting() as tx:
        decision_links.issue(
            tx,
            request_id=request,
            version=1,
            user_id=cast.members[who].user_id,
            digest=digest_of(secret),
            expires_at=NOW + timedelta(days=7),
        )
    return f"/decide/{secret}"


def ask(cast: Cast, who: str, first: str, last: str, *, code: str = "AL", reason: str = "") -> int:
    """Ask for leave in somebody's name, beside the pages, and return the request's id."""
    with cast.acting(who) as tx:
        return submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types[code],
                spans=(whole_days(date.fromisoformat(first), date.fromisoformat(last)),),
                reason=reason or None,
            ),
        ).id
