"""A reason that somebody may not read is not theirs to replace, to lose or to bring to light."""

from dataclasses import replace

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked, LeaveRequest
from tests.cast import Cast
from tests.web.discreet import FIRST, LAST

REASON = "Migraine"


def sick(cast: Cast) -> LeaveRequest:
    """Ask for Bea's sick leave, for a reason of her own."""
    with cast.acting("bea") as tx:
        return requests.submit(tx, asked(cast, reason=REASON))


def asked(cast: Cast, *, code: str = "SL", reason: str | None = None) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types[code],
        spans=(whole_days(FIRST, LAST),),
        reason=reason,
    )


@pytest.mark.parametrize("reason", [None, "", REASON])
def test_a_manager_who_changes_the_days_of_sickness_leaves_its_reason(
    cast: Cast, reason: str | None
) -> None:
    request = sick(cast)
    shorter = replace(asked(cast, reason=reason), spans=(whole_days(FIRST, FIRST),))

    with cast.acting("mo") as tx:
        changed = requests.edit(tx, request.id, shorter)

    assert (changed.last_day, changed.reason) == (FIRST, REASON)


def test_a_manager_puts_no_other_reason_in_the_place_of_one_that_is_kept_from_them(
    cast: Cast,
) -> None:
    request = sick(cast)

    with pytest.raises(Refused) as refusal, cast.acting("mo") as tx:
        requests.edit(tx, request.id, asked(cast, reason="Seen at the beach"))

    assert [problem.code for problem in refusal.value.problems] == [Code.FORBIDDEN]


@pytest.mark.parametrize(
    ("sent", "kept"), [(None, None), (REASON, None), ("Holiday after all", "Holiday after all")]
)
def test_a_reason_does_not_go_along_to_a_type_that_would_show_it(
    cast: Cast, sent: str | None, kept: str | None
) -> None:
    request = sick(cast)

    with cast.acting("mo") as tx:
        changed = requests.edit(tx, request.id, asked(cast, code="UL", reason=sent))

    assert changed.reason == kept


@pytest.mark.parametrize("who", ["bea", "ada"])
def test_whoever_reads_a_reason_changes_it_and_takes_it_along(cast: Cast, who: str) -> None:
    request = sick(cast)

    with cast.acting(who) as tx:
        other = requests.edit(tx, request.id, asked(cast, reason="Flu"))
        along = requests.edit(tx, request.id, asked(cast, code="UL", reason="Flu"))

    assert (other.reason, along.reason) == ("Flu", "Flu")
