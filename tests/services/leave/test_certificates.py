"""Which certificates are missing, and when one is there."""

from collections.abc import Iterable
from datetime import date

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.queries.leave.certificates import Certificate, missing_certificates
from leavebook.queries.leave.request_documents import RequestDocuments, request_documents
from leavebook.queries.leave.sickness import sickness_of
from leavebook.services.leave import certificates, decisions, illness, leave_documents
from leavebook.services.leave.illness import Illness
from leavebook.services.leave.leave_documents import Brought
from tests.cast import Cast
from tests.documents import PDF
from tests.integrations.jobs import KEYS
from tests.web.conftest import ask


def ill(cast: Cast, who: str, first: str, last: str) -> int:
    request_id = ask(cast, who, first, last, code="SL")
    with cast.acting("ada" if who == "mo" else "mo") as tx:
        decisions.approve(tx, request_id)
    return request_id


def missing(cast: Cast) -> tuple[Certificate, ...]:
    with cast.acting("ada") as tx:
        return missing_certificates(tx)


def shown(cast: Cast, who: str, request_id: int) -> RequestDocuments | None:
    with cast.acting(who) as tx:
        return request_documents(tx, KEYS, request_id)


def attach(cast: Cast, who: str, request_id: int) -> None:
    with cast.acting(who) as tx:
        brought = Brought(name="au.pdf", content=PDF)
        leave_documents.attach(tx, KEYS, request_id, brought, space=MOST_BYTES)


def days(found: Iterable[Certificate]) -> list[tuple[str, date]]:
    return [(each.full_name, each.due_on) for each in found]


# It is Wednesday, 1 April 2026. Friday to Monday are four calendar days: a certificate is due on
# the fourth, Monday 30 March.
def test_sickness_of_more_than_three_days_misses_its_certificate_from_the_fourth_on(
    cast: Cast,
) -> None:
    ill(cast, "bea", "2026-03-27", "2026-03-30")
    ill(cast, "kim", "2026-03-25", "2026-03-27")

    assert days(missing(cast)) == [("Bea", date(2026, 3, 30))]


def test_what_is_due_tomorrow_is_not_missing_yet(cast: Cast) -> None:
    request_id = ill(cast, "bea", "2026-03-30", "2026-04-02")

    assert missing(cast) == ()
    found = shown(cast, "bea", request_id)
    assert found is not None
    assert found.certificate is not None
    assert (found.certificate.due_on, found.certificate.is_there) == (date(2026, 4, 2), False)


def test_a_document_on_any_note_of_the_spell_is_its_certificate(cast: Cast) -> None:
    ill(cast, "bea", "2026-03-25", "2026-03-26")
    second = ill(cast, "bea", "2026-03-27", "2026-03-30")
    assert days(missing(cast)) == [("Bea", date(2026, 3, 28))]

    attach(cast, "bea", second)

    assert missing(cast) == ()


def test_a_document_that_was_a_mistake_is_no_certificate(cast: Cast) -> None:
    request_id = ill(cast, "bea", "2026-03-25", "2026-03-30")
    with cast.acting("ada") as tx:
        brought = Brought(name="wrong.pdf", content=PDF)
        wrong = leave_documents.attach(tx, KEYS, request_id, brought, space=MOST_BYTES)
        leave_documents.remove(tx, request_id, wrong)

    assert days(missing(cast)) == [("Bea", date(2026, 3, 28))]


def test_a_certificate_that_the_office_has_seen_is_there_until_it_says_otherwise(
    cast: Cast,
) -> None:
    request_id = ill(cast, "bea", "2026-03-25", "2026-03-30")

    with cast.acting("ada") as tx:
        certificates.note(tx, request_id)
        certificates.note(tx, request_id)
    assert missing(cast) == ()
    with cast.acting("ada") as tx:
        certificates.take_back(tx, request_id)
        certificates.take_back(tx, request_id)
    assert len(missing(cast)) == 1

    query = "SELECT name FROM event WHERE name LIKE 'certificate.%%' ORDER BY id"
    with cast.acting() as tx:
        names = [row.name for row in tx.rows(query)]
    assert names == ["certificate.noted", "certificate.taken_back"]


@pytest.mark.parametrize(
    ("who", "code"),
    [("bea", Code.FORBIDDEN), ("mo", Code.NOT_FOUND), ("kim", Code.NOT_FOUND)],
)
def test_nobody_but_the_office_says_so(cast: Cast, who: str, code: Code) -> None:
    request_id = ill(cast, "bea", "2026-03-25", "2026-03-30")

    for verb in (certificates.note, certificates.take_back):
        with cast.acting(who) as tx, pytest.raises(Refused) as refusal:
            verb(tx, request_id)
        assert refusal.value.problems[0].code is code
    assert len(missing(cast)) == 1


def test_sick_days_that_the_office_records_are_certified(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        illness.fall_ill(
            tx,
            Illness(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["SL"],
                first_day=date(2026, 3, 25),
                last_day=date(2026, 3, 30),
            ),
        )

    assert missing(cast) == ()


def test_the_page_of_somebodys_sickness_says_which_certificate_is_there(cast: Cast) -> None:
    attach(cast, "bea", ill(cast, "bea", "2026-03-02", "2026-03-05"))
    ill(cast, "bea", "2026-03-25", "2026-03-30")

    with cast.acting("ada") as tx:
        found = sickness_of(tx, cast.bea.employee_id)

    assert [each.certificate_is_there for each in found.spells] == [False, True]


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_what_is_missing_is_for_the_office_to_see(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx, pytest.raises(Refused) as refusal:
        missing_certificates(tx)

    assert refusal.value.problems[0].code is Code.FORBIDDEN


def test_a_manager_is_shown_nothing_of_documents_of_sickness(cast: Cast) -> None:
    request_id = ill(cast, "bea", "2026-03-25", "2026-03-30")
    attach(cast, "bea", request_id)

    assert shown(cast, "mo", request_id) is None


def test_sickness_long_ago_is_not_asked_about_any_more(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        old = illness.fall_ill(
            tx,
            Illness(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["SL"],
                first_day=date(2025, 8, 4),
                last_day=date(2025, 8, 15),
            ),
        )
        certificates.take_back(tx, old.id)

    assert missing(cast) == ()
