"""What other systems should hold is decided once, whoever hears of it late, twice or at once."""

import threading
from uuid import UUID

import pytest

from leavebook import subscribers
from leavebook.domain.integrations import ErrorKind, Mode, Presence, Provider
from leavebook.jobs import sweeping
from leavebook.jobs.sweeping import sweep
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.questions import ask_deciders
from leavebook.services.outside.integrations import connect, intend, nudge_due
from leavebook.storage.database import Database
from leavebook.storage.outside import integration_links
from leavebook.storage.transaction import Transaction
from tests.cast import Cast, found_company
from tests.integrations.jobs import CLOCK, hear_everything, nudges
from tests.services.remotes import Remote, leave, links, run


def approved(cast: Cast) -> tuple[int, UUID]:
    """Return Bea's leave that is approved in a company with a payroll, and the event of it."""
    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
    with cast.acting("bea") as tx:
        request_id = requests.submit(tx, leave(cast)).id
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)
    return request_id, newest_event(cast)


def newest_event(cast: Cast) -> UUID:
    with cast.acting() as tx:
        return UUID(str(tx.value("SELECT uuid FROM event ORDER BY id DESC LIMIT 1")))


def test_leave_that_is_cancelled_while_a_slow_worker_hears_of_it_is_not_told(cast: Cast) -> None:
    """The slow one was taken for dead, so that the next event of Bea's is heard beside it."""
    request_id, event = approved(cast)

    def cancel_and_hear() -> None:
        with cast.acting("mo") as tx:
            decisions.cancel(tx, request_id)
        subscribers.hear(cast.database, CLOCK, cast.company_id, newest_event(cast))

    other = threading.Thread(target=cancel_and_hear)
    with cast.acting() as tx:
        intend(tx, event)
        other.start()
        other.join(1.5)  # less than anybody waits for a lock
    other.join()

    assert [link.intended for link in links(cast, request_id)] == [Presence.ABSENT]


def test_nobody_is_left_with_buttons_for_what_is_decided_meanwhile(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        connect(tx, Provider.SLACK, Mode.LIVE)
    with cast.acting("bea") as tx:
        request_id = requests.submit(tx, leave(cast)).id
    asked = newest_event(cast)

    def decide_and_hear() -> None:
        with cast.acting("mo") as tx:
            decisions.approve(tx, request_id)
        subscribers.hear(cast.database, CLOCK, cast.company_id, newest_event(cast))

    other = threading.Thread(target=decide_and_hear)
    with cast.acting() as tx:
        ask_deciders(tx, asked)
        other.start()
        other.join(1.5)  # less than anybody waits for a lock
    other.join()

    with cast.acting() as tx:
        questions = integration_links.questions_of_request(tx, request_id)
    assert [link.intended for link in questions] == [Presence.ABSENT]


def test_one_who_cannot_hear_keeps_no_other_from_hearing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id, event = approved(cast)

    def deaf(tx: Transaction, event: UUID) -> None:
        raise ValueError(event)

    monkeypatch.setattr(subscribers, "SUBSCRIBERS", (deaf, *subscribers.SUBSCRIBERS))

    with pytest.raises(ValueError, match=str(event)):
        subscribers.hear(cast.database, CLOCK, cast.company_id, event)

    assert [link.intended for link in links(cast, request_id)] == [Presence.PRESENT]


def test_a_company_that_cannot_be_looked_at_keeps_no_other_waiting(
    cast: Cast, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = found_company(database)
    for each in (cast, later):
        approved(each)
        hear_everything(each)
        with each.acting() as tx:
            tx.run("DELETE FROM procrastinate_jobs WHERE task_name = 'reconcile'")
            tx.run("UPDATE integration_link SET nudged_at = NULL")

    def nudge(tx: Transaction, *, most: int) -> int:
        if tx.company.id == cast.company_id:
            raise ValueError
        return nudge_due(tx, most=most)

    monkeypatch.setattr(sweeping, "nudge_due", nudge)
    sweep(database, CLOCK)

    assert [provider for _, provider in nudges(later)] == [Provider.XERO]


def test_what_cannot_be_read_any_more_waits_for_a_person(cast: Cast) -> None:
    request_id, _ = approved(cast)
    hear_everything(cast)
    with cast.acting() as tx:
        tx.run("UPDATE integration_link SET says = '{}'")
    remote = Remote()

    run(cast, request_id, remote)

    (link,) = links(cast, request_id)
    assert remote.calls == []
    assert link.error_kind is ErrorKind.PERMANENT
    assert link.error is not None
