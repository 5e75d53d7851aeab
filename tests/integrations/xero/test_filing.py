"""What payroll is told: exact hours, by the right people, and never more than it may know."""

from dataclasses import replace
from datetime import date

from leavebook.domain.calendar.spans import Half, half_day, whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.integrations.xero.payroll import Worker, mark, one_worker_each, title
from leavebook.services.outside.remote_setup import change_settings, know_person
from leavebook.services.outside.remote_systems import Held
from leavebook.storage.outside import external_ids
from tests.integrations import xero_stand_in
from tests.integrations.plots import World
from tests.integrations.test_mapping import LEAVE, SICK
from tests.integrations.xero.worlds import MAY, error_of, questions, system, vendor


def test_leave_is_filed_with_our_own_hours(world: World) -> None:
    request_id = world.approve()

    world.run(request_id)

    (held,) = vendor(world).held()
    link = world.links(request_id)[0]
    assert (held["first"], held["last"]) == (MAY, date(2026, 5, 6))
    assert held["type"] == xero_stand_in.UNPAID
    assert held["hours"] == [24]
    assert (link.is_settled, link.follow_up) == (True, None)
    assert held["id"] in (link.external_id or "")


def test_half_a_day_is_half_its_hours(world: World) -> None:
    half = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=MAY,
        last_day=MAY,
        spans=(half_day(MAY, MAY, Half.PM),),
        minutes=228,
        days=((MAY, 228),),
    )

    made = system(world).create(half)

    assert vendor(world).held()[0]["hours"] == [3.8]
    assert isinstance(made, Held)
    assert made.by_hand is None


def test_leave_over_two_pay_periods_is_shared_out(world: World) -> None:
    days = ((date(2026, 5, 8), 480), (date(2026, 5, 11), 240))
    two = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=days[0][0],
        last_day=days[1][0],
        spans=(whole_days(days[0][0], days[1][0]),),
        minutes=720,
        days=days,
    )

    system(world).create(two)

    assert vendor(world).held()[0]["hours"] == [8, 4]


def test_hours_that_payroll_counts_otherwise_are_for_a_person(australia: World) -> None:
    vendor(australia).calendar_kind = "SOMEHOW"
    half = replace(
        LEAVE,
        email=australia.cast.bea.email,
        first_day=MAY,
        last_day=MAY,
        minutes=228,
        days=((MAY, 228),),
    )

    made = system(australia).create(half)

    assert isinstance(made, Held)
    assert made.by_hand is not None
    assert "8 hours" in made.by_hand
    assert "3.8" in made.by_hand


def test_a_repeated_filing_is_the_same_application(world: World) -> None:
    leave = replace(LEAVE, email=world.cast.bea.email, days=((MAY, 480),), minutes=480)

    made = {system(world).create(leave) for _ in range(3)}

    assert len(made) == 1
    assert len(vendor(world).held()) == 1
    keys = {each.headers.get("idempotency-key") for each in world.stand_in.asked}
    assert keys == {None, f"leave:{leave.request}:1"}


def test_who_works_there_is_asked_once_for_everybody(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    world.end(request_id)

    with world.cast.acting() as tx:
        known = external_ids.of_user(tx, world.cast.kim.user_id, Provider.XERO)
    assert known == vendor(world).employee(world.cast.kim.email)
    world.run(world.approve())
    assert questions(world, "/Employees") == 1


def test_all_pages_are_read(world: World) -> None:
    vendor(world).people[:0] = [f"p{number}@acme.example" for number in range(230)]
    request_id = world.approve()

    world.run(request_id)

    assert world.links(request_id)[0].is_settled


def test_nobody_is_taken_for_somebody_with_the_same_address() -> None:
    workers = [Worker("1", "A@x.example"), Worker("2", "b@x.example "), Worker("3", "a@x.example")]

    assert one_worker_each(iter(workers)) == {"b@x.example": "2"}


def test_who_is_not_known_there_can_be_said_by_hand(world: World) -> None:
    known = vendor(world)
    known.people.remove(world.cast.bea.email)
    request_id = world.approve()
    world.run(request_id)
    assert "knows nobody" in error_of(world, request_id)
    known.people.append("other@acme.example")

    with world.cast.acting("ada") as tx:
        know_person(tx, Provider.XERO, world.cast.bea.email, known.employee("other@acme.example"))
    world.run(request_id)

    assert known.held()[0]["employee"] == known.employee("other@acme.example")


def test_a_leave_type_without_one_there_is_said_and_can_be_set(world: World) -> None:
    connected = world.systems[Provider.XERO, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, Provider.XERO, connected, {"leave_type.UL": ""})
    request_id = world.approve()
    world.run(request_id)
    assert error_of(world, request_id) == "no leave type of Xero is set for UL"

    with world.cast.acting("ada") as tx:
        given = {"leave_type.UL": xero_stand_in.LONG_SERVICE}
        change_settings(tx, Provider.XERO, connected, given)
    world.run(request_id)

    assert vendor(world).held()[0]["type"] == xero_stand_in.LONG_SERVICE


def test_uneven_minutes_are_shared_out_as_well(world: World) -> None:
    days = tuple((date(2026, 5, day), 100) for day in (4, 11, 18))
    odd = replace(
        LEAVE,
        email=world.cast.bea.email,
        first_day=days[0][0],
        last_day=days[-1][0],
        minutes=300,
        days=days,
    )

    made = system(world).create(odd)

    assert vendor(world).held()[0]["hours"] == [1.6667] * 3
    assert isinstance(made, Held)
    assert made.by_hand is None


def test_payroll_reads_no_more_than_it_may_know() -> None:
    assert title(LEAVE) == "Annual Leave"
    assert title(SICK) == "Leave"
    long = replace(LEAVE, leave_type="A very long name for a leave type", generation=9999)
    assert len(f"{title(long)} {mark(long)}") <= 50


def test_marks_are_different_for_every_generation_and_none_holds_another() -> None:
    marks = [mark(replace(LEAVE, generation=number)) for number in range(1, 200)]

    assert len(set(marks)) == 199
    assert not any(one in other for one in marks for other in marks if one is not other)
