"""What is known of people who left is emptied once it is due; what was counted stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import psycopg
import pytest

from leavebook.domain.people.retention import Retention
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.queries.people.data_due import data_of, people_due
from leavebook.services.books import adjustments, daily
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.leave import decisions
from leavebook.services.people import legal_holds, people
from leavebook.services.people.anonymising import anonymise, redact_log
from leavebook.services.people.exits import part
from leavebook.services.people.joining import join
from leavebook.services.people.people import Changes
from leavebook.services.people.people_export import people_rows
from leavebook.services.people.retention import keep_for
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, TODAY, Cast
from tests.services.leavers import DUE, ONE_DAY_EARLY, let_bea_leave, residue
from tests.services.newcomers import anna, refusal, rows_of
from tests.services.opened_books import opening
from tests.services.people.test_exits import login_is_open

LEDGER = """
SELECT leave_type_id, kind, corrects, l.on, amount, year_start, bucket::text, source, posted_on
  FROM ledger_entry AS l WHERE employee_id = %(id)s ORDER BY id
"""
BALANCES = """
SELECT leave_type_id, year_start, granted, adjusted, used, pending, carried_in, other_expired
  FROM balance WHERE employee_id = %(id)s ORDER BY leave_type_id, year_start
"""
DAYS = """
SELECT d.request_id, d.on, d.amount
  FROM leave_request_day AS d JOIN leave_request AS r ON r.id = d.request_id
 WHERE r.employee_id = %(id)s ORDER BY d.request_id, d.on
