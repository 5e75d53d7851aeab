"""What payroll refuses is said in its own words; what it limits is kept."""

from datetime import timedelta

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.services.outside.remote_setup import change_settings
from tests.cast import Cast
from tests.integrations import xero_stand_in
from tests.integrations.plots import WORLDS, World
from tests.integrations.stand_in import Effect, Fault
from tests.integrations.time_passing import let_pass
from tests.integrations.xero.worlds import error_of, vendor


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xero", "400: A validation exception occurred; Leave type is not known."),
        ("xero-nz", "400: Validation error occurred.; leaveTypeID: It is not known."),
    ],
)
def test_what_payroll_refuses_is_said_in_its_own_words(cast: Cast, name: str, said: str) -> None:
    with WORLDS[name](cast) as world:
        connected = world.systems[Provider.XERO, Mode.LIVE]
        with cast.acting("ada") as tx:
            change_settings(tx, Provider.XERO, connected, {"leave_type.UL": "nonsense"})
        request_id = world.approve()

        world.run(request_id)

        assert error_of(world, request_id) == said


def test_an_organisation_that_was_taken_away_pauses_everything(world: World) -> None:
    connected = world.systems[Provider.XERO, Mode.LIVE]
    with world.cast.acting("ada") as tx:
        change_settings(tx, Provider.XERO, connected, {"tenant": xero_stand_in.OTHER_TENANT})
    request_id = world.approve()
    world.run(request_id)
    asked = len(world.stand_in.asked)

    let_pass(world.cast, timedelta(hours=1))
    world.run(request_id)

    assert "connect Xero again" in error_of(world, request_id)
    assert len(world.stand_in.asked) == asked


@pytest.mark.parametrize(
    ("header", "left", "rests"),
    [
        ("X-MinLimit-Remaining", "5", timedelta(minutes=1)),
        ("X-DayLimit-Remaining", "20", timedelta(hours=1)),
        ("X-MinLimit-Remaining", "6", None),
        ("X-DayLimit-Remaining", "21", None),
        ("X-DayLimit-Remaining", "many", None),
    ],
)
def test_the_last_calls_of_a_limit_are_not_used_up(
    australia: World, header: str, left: str, rests: timedelta | None
) -> None:
    australia.stand_in.headers = {header: left}
    first = australia.approve()
    australia.run(first)
    assert australia.links(first)[0].is_settled, "what was begun is finished"
    australia.end(first)
    asked = len(australia.stand_in.asked)
    second = australia.approve()

    australia.run(second)

    assert (len(australia.stand_in.asked) == asked) is (rests is not None)
    if rests is not None:
        let_pass(australia.cast, rests + timedelta(seconds=10))
        australia.run(second)
        assert australia.links(second)[0].is_settled


def test_the_limit_that_was_reached_is_said(world: World) -> None:
    world.stand_in.headers = {"X-Rate-Limit-Problem": "Day", "Retry-After": "90000"}
    world.stand_in.faults = {0: Fault(Effect.NONE, 429)}
    request_id = world.approve()

    world.run(request_id)

    assert error_of(world, request_id).endswith("limit: Day")
    for waited in (timedelta(0), timedelta(minutes=59)):
        let_pass(world.cast, waited)
        world.run(request_id)
        assert world.stand_in.number == 1
    let_pass(world.cast, timedelta(minutes=2))
    world.run(request_id)
    assert world.links(request_id)[0].is_settled


def test_an_answer_about_somebody_else_is_not_believed(australia: World) -> None:
    known = vendor(australia)
    serve = australia.stand_in.serve

    def about_kim(asked: object) -> object:
        status, answer = serve(asked)  # type: ignore[arg-type]  # handed on
        if "/Employees/" in asked.path:  # type: ignore[attr-defined]  # as it arrived
            answer["Employees"][0]["EmployeeID"] = known.employee(australia.cast.kim.email)
        return status, answer

    australia.stand_in.serve = about_kim  # type: ignore[assignment]  # the same, gone wrong
    request_id = australia.approve()

    australia.run(request_id)

    assert error_of(australia, request_id) == "Xero answered about somebody else"
    assert known.held() == []
