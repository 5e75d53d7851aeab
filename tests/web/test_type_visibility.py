"""Who reads of which type Bea's leave is: four levels, through every door that shows it."""

import re
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from icalendar import Calendar

from leavebook.domain.calendar.spans import Half, half_day
from leavebook.domain.requests.discretion import Visibility
from leavebook.storage.policies import leave_types
from tests.cast import Cast
from tests.web import discreet
from tests.web.discreet import FIRST, SAID, TYPE, Doors, listed

Web = Callable[..., httpx2.Client]

LEARN = {
    Visibility.OFFICE: {"ada"},
    Visibility.MANAGER: {"ada", "mo"},
    Visibility.TEAM: {"ada", "mo", "kim"},
    Visibility.ALL: {"ada", "mo", "kim", "a colleague"},
}
"""Ada is HR, Mo is Bea's manager, and Kim works beside her, or far away as a colleague."""

LEVELS = pytest.mark.parametrize("visibility", Visibility)
VIEWERS = pytest.mark.parametrize("viewer", ["ada", "mo", "kim", "a colleague"])


@pytest.fixture
def doors(cast: Cast, web: Web) -> Doors:
    return Doors(cast, web)


def as_viewer(cast: Cast, viewer: str) -> str:
    """Return who of the cast that is, moved to where such a viewer works."""
    if viewer != "a colleague":
        return viewer
    discreet.move_away(cast, "kim")
    return "kim"


def summaries(cast: Cast, web: Web, who: str, feed: str = "team") -> list[str]:
    page = web(cast, who).post("/profile/calendars", data={"feed": feed}).text
    found = re.search(rf"/ical/{feed}/[0-9a-f]{{64}}\.ics", page)
    assert found is not None
    read = Calendar.from_ical(web().get(found[0]).content)
    return [str(event["SUMMARY"]) for event in read.walk("VEVENT")]


@LEVELS
@VIEWERS
def test_the_wallchart_names_the_type_to_those_who_learn_it(
    cast: Cast, doors: Doors, viewer: str, visibility: Visibility
) -> None:
    discreet.say(cast, visibility)
    request = discreet.approved(cast)
    who = as_viewer(cast, viewer)

    page = doors.page(who, "/calendar", month="2026-05")

    learns = viewer in LEARN[visibility]
    assert (f"{TYPE}, {SAID}" in page, f"Away, {SAID}" in page) == (learns, not learns)
    assert (re.search(rf"\btype-{cast.leave_types['AL']}\b", page) is not None) is learns
    assert (f"/requests/{request}" in page) is (viewer in {"ada", "mo"})
    assert ('<b aria-hidden="true">AL</b>' in page) is learns
    assert "Chemotherapy" not in page


def test_the_wallchart_tells_two_kinds_of_one_day_apart(cast: Cast, doors: Doors) -> None:
    discreet.say(cast, Visibility.TEAM, "UL")
    for code, half in (("AL", Half.AM), ("UL", Half.PM)):
        discreet.approved(cast, code=code, span=half_day(FIRST, FIRST, half))

    monday = "Mon, 4 May 2026"
    to_kim = doors.page("kim", "/calendar", month="2026-05")
    to_mo = doors.page("mo", "/calendar", month="2026-05")

    assert f"Away, {monday}; Unpaid Leave, {monday}" in to_kim
    for said in (f"{TYPE}, {monday}", f"Unpaid Leave, {monday}"):
        assert said in to_mo


@LEVELS
@pytest.mark.parametrize("viewer", ["ada", "mo", "kim"])
def test_the_preview_names_the_type_of_who_else_is_away_to_those_who_learn_it(
    cast: Cast, doors: Doors, viewer: str, visibility: Visibility
) -> None:
    discreet.say(cast, visibility)
    discreet.approved(cast)

    page = doors.preview(viewer)

    assert f"Bea: {SAID}" in page
    assert (f"{SAID} · {TYPE}" in page) is (viewer in LEARN[visibility])


@LEVELS
@pytest.mark.parametrize("viewer", ["ada", "mo", "kim"])
def test_the_teams_feed_names_the_type_to_those_who_learn_it_unless_it_stays_inside(
    cast: Cast, web: Web, viewer: str, visibility: Visibility
) -> None:
    discreet.say(cast, visibility)
    discreet.approved(cast)

    (said,) = summaries(cast, web, viewer)

    is_said = visibility is not Visibility.OFFICE and viewer in LEARN[visibility]
    assert said == (f"Bea: {TYPE}" if is_said else "Bea: Away")


@LEVELS
def test_ones_own_feed_names_every_type_but_those_that_stay_inside(
    cast: Cast, web: Web, visibility: Visibility
) -> None:
    discreet.say(cast, visibility)
    discreet.approved(cast)

    (said,) = summaries(cast, web, "bea", "own")

    assert said == ("Away" if visibility is Visibility.OFFICE else TYPE)


@LEVELS
@pytest.mark.parametrize("viewer", ["bea", "ada", "mo", "kim"])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/v1/leave/requests", lambda each: each["leave_type"]["name"]),
        ("/v1/leaverequests", lambda each: each["leaveType"]),
        ("/ux/common/leaves/leaveinfo/", lambda each: each["leave_type"]),
        ("/api/leave/requests", lambda each: each["leave_type_name"]),
    ],
    ids=["geniushr", "workforceos", "leaveinfo", "nucleus"],
)
def test_lists_of_the_apis_show_the_type_to_those_who_learn_it_and_nothing_to_colleagues(
    cast: Cast,
    doors: Doors,
    *,
    viewer: str,
    visibility: Visibility,
    path: str,
    name: Callable[[dict[str, Any]], str],
) -> None:
    discreet.say(cast, visibility)
    discreet.asked(cast)
    tabs = {"bea": "mine", "mo": "pending", "ada": "all", "kim": "mine"}
    query = {"tab": tabs[viewer]} if path.startswith("/api/leave") else {}

    rows = listed(doors.call(viewer, path, **query))

    if viewer == "kim":
        assert rows == []
        return
    learns = viewer == "bea" or viewer in LEARN[visibility]
    assert [name(each) for each in rows] == [TYPE if learns else "Absence"]


def test_the_form_says_how_far_a_type_is_known_and_refuses_what_does_not_fit(
    cast: Cast, doors: Doors
) -> None:
    ada, sick = doors.web(cast, "ada"), cast.leave_types["SL"]
    typed = {"name": "Sick Leave", "code": "SL", "color": "#b4533c", "paid": "1", "sensitive": "1"}

    refused = ada.post(
        f"/leave-types/{sick}/edit", data={**typed, "visibility": "team"}, follow_redirects=True
    )
    kept = ada.post(f"/leave-types/{sick}/edit", data={**typed, "visibility": "office"})
    words = doors.page("ada", f"/leave-types/{sick}")

    assert "cannot reach beyond whoever decides" in refused.text
    assert kept.status_code == 303
    assert "Only HR learns the type; whoever decides sees the days." in words
    assert "Why is for the person and HR alone." in words


def test_a_change_that_says_nothing_of_it_keeps_how_far_a_type_is_known(
    cast: Cast, doors: Doors
) -> None:
    discreet.say(cast, Visibility.TEAM)
    typed = {"name": TYPE, "code": "AL", "color": "#2f7d5b", "paid": "1"}

    doors.web(cast, "ada").post(f"/leave-types/{cast.leave_types['AL']}/edit", data=typed)

    with cast.acting("ada") as tx:
        kind = leave_types.find(tx, cast.leave_types["AL"])
    assert kind is not None
    assert kind.discretion.visibility is Visibility.TEAM
