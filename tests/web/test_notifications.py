"""What somebody should know is told on a page, and goes from new to read."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import httpx2
import pytest
from playwright.sync_api import expect

from leavebook.queries.people.own_notifications import own_notifications
from leavebook.services.leave import decisions
from leavebook.services.telling.notifications import notify
from leavebook.storage import events
from leavebook.storage.telling import notifications
from tests.cast import NOW, Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]

JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


def tell(cast: Cast, request: int) -> None:
    """Let everybody know what happened to the request, as the worker would."""
    with cast.acting() as tx:
        query = "SELECT uuid FROM event WHERE request_id = %(id)s ORDER BY id"
        for event in tx.rows(query, id=request):
            notify(tx, event.uuid)


def approved(cast: Cast) -> int:
    """Have Bea’s week in May be approved, and everybody told."""
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    tell(cast, request)
    return request


@JAVASCRIPT
def test_what_happened_is_new_until_it_is_read(
    cast: Cast, visit: Visit, *, javascript: bool
) -> None:
    request = approved(cast)
    bea = visit(cast, "bea", java_script_enabled=javascript)

    bea.goto("/")
    bea.get_by_role("link", name="Notifications 1 not read").click()
    told = bea.get_by_role("button", name=re.compile("Mo approved it"))
    expect(told).to_contain_text("Annual Leave · 4–8 May 2026")
    told.click()
    expect(bea).to_have_url(re.compile(f"/requests/{request}$"))

    bea.goto("/notifications")
    expect(bea.get_by_text("not read")).to_have_count(0)
    expect(bea.get_by_role("link", name=re.compile("Mo approved it"))).to_be_visible()


def test_all_of_it_is_read_at_once(cast: Cast, visit: Visit) -> None:
    for first in ("2026-05-04", "2026-06-08"):
        tell(cast, ask(cast, "bea", first, first))
    mo = visit(cast, "mo", viewport={"width": 390, "height": 844})

    mo.goto("/notifications")
    expect(mo.get_by_role("button", name=re.compile("Bea asked for this leave"))).to_have_count(2)
    mo.get_by_role("button", name="All read").click()

    expect(mo.get_by_role("link", name=re.compile("Bea asked for this leave"))).to_have_count(2)
    expect(mo.get_by_role("button", name="All read")).to_have_count(0)


def test_whoever_answers_for_somebody_no_more_is_not_told_any_more(cast: Cast, web: Web) -> None:
    tell(cast, ask(cast, "bea", "2026-05-04", "2026-05-08", reason="The sea"))
    mo = web(cast, "mo")
    assert "Bea asked for this leave" in mo.get("/notifications").text
    with cast.acting() as tx:
        tx.run("UPDATE employee SET manager_id = NULL WHERE id = %(id)s", id=cast.bea.employee_id)
        tx.run("UPDATE department SET lead_id = NULL")

    page = mo.get("/notifications").text

    assert "Bea asked for this leave" not in page
    assert "Nothing new." in page


def test_the_bell_counts_what_the_page_shows(cast: Cast, web: Web) -> None:
    own = ask(cast, "mo", "2026-05-04", "2026-05-04")
    with cast.acting("ada") as tx:
        decisions.approve(tx, own)
    tell(cast, own)
    tell(cast, ask(cast, "bea", "2026-05-04", "2026-05-08"))
    hidden = ask(cast, "kim", "2026-05-04", "2026-05-08")
    tell(cast, hidden)
    mo = web(cast, "mo")
    before = mo.get("/notifications").text
    with cast.acting() as tx:
        tx.run("UPDATE leave_request SET hidden = true WHERE id = %(id)s", id=hidden)
        tx.run("UPDATE employee SET manager_id = NULL WHERE id = %(id)s", id=cast.bea.employee_id)

    after = mo.get("/notifications").text

    assert bell(before) == before.count('class="fresh"') == 3
    assert bell(after) == after.count('class="fresh"') == 1


def bell(page: str) -> int:
    """Return the number of the unread in the frame of the page."""
    found = re.search(r'Notifications<span class="badge">(\d+)', page)
    assert found is not None
    return int(found[1])


def test_a_type_that_is_not_for_the_reader_is_in_no_notification(cast: Cast) -> None:
    tell(cast, ask(cast, "bea", "2026-05-04", "2026-05-08"))
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET visibility = 'office'")

    with cast.acting("mo") as tx:
        (told,) = own_notifications(tx, before=None, limit=10)

    assert (told.leave_type_id, told.leave_type, told.unit) == (None, None, None)


def test_nobody_reads_what_somebody_else_should_know(cast: Cast, web: Web) -> None:
    approved(cast)
    with cast.acting() as tx:
        mine = tx.value("SELECT id FROM notification WHERE user_id = %(id)s", id=cast.bea.user_id)

    answer = web(cast, "kim").post(f"/notifications/{mine}", data={})

    assert answer.status_code == 404
    with cast.acting() as tx:
        assert tx.value("SELECT read_at FROM notification WHERE id = %(id)s", id=mine) is None


def test_what_lapses_soon_leads_to_the_balance(cast: Cast, visit: Visit) -> None:
    kind = cast.leave_types["AL"]
    with cast.acting() as tx:
        event = events.record(
            tx,
            "leave.expiring",
            employee_id=cast.bea.employee_id,
            leave_type_id=kind,
            last_usable=date(2026, 5, 31).isoformat(),
            days_before=30,
            amount="2.5",
        )
        notifications.add_for(tx, cast.bea.user_id, event=event)
    bea = visit(cast, "bea")
    bea.goto("/notifications")

    bea.get_by_role(
        "button", name=re.compile("Lapses after Sun, 31 May 2026: 2.5 days of Annual Leave")
    ).click()

    expect(bea).to_have_url(re.compile(f"/balances/{cast.bea.employee_id}/{kind}$"))


def test_what_is_older_than_a_month_is_counted_no_more_but_kept(cast: Cast, web: Web) -> None:
    approved(cast)
    with cast.acting() as tx:
        tx.run("UPDATE notification SET made_at = %(then)s", then=NOW - timedelta(days=31))

    page = web(cast, "bea").get("/notifications").text

    assert 'class="badge"' not in page
    assert "Mo approved it" in page


def test_many_are_read_page_by_page(cast: Cast, web: Web) -> None:
    with cast.acting() as tx:
        for _ in range(51):
            event = events.record(tx, "leave.expiring", employee_id=cast.bea.employee_id)
            notifications.add_for(tx, cast.bea.user_id, event=event)
    bea = web(cast, "bea")

    first = bea.get("/notifications").text
    earlier = re.search(r'rel="next" href="([^"]+)"', first)
    assert earlier is not None
    second = bea.get(earlier[1]).text

    assert first.count('class="line"') == 50
    assert second.count('class="line"') == 1


def test_nothing_to_know_says_what_will_be_told(cast: Cast, visit: Visit) -> None:
    bea = visit(cast, "bea")

    bea.goto("/notifications")

    expect(bea.get_by_text("What happens to your leave")).to_be_visible()
