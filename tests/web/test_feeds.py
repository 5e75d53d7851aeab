"""Calendar feeds, read as a calendar program reads them: by their address alone."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import httpx2
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.services.leave import decisions
from leavebook.services.leave.requests import LeaveAsked, submit
from leavebook.services.people import exits
from tests.cast import Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]

MONDAY = date(2026, 5, 4)
PLACE = "/profile/calendars"


def address(cast: Cast, web: Web, who: str = "bea", feed: str = "own") -> str:
    page = web(cast, who).post(PLACE, data={"feed": feed}).text
    found = re.search(rf"/ical/{feed}/[0-9a-f]{{64}}\.ics", page)
    assert found is not None
    return found[0]


def events(answer: httpx2.Response) -> list[Any]:
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def read(cast: Cast, web: Web, who: str = "bea", feed: str = "own") -> list[Any]:
    return events(web().get(address(cast, web, who, feed)))


def asked(cast: Cast, *spans: Span, code: str = "UL", who: str = "bea") -> int:
    person = cast.members[who]
    with cast.acting(who) as tx:
        wanted = LeaveAsked(
            employee_id=person.employee_id, leave_type_id=cast.leave_types[code], spans=spans
        )
        return submit(tx, wanted).id


def approved(cast: Cast, *spans: Span, code: str = "UL", who: str = "bea") -> int:
    request_id = asked(cast, *spans, code=code, who=who)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def test_whole_days_end_on_the_day_after_their_last(cast: Cast, web: Web) -> None:
    approved(cast, whole_days(MONDAY, MONDAY + timedelta(days=4)))

    (event,) = read(cast, web)

    assert (event.start, event.end) == (MONDAY, MONDAY + timedelta(days=5))
    assert (event["SUMMARY"], event["STATUS"], event["TRANSP"]) == (
        "Unpaid Leave",
        "CONFIRMED",
        "OPAQUE",
    )


def test_half_a_day_is_a_morning_without_a_zone(cast: Cast, web: Web) -> None:
    approved(cast, half_day(MONDAY, MONDAY, Half.AM))

    (event,) = read(cast, web)

    assert (event.start, event.end) == (
        datetime(2026, 5, 4, 0),  # noqa: DTZ001  wall-clock time is meant
        datetime(2026, 5, 4, 12),  # noqa: DTZ001  wall-clock time is meant
    )
    assert event["SUMMARY"] == "Unpaid Leave (morning)"


def test_leave_that_ends_at_noon_is_whole_days_and_a_morning(cast: Cast, web: Web) -> None:
    tuesday = MONDAY + timedelta(days=1)
    approved(cast, Span(MONDAY, tuesday, last_half=Half.AM))

    whole, half = read(cast, web)

    assert (whole.start, whole.end) == (MONDAY, tuesday)
    assert half["SUMMARY"] == "Unpaid Leave (morning)"
    assert whole["UID"] != half["UID"]


def test_sensitive_leave_is_only_away_even_in_ones_own_calendar(cast: Cast, web: Web) -> None:
    approved(cast, whole_days(MONDAY), code="SL")

    (event,) = read(cast, web)

    assert event["SUMMARY"] == "Away"


def test_what_waits_is_in_ones_own_calendar_and_not_in_the_teams(cast: Cast, web: Web) -> None:
    asked(cast, whole_days(MONDAY))

    (own,) = read(cast, web)

    assert (own["STATUS"], own["SUMMARY"]) == ("TENTATIVE", "Unpaid Leave – waiting")
    assert read(cast, web, "mo", "team") == []


def test_what_was_called_off_is_sent_once_more_as_such(cast: Cast, web: Web) -> None:
    request_id = approved(cast, whole_days(MONDAY))
    (before,) = read(cast, web)
    with cast.acting("mo") as tx:
        decisions.cancel(tx, request_id)

    (after,) = read(cast, web)

    assert (before["UID"], before["STATUS"]) == (after["UID"], "CONFIRMED")
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_manager_reads_the_type_and_a_colleague_that_somebody_is_away(
    cast: Cast, web: Web
) -> None:
    approved(cast, whole_days(MONDAY))

    (seen_by_manager,) = read(cast, web, "mo", "team")
    (seen_by_colleague,) = read(cast, web, "kim", "team")

    assert seen_by_manager["SUMMARY"] == "Bea: Unpaid Leave"
    assert seen_by_colleague["SUMMARY"] == "Bea: Away"
    assert seen_by_colleague["TRANSP"] == "TRANSPARENT"


def test_a_calendar_without_leave_is_one(cast: Cast, web: Web) -> None:
    answer = web().get(address(cast, web))

    assert events(answer) == []
    assert len(Calendar.from_ical(answer.content).subcomponents) == 1
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "private, max-age=900"


def test_a_name_cannot_add_lines_of_its_own(cast: Cast, web: Web) -> None:
    approved(cast, whole_days(MONDAY))
    name = "Bea; X,Y\\nEND:VEVENT " + "long " * 20
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET full_name = %(name)s WHERE id = %(id)s",
            name=name.strip(),
            id=cast.bea.employee_id,
        )

    answer = web().get(address(cast, web, "mo", "team"))

    (event,) = events(answer)
    assert event["SUMMARY"] == f"{name.strip()}: Unpaid Leave"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_another_address_ends_the_one_before(cast: Cast, web: Web) -> None:
    old = address(cast, web)
    new = address(cast, web)

    assert [web().get(each).status_code for each in (old, new)] == [404, 200]


def test_an_address_that_was_ended_has_nothing(cast: Cast, web: Web) -> None:
    read_at = address(cast, web)

    web(cast, "bea").post(f"{PLACE}/end", data={"feed": "own"})

    assert web().get(read_at).status_code == 404
    assert "There is an address" not in web(cast, "bea").get(PLACE).text


@pytest.mark.parametrize("where", ["/ical/team/{}.ics", "/ical/own/{}", "/ical/else/{}.ics"])
def test_a_secret_opens_its_own_address_and_no_other(cast: Cast, web: Web, where: str) -> None:
    secret = address(cast, web).split("/")[-1].removesuffix(".ics")

    assert web().get(where.format(secret)).status_code == 404


def test_a_secret_of_a_feed_is_good_for_no_api_and_no_page(cast: Cast, web: Web) -> None:
    secret = address(cast, web).split("/")[-1].removesuffix(".ics")
    as_session = web()
    as_session.cookies.set("leavebook", secret)
    as_token = {"Authorization": f"Bearer {secret}"}

    assert web().get("/api/v1/leave/requests", headers=as_token).status_code == 401
    assert as_session.get("/profile").status_code == 303


def test_a_token_is_no_address(cast: Cast, web: Web) -> None:
    token = cast.bea.token.split("|")[-1]

    assert web().get(f"/ical/own/{token}.ics").status_code == 404


def test_whoever_has_left_is_told_nothing_more(cast: Cast, web: Web) -> None:
    read_at = address(cast, web, "kim", "team")
    with cast.acting("ada") as tx:
        exits.part(tx, cast.kim.employee_id, exit_day=date(2026, 3, 31))

    assert web().get(read_at).status_code == 404


def test_the_address_is_shown_once_and_works(cast: Cast, visit: Visit, web: Web) -> None:
    approved(cast, whole_days(MONDAY))
    page = visit(cast, "bea")
    page.goto("/profile")

    page.get_by_role("link", name="Calendar feeds").click()
    page.get_by_role("button", name="Make an address My leave").click()
    shown = page.locator("#secret").inner_text()

    assert len(events(web().get(shown))) == 1
    page.goto(PLACE)
    expect(page.locator("#secret")).to_have_count(0)
    expect(page.get_by_role("button", name="Another address My leave")).to_be_visible()
