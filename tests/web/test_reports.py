"""What the office counts, on pages and in files."""

import csv
import io
from collections.abc import Callable

import httpx2
from playwright.sync_api import expect

from leavebook.services.leave import decisions
from tests.cast import Cast
from tests.web.conftest import Visit, ask

Web = Callable[..., httpx2.Client]


def table(client: httpx2.Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_people_have_left_is_added_up_by_department(
    cast: Cast, visit: Visit, web: Web
) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada = visit(cast, "ada", java_script_enabled=False)

    ada.goto("/reports")
    ada.get_by_role("link", name="What is owed").click()

    expect(ada.get_by_text("79 days")).to_be_visible()  # four times 21, less the 5 asked for
    rows = table(web(cast, "ada"), f"/reports/open.csv?type={cast.leave_types['AL']}")
    assert [(row["people"], row["left"], row["overdrawn"]) for row in rows] == [("4", "79", "0")]


def test_how_much_people_are_away_is_told_until_today(cast: Cast, visit: Visit, web: Web) -> None:
    request = ask(cast, "bea", "2026-03-23", "2026-03-27")
    with cast.acting("ada") as tx:
        decisions.approve(tx, request)
    ada = visit(cast, "ada")

    ada.goto("/reports/absence")

    expect(ada.get_by_role("heading", name="Absence 2026")).to_be_visible()
    expect(ada.get_by_role("row", name="Mar")).to_contain_text("5")
    months = table(web(cast, "ada"), "/reports/absence.csv")
    # 22 working days in March 2026 for each of four people; April has begun with one day.
    assert [row["planned"] for row in months[:4]] == ["84", "80", "88", "4"]
    assert months[2]["away"] == "5"
    assert months[2]["percent_away"] == "5.7"


def test_what_would_be_lost_at_the_end_of_the_year_stands_by_its_day(
    cast: Cast, visit: Visit, web: Web
) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    ada = visit(cast, "ada")

    ada.goto(f"/reports/lapsing?type={cast.leave_types['AL']}")

    expect(ada.get_by_role("row", name="Kim")).to_contain_text("Thu, 31 Dec 2026")
    rows = table(web(cast, "ada"), f"/reports/lapsing.csv?type={cast.leave_types['AL']}")
    at_the_end = {row["name"]: row["amount"] for row in rows if row["last_day"] == "2026-12-31"}
    # Of 21 days 5 may be carried over; Bea has asked for 5 more.
    assert at_the_end == {"Ada": "16", "Bea": "11", "Kim": "16", "Mo": "16"}
