"""A reason that somebody may not read is not theirs to replace, to lose or to bring to light."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.leave import amendments, decisions, requests
from leavebook.services.leave.requests import LeaveAsked, LeaveRequest
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.web.discreet import FIRST, LAST

REASON = "Migraine"

Way = Callable[[Transaction, int, LeaveAsked], LeaveRequest]
WAYS: tuple[Way, ...] = (requests.edit, amendments.amend)


def sick(cast: Cast) -> LeaveRequest:
    """Ask for Bea's sick leave, for a reason of her own."""
    with cast.acting("bea") as tx:
        return requests.submit(tx, asked(cast, reason=REASON))


def agreed(cast: Cast) -> LeaveRequest:
    """The same, approved by Mo, who may not read the reason."""
    request = sick(cast)
    with cast.acting("mo") as tx:
        return decisions.approve(tx, request.id)


def asked(cast: Cast, *, code: str = "SL", reason: str | None = None) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types[code],
        spans=(whole_days(FIRST, LAST),),
        reason=reason,
    )


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_manager_who_changes_the_days_of_sickness_leaves_its_reason(
    cast: Cast, reason: str | None
) -> None:
    request = sick(cast)
    shorter = replace(asked(cast, reason=reason), spans=(whole_days(FIRST, FIRST),))

    with cast.acting("mo") as tx:
        changed = requests.edit(tx, request.id, shorter)

    assert (changed.last_day, changed.reason) == (FIRST, REASON)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shorter", [True, False])
def test_a_right_guess_at_a_reason_is_refused_like_a_wrong_one(
    cast: Cast, way: Way, *, shorter: bool
) -> None:
    request = agreed(cast)
    days = (whole_days(FIRST, FIRST if shorter else LAST),)

    refusals = []
    for guess in (REASON, "Seen at the beach"):
        with pytest.raises(Refused) as refusal, cast.acting("mo") as tx:
            way(tx, request.id, replace(asked(cast, reason=guess), spans=days))
        refusals.append(refusal.value.problems)

    assert refusals == [(Problem(Code.FORBIDDEN, {"what": "file"}),)] * 2


@pytest.mark.parametrize("reason", [None, ""])
def test_leave_that_a_manager_puts_in_the_place_of_sickness_keeps_its_reason(
    cast: Cast, reason: str | None
) -> None:
    request = agreed(cast)
    shorter = replace(asked(cast, reason=reason), spans=(whole_days(FIRST, FIRST),))

    with cast.acting("mo") as tx:
        new = amendments.amend(tx, request.id, shorter)

    assert (new.replaces_id, new.last_day, new.reason) == (request.id, FIRST, REASON)


def test_a_manager_who_sends_no_reason_changes_nothing_by_the_same_days(cast: Cast) -> None:
    request = agreed(cast)

    with cast.acting("mo") as tx:
        problems = amendments.weigh(tx, request.id, asked(cast)).judged.problems

    assert [problem.code for problem in problems] == [Code.NOTHING_CHANGES]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("sent", "kept"), [(None, None), ("", None), (REASON, REASON), ("Holiday", "Holiday")]
)
def test_a_reason_does_not_go_along_to_a_type_that_would_show_it(
    cast: Cast, way: Way, sent: str | None, kept: str | None
) -> None:
    request = agreed(cast)

    with cast.acting("mo") as tx:
        changed = way(tx, request.id, asked(cast, code="UL", reason=sent))

    assert changed.reason == kept


@pytest.mark.parametrize("who", ["bea", "ada"])
def test_whoever_reads_a_reason_changes_it_and_takes_it_along(cast: Cast, who: str) -> None:
    request = sick(cast)

    with cast.acting(who) as tx:
        other = requests.edit(tx, request.id, asked(cast, reason="Flu"))
        along = requests.edit(tx, request.id, asked(cast, code="UL", reason="Flu"))

    assert (other.reason, along.reason) == ("Flu", "Flu")