"""


def figures(cast: Cast, who: str = "bea") -> list[list[tuple[object, ...]]]:
    """Return everything that was counted for somebody: ledger, balances, days."""
    employee_id = cast.members[who].employee_id
    with cast.acting() as tx:
        return [
            [tuple(row) for row in tx.rows(query, id=employee_id)]
            for query in (LEDGER, BALANCES, DAYS)
        ]


def let_go(cast: Cast, *, now: datetime = DUE) -> bool:
    with cast.acting("ada", now=now) as tx:
        return anonymise(tx, cast.bea.employee_id)


def said(cast: Cast, act: Callable[[Transaction], object], now: datetime = DUE) -> list[Code]:
    """Return the codes with which Ada is refused."""
    with cast.acting("ada", now=now) as tx:
        return [code for code, _ in refusal(lambda: act(tx))]


def test_nothing_that_names_somebody_is_left_in_any_table(cast: Cast) -> None:
    let_bea_leave(cast)
    assert len(residue(cast)) > 10, "the canary was not everywhere"

    assert let_go(cast)

    assert residue(cast) == []


def test_what_was_counted_stays_and_a_replay_says_the_same(cast: Cast) -> None:
    let_bea_leave(cast)
    daily.run(opening(cast, DUE))
    before = figures(cast)

    let_go(cast)
    daily.run(opening(cast, DUE))

    assert figures(cast) == before
    assert all(before)
    assert prove(opening(cast, DUE)).differences == ()


def test_the_person_is_a_former_employee_with_a_number(cast: Cast) -> None:
    let_bea_leave(cast)

    let_go(cast)

    with cast.acting("ada", now=DUE) as tx:
        bea = people.find(tx, cast.bea.employee_id)
    assert bea.full_name == f"former employee #{bea.id}"
    assert bea.employee_number == f"former-{bea.id}"
    assert bea.email == f"former-{cast.bea.user_id}@former-employee.invalid"
    assert (bea.gender, bea.manager_id) == (None, None)


def test_no_token_login_or_second_factor_works_any_more(cast: Cast) -> None:
    let_bea_leave(cast)

    let_go(cast)

    assert not login_is_open(cast, cast.bea.user_id)
    with cast.acting() as tx:
        standing = tx.value(
            "SELECT count(*) FROM credential WHERE user_id = %(id)s AND revoked_at IS NULL",
            id=cast.bea.user_id,
        )
        assert tx.value("SELECT count(*) FROM second_factor") == 0
        assert tx.value("SELECT count(*) FROM user_external_id") == 0
    assert standing == 0
    with (
        pytest.raises(NotAuthenticated),
        entered_with(cast.database, digest_of(cast.bea.token), now=NOW, door="test", scope="leave"),
    ):
        pass


def test_no_system_outside_is_called_about_them_again(cast: Cast) -> None:
    let_bea_leave(cast)

    let_go(cast)

    with cast.acting(now=DUE) as tx:
        links = tx.rows("SELECT intended, observed, external_id, error FROM integration_link")
    assert [tuple(link) for link in links] == [("present", "present", None, None)] * 2


def test_the_second_time_nothing_happens(cast: Cast) -> None:
    let_bea_leave(cast)
    let_go(cast)
    before = rows_of(cast)

    assert not let_go(cast)

    assert rows_of(cast) == before


def test_a_day_before_it_is_due_it_is_refused_and_says_until_when(cast: Cast) -> None:
    let_bea_leave(cast)

    assert said(cast, lambda tx: anonymise(tx, cast.bea.employee_id), ONE_DAY_EARLY) == [
        Code.NOT_DUE_YET
    ]
    assert residue(cast)


def test_nobody_who_works_here_is_anonymised(cast: Cast) -> None:
    assert said(cast, lambda tx: anonymise(tx, cast.kim.employee_id)) == [Code.NOT_DUE_YET]


@pytest.mark.parametrize("who", ["mo", "bea"])
def test_only_the_office_holds_lists_and_anonymises(cast: Cast, who: str) -> None:
    kim = cast.kim.employee_id
    for act in (
        lambda tx: anonymise(tx, kim),
        lambda tx: legal_holds.hold_person(tx, kim, "No"),
        lambda tx: legal_holds.lift_persons(tx, kim),
        lambda tx: legal_holds.hold_company(tx, "No"),
        legal_holds.lift_companys,
        redact_log,
        lambda tx: people_due(tx, limit=9),
        lambda tx: keep_for(tx, Retention()),
    ):
        with cast.acting(who, now=DUE) as tx:
            assert [code for code, _ in refusal(partial(act, tx))] == [Code.FORBIDDEN]


def test_somebody_of_another_company_is_nobody(cast: Cast, strangers: Cast) -> None:
    let_bea_leave(strangers)

    with cast.acting("ada", now=DUE) as tx:
        theirs = strangers.bea.employee_id
        assert data_of(tx, theirs) is None
        for act in (anonymise, legal_holds.lift_persons):
            assert [code for code, _ in refusal(partial(act, tx, theirs))] == [Code.NOT_FOUND]
    assert residue(strangers)


def test_nothing_of_theirs_changes_any_more(cast: Cast) -> None:
    asked = let_bea_leave(cast)
    let_go(cast)
    bea = cast.bea.employee_id
    gift = Adjustment(
        employee_id=bea, leave_type_id=cast.leave_types["AL"], amount=Decimal(1), reason="Late"
    )

    for act in (
        lambda tx: part(tx, bea, exit_day=TODAY),
        lambda tx: people.change(tx, bea, Changes(full_name="Bea")),
        lambda tx: adjustments.adjust(tx, gift),
        lambda tx: decisions.cancel(tx, asked, comment="Late"),
    ):
        assert said(cast, act) == [Code.ANONYMISED]


def test_the_old_address_is_free_for_somebody_else(cast: Cast) -> None:
    let_bea_leave(cast)
    let_go(cast)

    with cast.acting("ada", now=DUE) as tx:
        again = join(tx, anna(cast, email="quillon@acme.example", employee_number="QUILLON-7"))

    assert again.id != cast.bea.employee_id


def test_a_file_of_people_has_nobody_who_is_anonymised(cast: Cast) -> None:
    let_bea_leave(cast)
    let_go(cast)

    with cast.acting("ada", now=DUE) as tx:
        names = [row[0] for row in people_rows(tx, language="en")]

    assert names == ["Name", "Ada", "Kim", "Mo"]


def test_who_is_due_is_listed_held_or_not_and_nobody_else(cast: Cast) -> None:
    let_bea_leave(cast)
    with cast.acting("ada", now=ONE_DAY_EARLY) as tx:
        early = people_due(tx, limit=9)
    with cast.acting("ada", now=DUE) as tx:
        (found,) = people_due(tx, limit=9)
        after = people_due(tx, after=found.id, limit=9)
        legal_holds.hold_person(tx, found.id, "A dispute")
        (held,) = people_due(tx, limit=9)
        legal_holds.lift_persons(tx, found.id)
        anonymise(tx, found.id)
        gone = people_due(tx, limit=9)

    assert (early, after, gone) == ((), (), ())
    assert (found.full_name, found.due_on, found.may_go) == ("Quillon Bea", DUE.date(), True)
    assert not held.may_go


def test_the_end_of_a_month_is_the_same_day_in_the_list_and_in_the_rule(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        keep_for(tx, Retention(after_exit=1))
        part(tx, cast.bea.employee_id, exit_day=TODAY.replace(year=2026, month=3, day=31))

    with cast.acting("ada", now=datetime(2026, 4, 29, 12, tzinfo=UTC)) as tx:
        assert people_due(tx, limit=9) == ()
    with cast.acting("ada", now=datetime(2026, 4, 30, 12, tzinfo=UTC)) as tx:
        (found,) = people_due(tx, limit=9)
        assert found.due_on == datetime(2026, 4, 30, tzinfo=UTC).date()
        assert anonymise(tx, found.id)


def test_the_database_itself_refuses_to_redact_whoever_is_not_anonymised(cast: Cast) -> None:
    with (
        pytest.raises(psycopg.errors.RaiseException),
        cast.acting("ada") as tx,
    ):
        tx.value("SELECT redact_person(%(id)s, %(now)s)", id=cast.kim.employee_id, now=tx.now)
