"""Events whose subscribers failed again and again are seen, and told after all."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from leavebook import subscribers
from leavebook.domain.integrations import Provider
from leavebook.domain.problems import Code, Refused
from leavebook.services.outside.given_up_work import given_up, number_given_up, try_again
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.cli.test_leave_commands import run, said
from tests.integrations.jobs import CLOCK
from tests.services.outside.test_hearing import approved
from tests.services.remotes import links


def give_up(cast: Cast, status: str = "failed") -> None:
    """Leave the company's jobs as the worker leaves those that failed for the eighth time."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE procrastinate_jobs SET attempts = 8, scheduled_at = now(),"
            " status = %(status)s::procrastinate_job_status"
            " WHERE (args ->> 'company_id')::bigint = %(id)s",
            id=cast.company_id,
            status=status,
        )


def waiting(cast: Cast) -> list[Any]:
    with cast.acting() as tx:
        return tx.rows(
            "SELECT task_name, attempts, lock, scheduled_at, args FROM procrastinate_jobs"
            " WHERE (args ->> 'company_id')::bigint = %(id)s AND status = 'todo' ORDER BY id",
            id=cast.company_id,
        )


@pytest.mark.parametrize("status", ["failed", "aborted"])
def test_what_was_given_up_says_which_events_nobody_heard_of(cast: Cast, status: str) -> None:
    approved(cast)
    give_up(cast, status)

    with cast.acting("ada") as tx:
        found = given_up(tx)

    assert [(each.task, each.about, each.tries) for each in found] == [
        ("hear_event", "integration_switched", 8),
        ("hear_event", "submitted", 8),
        ("hear_event", "approved", 8),
    ]


def test_what_is_tried_again_is_told_after_all(cast: Cast) -> None:
    request_id, _ = approved(cast)
    before = waiting(cast)
    give_up(cast)

    with cast.acting("ada") as tx:
        again = try_again(tx)

    after = waiting(cast)
    assert again == 3
    # As at first, in their order and one after the other for one person; the last is the trail's.
    assert [each.args for each in after[:3]] == [each.args for each in before]
    assert [each.lock for each in after[:3]] == [each.lock for each in before]
    assert {(each.attempts, each.scheduled_at) for each in after} == {(0, None)}
    for each in after:
        subscribers.hear(cast.database, CLOCK, cast.company_id, UUID(each.args["event"]))
    assert [link.provider for link in links(cast, request_id)] == [Provider.XERO]


def test_nothing_is_tried_again_twice_or_where_nothing_was_given_up(cast: Cast) -> None:
    approved(cast)
    give_up(cast)
    with cast.acting("ada") as tx:
        try_again(tx)

    with cast.acting("ada") as tx:
        assert (given_up(tx), number_given_up(tx), try_again(tx)) == ((), 0, 0)


def test_what_another_company_gave_up_is_not_there(cast: Cast, strangers: Cast) -> None:
    approved(strangers)
    give_up(strangers)

    with cast.acting("ada") as tx:
        assert (given_up(tx), try_again(tx)) == ((), 0)

    with strangers.acting("ada") as tx:
        assert number_given_up(tx) == 3


@pytest.mark.parametrize("look", [given_up, number_given_up, try_again])
def test_who_does_not_look_after_systems_neither_sees_nor_tries_again(
    cast: Cast, look: Callable[[Transaction], object]
) -> None:
    with cast.acting("mo") as tx, pytest.raises(Refused) as refused:
        look(tx)

    assert [each.code for each in refused.value.problems] == [Code.FORBIDDEN]


def test_the_operator_sees_it_and_has_it_tried_again(cast: Cast) -> None:
    approved(cast)
    give_up(cast)

    listed = run(cast, "given-up", "COMPANY").output
    retried = said(cast, "given-up", "COMPANY", "--retry")
    after = run(cast, "given-up", "COMPANY").output

    assert "hear_event" in listed
    assert "approved" in listed
    assert (len(retried["given_up"]), retried["tried_again"]) == (3, 3)
    assert after == "Nothing was given up.\n"
