"""What systems outside hold always becomes what we intend, whatever happens on the way."""

from datetime import date

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Provider
from leavebook.domain.requests.discretion import Visibility
from leavebook.services.leave import decisions, requests
from tests.cast import Cast
from tests.integrations.jobs import hear_everything, nudges
from tests.services.remotes import Remote, leave, links, nothing, run
from tests.web import discreet


def test_an_approval_wants_the_leave_in_every_system_once(cast: Cast, request_id: int) -> None:
    hear_everything(cast)

    assert nudges(cast) == [(request_id, provider) for provider in Provider]
    assert [link.generation for link in links(cast, request_id)] == [1]


def test_a_system_is_told_who_and_when_and_never_why(cast: Cast, request_id: int) -> None:
    remote = Remote()

    run(cast, request_id, remote)

    (told,) = remote.holds.values()
    assert (told.person, told.first_day, told.last_day) == (
        "Bea",
        date(2026, 5, 4),
        date(2026, 5, 8),
    )
    assert "Family" not in repr(told)


@pytest.mark.parametrize(
    ("visibility", "said", "is_open"),
    [
        (Visibility.OFFICE, None, False),
        (Visibility.MANAGER, "Annual Leave", False),
        (Visibility.TEAM, "Annual Leave", False),
        (Visibility.ALL, "Annual Leave", True),
    ],
)
def test_a_system_is_told_of_a_type_how_far_it_is_known(
    cast: Cast, request_id: int, visibility: Visibility, said: str | None, *, is_open: bool
) -> None:
    discreet.say(cast, visibility)
    remote = Remote()

    run(cast, request_id, remote)

    (told,) = remote.holds.values()
    assert (told.leave_type, told.is_open) == (said, is_open)


def test_running_twice_tells_once(cast: Cast, request_id: int) -> None:
    remote = Remote()

    run(cast, request_id, remote)
    run(cast, request_id, remote)

    assert remote.calls == ["create 1"]


def test_cancelled_leave_is_taken_back(cast: Cast, request_id: int) -> None:
    remote = Remote()
    run(cast, request_id, remote)
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request_id)
    hear_everything(cast)

    run(cast, request_id, remote)

    assert remote.holds == {}
    assert [link.is_settled for link in links(cast, request_id)] == [True]


def test_leave_cancelled_before_anybody_was_told_is_never_told(cast: Cast, request_id: int) -> None:
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request_id)
    hear_everything(cast)
    remote = Remote()

    run(cast, request_id, remote)

    assert remote.calls == []


def test_leave_cancelled_while_the_system_is_told_does_not_stay(
    cast: Cast, request_id: int
) -> None:
    def cancel() -> None:
        remote.before = nothing
        with cast.acting("bea") as tx:
            decisions.cancel(tx, request_id)
        hear_everything(cast)

    remote = Remote(before=cancel)

    run(cast, request_id, remote)
    run(cast, request_id, remote)

    assert remote.holds == {}
    assert remote.calls == ["create 1", "remove 1"]


def test_other_days_replace_what_was_told(cast: Cast, request_id: int) -> None:
    remote = Remote()
    run(cast, request_id, remote)
    with cast.acting("mo") as tx:
        days = whole_days(date(2026, 5, 4), date(2026, 5, 6))
        requests.edit(tx, request_id, leave(cast, span=days))
    hear_everything(cast)

    run(cast, request_id, remote)

    assert remote.calls == ["create 1", "remove 1", "create 2"]
    assert [told.last_day for told in remote.holds.values()] == [date(2026, 5, 6)]
