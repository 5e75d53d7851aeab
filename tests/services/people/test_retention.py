"""How long a company keeps what, and what its log forgets."""

from datetime import timedelta
from decimal import Decimal

import pytest

from leavebook.domain.people.retention import Retention
from leavebook.domain.problems import Code
from leavebook.queries.people.data_due import old_entries
from leavebook.services.books import adjustments
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.company import company_switches
from leavebook.services.company.company_switches import Switch
from leavebook.services.people import legal_holds, people
from leavebook.services.people.anonymising import redact_log
from leavebook.services.people.people import Changes
from leavebook.services.people.retention import keep_for, retention_of
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal


def test_a_company_chooses_how_long_it_keeps_what_and_it_is_on_record(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        assert retention_of(tx) == Retention(after_exit=36, audit=36)
        keep_for(tx, Retention(after_exit=12, audit=240))
        keep_for(tx, Retention(after_exit=12, audit=240))

        assert retention_of(tx) == Retention(after_exit=12, audit=240)
        assert tx.value("SELECT count(*) FROM event WHERE name = 'retention.changed'") == 1


@pytest.mark.parametrize("months", [0, -1, 241])
def test_no_company_keeps_it_for_less_than_a_month_or_more_than_twenty_years(
    cast: Cast, months: int
) -> None:
    with cast.acting("ada") as tx:
        wrong = refusal(lambda: keep_for(tx, Retention(after_exit=months, audit=months)))

    assert wrong == [(Code.INVALID, "months_after_exit"), (Code.INVALID, "audit_months")]


def test_the_log_forgets_who_did_what_and_keeps_what_happened(cast: Cast) -> None:
    let_the_log_grow(cast)
    late = NOW.replace(year=2029) + timedelta(days=1)
    with cast.acting("ada", now=late) as tx:
        before = tx.rows("SELECT id, name, at, employee_id, request_id FROM event ORDER BY id")

        assert old_entries(tx) == 1
        assert redact_log(tx) == 1
        assert redact_log(tx) == 0

        after = tx.rows("SELECT id, name, at, employee_id, request_id FROM event ORDER BY id")
        nameless = tx.rows("SELECT name FROM event WHERE redacted_at IS NOT NULL")
    assert after[: len(before)] == before
    assert [row.name for row in after[len(before) :]] == ["log.redacted"]
    assert [row.name for row in nameless] == ["company.switched"]


def test_the_log_is_kept_for_exactly_as_long_as_was_said(cast: Cast) -> None:
    let_the_log_grow(cast)

    with cast.acting("ada", now=NOW.replace(year=2029)) as tx:
        assert redact_log(tx) == 0


def let_the_log_grow(cast: Cast) -> None:
    """Switch something; all else tells of a balance, of a request or of somebody under a hold."""
    kim = cast.kim.employee_id
    thanks = Adjustment(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        amount=Decimal(1),
        reason="Thanks",
    )
    with cast.acting("ada") as tx:
        company_switches.turn(tx, {Switch.MANAGERS_SEE_EVERYONE: True})
        adjustments.adjust(tx, thanks)
        legal_holds.hold_person(tx, kim, "A dispute")
        people.change(tx, kim, Changes(full_name="Kim K."))
