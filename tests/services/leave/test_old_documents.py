"""How long documents are kept, and what keeps them longer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import partial

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.services.books import daily
from leavebook.services.leave import amendments, decisions, leave_documents, old_documents
from leavebook.services.leave.leave_documents import Brought
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people import anonymising, legal_holds
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast
from tests.documents import PDF
from tests.integrations.jobs import KEYS
from tests.services.leavers import DUE, let_bea_leave
from tests.web.conftest import ask

Open = Callable[[], AbstractContextManager[Transaction]]


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def attached(cast: Cast, request_id: int) -> None:
    with cast.acting("bea") as tx:
        brought = Brought(name="a.pdf", content=PDF)
        leave_documents.attach(tx, KEYS, request_id, brought, space=MOST_BYTES)


def kept_at(cast: Cast, moment: datetime) -> int:
    """Let go what is due at the moment, and return how many documents are left."""
    with cast.acting(now=moment) as tx:
        old_documents.let_go(tx)
    with cast.acting() as tx:
        return int(tx.value("SELECT count(content) FROM leave_document"))


@pytest.fixture
def sick(cast: Cast) -> int:
    """Bea is ill until 7 April 2026, with a certificate."""
    request_id = ask(cast, "bea", "2026-04-01", "2026-04-07", code="SL")
    attached(cast, request_id)
    return request_id


@pytest.fixture
def leave(cast: Cast) -> int:
    """Bea is on leave until 8 May 2026, with a document."""
    request_id = ask(cast, "bea", "2026-05-04", "2026-05-08")
    attached(cast, request_id)
    return request_id


def test_documents_of_sickness_are_gone_twelve_months_after_its_end(cast: Cast, sick: int) -> None:
    assert kept_at(cast, noon(2027, 4, 6)) == 1
    assert kept_at(cast, noon(2027, 4, 7)) == 0


def test_documents_of_other_leave_are_kept_for_thirty_six_months(cast: Cast, leave: int) -> None:
    assert kept_at(cast, noon(2029, 5, 7)) == 1
    assert kept_at(cast, noon(2029, 5, 8)) == 0


def test_it_is_the_house_that_lets_them_go_and_that_is_on_record_once(
    cast: Cast, sick: int
) -> None:
    opening = partial(cast.acting, now=noon(2027, 4, 7))
    tally = daily.run(opening)
    again = daily.run(opening)

    assert tally.counts["documents_deleted"] == 1
    assert again.counts["documents_deleted"] == 0
    query = "SELECT actor_id, employee_id FROM event WHERE name = 'document.removed'"
    with cast.acting() as tx:
        assert tx.rows(query) == [(None, cast.bea.employee_id)]
        assert tx.row("SELECT name, content, removed_by FROM leave_document") == (None, None, None)


@pytest.mark.parametrize("whose", ["hers", "the company's"])
def test_a_hold_keeps_documents_from_time_and_from_everybody(
    cast: Cast, sick: int, whose: str
) -> None:
    with cast.acting("ada") as tx:
        if whose == "hers":
            legal_holds.hold_person(tx, cast.bea.employee_id, "A lawsuit")
        else:
            legal_holds.hold_company(tx, "A lawsuit")
        (kept,) = tx.rows("SELECT uuid FROM leave_document")

    for who in ("bea", "ada"):
        with cast.acting(who) as tx, pytest.raises(Refused) as refusal:
            leave_documents.remove(tx, sick, kept.uuid)
        assert refusal.value.problems[0].code is Code.UNDER_HOLD
    assert kept_at(cast, noon(2030, 1, 1)) == 1

    with cast.acting("ada") as tx:
        legal_holds.lift_persons(tx, cast.bea.employee_id)
        legal_holds.lift_companys(tx)
    assert kept_at(cast, noon(2030, 1, 1)) == 0


def test_a_hold_on_somebody_else_keeps_nothing_of_hers(cast: Cast, sick: int) -> None:
    with cast.acting("ada") as tx:
        legal_holds.hold_person(tx, cast.kim.employee_id, "A lawsuit")

    assert kept_at(cast, noon(2027, 4, 7)) == 0


def test_leave_in_the_place_of_other_leave_keeps_its_documents(cast: Cast, leave: int) -> None:
    with cast.acting("mo") as tx:
        decisions.approve(tx, leave)
    span = whole_days(date(2026, 5, 4), date(2026, 5, 13))
    with cast.acting("bea") as tx:
        changed = amendments.amend(
            tx,
            leave,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(span,),
            ),
        )
    with cast.acting("mo") as tx:
        decisions.approve(tx, changed.id)
        (kept,) = tx.rows("SELECT uuid FROM leave_document")

    with cast.acting("bea") as tx:
        assert leave_documents.read(tx, KEYS, changed.id, kept.uuid).content == PDF
    # From the end of the leave as it was changed.
    assert kept_at(cast, noon(2029, 5, 12)) == 1
    assert kept_at(cast, noon(2029, 5, 13)) == 0


def test_somebody_who_is_anonymised_leaves_no_document(cast: Cast, leave: int) -> None:
    let_bea_leave(cast)
    with cast.acting("ada", now=DUE) as tx:
        anonymising.anonymise(tx, cast.bea.employee_id)

    assert kept_at(cast, NOW) == 0
