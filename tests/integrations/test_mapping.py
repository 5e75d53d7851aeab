"""What other systems are told: exact minutes, exclusive ends, chosen ids, and never why."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.integrations.google_calendar import mapping as google
from leavebook.integrations.productive import mapping as productive
from leavebook.services.outside.remote_systems import Permanent, RemoteLeave

MARCH = whole_days(date(2026, 3, 10), date(2026, 3, 14))
LEAVE = RemoteLeave(
    request=UUID("6f1f2c1e-3c52-4f43-9c0e-0f6f2f0a7b11"),
    generation=1,
    person="Ana",
    email="ana@acme.example",
    user_id=1,
    person_there=None,
    leave_type="Annual Leave",
    is_open=True,
    type_code="AL",
    timezone="Europe/Berlin",
    first_day=date(2026, 3, 10),
    last_day=date(2026, 3, 14),
    half_day=None,
    minutes=4 * 480,
    spans=(MARCH,),
    days=(),
)
SICK = replace(LEAVE, leave_type=None, is_open=False, type_code="SL")
FOR_SOME = replace(LEAVE, is_open=False)


def taking(span: Span) -> RemoteLeave:
    return replace(LEAVE, spans=(span,), first_day=span.first, last_day=span.last)


def attributes(leave: RemoteLeave, event: str = "7") -> dict[str, object]:
    found = productive.booking(leave, person="5", event=event)["data"]
    assert isinstance(found, dict)
    return dict(found["attributes"])


def test_the_last_day_of_an_event_is_the_day_after_the_leave() -> None:
    event = google.event(LEAVE, {})

    assert (event["start"], event["end"]) == ({"date": "2026-03-10"}, {"date": "2026-03-15"})


def test_half_a_day_has_a_time_and_the_zone_of_the_person() -> None:
    day = date(2026, 3, 10)

    event = google.event(taking(half_day(day, day, Half.PM)), {})

    assert event["start"] == {"dateTime": "2026-03-10T12:00:00+01:00", "timeZone": "Europe/Berlin"}
    assert event["end"] == {"dateTime": "2026-03-11T00:00:00+01:00", "timeZone": "Europe/Berlin"}


def test_hours_on_several_days_come_back_every_day() -> None:
    hours = Span(date(2026, 3, 10), date(2026, 3, 12), start_minute=540, end_minute=660)

    event = google.event(taking(hours), {})

    assert event["start"] == {"dateTime": "2026-03-10T09:00:00+01:00", "timeZone": "Europe/Berlin"}
    assert event["end"] == {"dateTime": "2026-03-10T11:00:00+01:00", "timeZone": "Europe/Berlin"}
    assert event["recurrence"] == ["RRULE:FREQ=DAILY;COUNT=3"]


def test_hours_on_days_that_lie_apart_come_back_on_those() -> None:
    def hours(day: int) -> Span:
        found = date(2026, 3, day)
        return Span(found, found, start_minute=540, end_minute=660)

    event = google.event(replace(LEAVE, spans=(hours(10), hours(12))), {})

    assert event["start"] == {"dateTime": "2026-03-10T09:00:00+01:00", "timeZone": "Europe/Berlin"}
    assert event["recurrence"] == ["RDATE;TZID=Europe/Berlin:20260312T090000"]


def test_days_that_lie_apart_are_shown_as_they_are() -> None:
    apart = replace(
        LEAVE, spans=(whole_days(date(2026, 3, 10)), whole_days(date(2026, 3, 13), LEAVE.last_day))
    )

    event = google.event(apart, {})

    assert (event["start"], event["end"]) == ({"date": "2026-03-10"}, {"date": "2026-03-11"})
    assert event["recurrence"] == ["RDATE;VALUE=DATE:20260313,20260314"]


def test_days_one_after_the_other_are_one_stretch_however_they_were_asked_for() -> None:
    after = replace(
        LEAVE, spans=(whole_days(date(2026, 3, 10)), whole_days(date(2026, 3, 11), LEAVE.last_day))
    )

    assert google.event(after, {}) == google.event(LEAVE, {})


def test_leave_of_unlike_parts_says_which_they_are() -> None:
    friday = date(2026, 3, 13)
    unlike = replace(
        LEAVE,
        last_day=friday,
        spans=(whole_days(date(2026, 3, 10)), half_day(friday, friday, Half.AM)),
    )

    event = google.event(unlike, {})

    assert (event["start"], event["end"]) == ({"date": "2026-03-10"}, {"date": "2026-03-14"})
    assert event["description"] == (
        "2026-03-10 00:00 – 2026-03-11 00:00\n2026-03-13 00:00 – 2026-03-13 12:00"
    )


def test_an_event_has_an_id_that_google_takes_and_no_other_generation_has() -> None:
    ids = {google.event_id(replace(LEAVE, generation=number)) for number in range(1, 50)}

    assert len(ids) == 49
    assert all(re.fullmatch(r"[a-v0-9]{5,1024}", each) for each in ids)


def test_everybody_reads_away_unless_the_company_shows_more() -> None:
    assert google.event(LEAVE, {})["summary"] == "Ana – away"
    assert google.event(LEAVE, {"shows_type": "yes"})["summary"] == "Ana – Annual Leave"


def test_a_type_that_not_everybody_may_know_is_away_in_a_shared_calendar() -> None:
    event = google.event(FOR_SOME, {"shows_type": "yes"})

    assert (event["summary"], event["visibility"]) == ("Ana – away", "default")
    assert attributes(FOR_SOME)["note"] == f"Annual Leave [{FOR_SOME.marker}]"


def test_sick_leave_is_away_everywhere_and_private() -> None:
    event = google.event(SICK, {"shows_type": "yes"})

    assert event["summary"] == "Ana – away"
    assert event["visibility"] == "private"
    assert attributes(SICK)["note"] == f"Away [{SICK.marker}]"


def test_sick_leave_is_booked_as_any_absence_even_where_a_type_is_set_for_it() -> None:
    settings = {"event": "7", "event.SL": "9", "event.AL": "8"}

    assert productive.event_of(SICK, settings) == "7"
    assert productive.event_of(LEAVE, settings) == "8"


@pytest.mark.parametrize(
    "settings", [{}, {"event": "seven"}, {"event": "\N{ARABIC-INDIC DIGIT SEVEN}"}]
)
def test_without_an_absence_type_nothing_is_booked(settings: dict[str, str]) -> None:
    with pytest.raises(Permanent):
        productive.event_of(LEAVE, settings)


def test_a_booking_says_how_long_in_all_so_part_time_is_charged_right() -> None:
    part_time = replace(LEAVE, minutes=3 * 240)

    booked = attributes(part_time)

    assert (booked["booking_method_id"], booked["total_time"]) == (3, 720)
    assert (booked["started_on"], booked["ended_on"]) == ("2026-03-10", "2026-03-14")


def test_only_the_bookings_of_this_very_generation_are_found() -> None:
    def kept(key: int, note: str | None) -> dict[str, object]:
        return {"id": str(key), "attributes": {"note": note}}

    eleventh = productive.note(replace(LEAVE, generation=11))
    document = {
        "data": [kept(1, eleventh), kept(2, productive.note(LEAVE)), kept(3, None), kept(4, "x")]
    }

    assert list(productive.ids_of(document, LEAVE)) == ["2"]
