"""A company says how long requests may wait."""

import pytest

from leavebook.domain.approval.escalation import Patience
from leavebook.domain.problems import Code
from leavebook.services.leave.patience import be_patient, patience_of
from tests.cast import Cast
from tests.services.newcomers import refusal


def test_without_a_choice_it_is_two_days_and_three(cast: Cast) -> None:
    with cast.acting() as tx:
        assert patience_of(tx) == Patience(remind_after=2, escalate_after=3)


def test_what_was_chosen_holds_from_then_on(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        be_patient(tx, remind_after=4, escalate_after=10)

    with cast.acting() as tx:
        assert patience_of(tx) == Patience(remind_after=4, escalate_after=10)


def test_the_longest_that_can_be_chosen_is_thirty_working_days(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        be_patient(tx, remind_after=29, escalate_after=30)

        assert patience_of(tx) == Patience(remind_after=29, escalate_after=30)


@pytest.mark.parametrize(("remind", "escalate"), [(3, 3), (4, 3), (1, 1), (30, 30)])
def test_moving_on_before_anybody_was_reminded_is_refused(
    cast: Cast, remind: int, escalate: int
) -> None:
    with cast.acting("ada") as tx:
        reasons = refusal(lambda: be_patient(tx, remind_after=remind, escalate_after=escalate))
        assert patience_of(tx) == Patience()

    assert reasons == [(Code.INVALID, "escalate_after_days")]


@pytest.mark.parametrize(("remind", "escalate"), [(0, 31), (-1, 0), (31, 10**9)])
def test_both_numbers_are_refused_at_once(cast: Cast, remind: int, escalate: int) -> None:
    with cast.acting("ada") as tx:
        reasons = refusal(lambda: be_patient(tx, remind_after=remind, escalate_after=escalate))
        assert patience_of(tx) == Patience()

    assert reasons == [
        (Code.INVALID, "remind_after_days"),
        (Code.INVALID, "escalate_after_days"),
    ]


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_who_administers_may_choose(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        reasons = refusal(lambda: be_patient(tx, remind_after=1, escalate_after=1))

    assert reasons == [(Code.FORBIDDEN, None)]


@pytest.mark.parametrize("chosen", ["0", "-1", "true", '"3"', "null", "{}", "400"])
def test_what_makes_no_sense_is_as_if_nobody_had_chosen(cast: Cast, chosen: str) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE company SET settings = jsonb_build_object('remind_after_days',"
            " %(chosen)s::jsonb)",
            chosen=chosen,
        )

        assert patience_of(tx) == Patience()
