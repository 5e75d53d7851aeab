"""Policies change: everybody concerned is replayed, and corrections say why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.policy.frequency import MONTHLY
from leavebook.domain.policy.policy import GrantMethod, Level, PolicyVersion
from leavebook.domain.policy.rounding import EXACT
from leavebook.domain.problems import Code
from leavebook.queries.books.proof import prove
from leavebook.queries.books.team_balances import team_balances
from leavebook.services.books.batches import Tally
from leavebook.services.books.catching_up import catch_up
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.policies import leave_types, policies, presets
from leavebook.services.policies.policy_documents import read_policy
from tests.cast import Cast
from tests.services.newcomers import refusal
from tests.services.opened_books import opening, remaining

NEW_YEAR_2026 = date(2026, 1, 1)


def days_a_year(amount: int, since: date = NEW_YEAR_2026) -> PolicyVersion:
    return PolicyVersion("", since, levels=(Level(Decimal(amount)),))


def change(cast: Cast, version: PolicyVersion, policy: str = policies.STANDARD) -> None:
    with cast.acting("ada") as tx:
        policies.add_version(tx, cast.leave_types["AL"], version, policy=policy)
    catch_up(opening(cast), Tally())


def corrections(cast: Cast, who: str = "bea") -> list[tuple[str, Decimal, str]]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT corrects, amount, cause FROM ledger_entry WHERE employee_id = %(e)s"
            " AND leave_type_id = %(t)s AND kind = 'correction' ORDER BY id",
            e=cast.members[who].employee_id,
            t=cast.leave_types["AL"],
        )
    return [(row.corrects, row.amount, row.cause) for row in rows]


def test_a_change_of_the_past_leaves_a_correction_that_names_it(cast: Cast) -> None:
    change(cast, days_a_year(25))

    assert ("grant", Decimal(4), "policy standard changed from 2026-01-01") in corrections(cast)
    assert remaining(cast) == 25


def test_until_the_worker_was_there_lists_know_that_a_balance_is_out_of_date(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        policies.add_version(tx, cast.leave_types["AL"], days_a_year(25))

    with cast.acting() as tx:
        rows = team_balances(tx, leave_type_id=cast.leave_types["AL"])

    assert {row.is_current for row in rows} == {False}


def test_the_same_version_again_corrects_nothing(cast: Cast) -> None:
    change(cast, days_a_year(25))
    before = corrections(cast)

    change(cast, days_a_year(25))

    assert corrections(cast) == before


def test_an_impossible_policy_is_refused_by_field_and_nothing_is_written(cast: Cast) -> None:
    impossible = replace(
        days_a_year(25, since=date(1989, 12, 31)), levels=(Level(Decimal("1.00001")),)
    )

    def add() -> None:
        with cast.acting("ada") as tx:
            policies.add_version(tx, cast.leave_types["AL"], impossible)

    assert refusal(add) == [
        (Code.INVALID, "valid_from"),
        (Code.INVALID, "levels[0].amount"),
    ]
    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM ledger_account WHERE due_because IS NOT NULL") == 0


def test_an_employee_may_not_change_a_policy(cast: Cast) -> None:
    def add() -> None:
        with cast.acting("bea") as tx:
            policies.add_version(tx, cast.leave_types["AL"], days_a_year(99))

    assert refusal(add) == [(Code.FORBIDDEN, None)]


def test_another_policy_holds_for_whom_it_is_assigned_and_for_nobody_else(cast: Cast) -> None:
    change(cast, days_a_year(30), policy="seniors")
    with cast.acting("ada") as tx:
        policies.assign(
            tx,
            employee_id=cast.bea.employee_id,
            leave_type_id=cast.leave_types["AL"],
            policy="seniors",
            valid_from=NEW_YEAR_2026,
        )
    catch_up(opening(cast), Tally())

    assert remaining(cast, "bea") == 30
    assert remaining(cast, "kim") == 21


def test_two_policies_at_the_same_time_are_refused(cast: Cast) -> None:
    change(cast, days_a_year(30), policy="seniors")
    assign = partial(
        policies.assign,
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        policy="seniors",
    )
    with cast.acting("ada") as tx:
        assign(tx, valid_from=NEW_YEAR_2026, valid_to=date(2026, 6, 30))

    def again() -> None:
        with cast.acting("ada") as tx:
            assign(tx, valid_from=date(2026, 6, 30))

    assert refusal(again) == [(Code.INVALID, "valid_from")]


def test_a_new_leave_type_opens_an_account_for_everybody(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        (annual,) = presets.install(tx, "DE")
    catch_up(opening(cast), Tally())

    with cast.acting() as tx:
        rows = team_balances(tx, leave_type_id=annual)
    assert [row.allocated for row in rows] == [30, 30, 30, 30]
    assert prove(opening(cast)).differences == ()


@pytest.mark.parametrize("pack", sorted(presets.PACKS))
def test_every_pack_of_presets_can_be_installed(cast: Cast, pack: str) -> None:
    with cast.acting() as tx:
        tx.run("UPDATE leave_type SET name = 'Old ' || name, code = 'old-' || code")
    with cast.acting("ada") as tx:
        installed = presets.install(tx, pack)

    assert len(installed) == len(presets.PACKS[pack])


def test_a_pack_whose_names_are_taken_is_refused_whole(cast: Cast) -> None:
    def install() -> None:
        with cast.acting("ada") as tx:
            presets.install(tx, "demo")

    assert refusal(install)[0] == (Code.TAKEN, "name")


def test_unpaid_leave_slows_accrual_where_it_is_said_to(cast: Cast) -> None:
    accruing = PolicyVersion(
        "",
        NEW_YEAR_2026,
        method=GrantMethod.PERIODIC,
        levels=(Level(Decimal(12), frequency=MONTHLY),),
        rounding=EXACT,
        suspended_by_absence=True,
    )
    change(cast, accruing)
    with cast.acting("ada") as tx:
        leave_types.change_earning(tx, cast.leave_types["UL"], Decimal(0))
    with cast.acting("mo") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["UL"],
                spans=(whole_days(date(2026, 4, 1), date(2026, 4, 30)),),
                recorded=True,
            ),
        )
    with cast.acting("ada") as tx:
        tx.run("UPDATE leave_request SET state = 'approved', stage = NULL")
    catch_up(opening(cast, datetime(2026, 5, 1, 8, tzinfo=UTC)), Tally())

    with cast.acting(now=datetime(2026, 5, 1, 8, tzinfo=UTC)) as tx:
        rows = {
            row.full_name: row.allocated
            for row in team_balances(tx, leave_type_id=cast.leave_types["AL"])
        }
    assert rows["Bea"] < rows["Kim"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (b"{", "policy"),
        (b"[]", "policy"),
        (b'{"levels": [{"amount": "many"}]}', "levels[0].amount"),
        (b'{"method": "by_magic"}', "method"),
        (b'{"levels": [{"amount": 1, "amonut": 2}]}', "levels[0].amonut"),
    ],
)
def test_a_policy_document_is_refused_by_field(document: bytes, field: str) -> None:
    found = refusal(lambda: read_policy(document, valid_from=NEW_YEAR_2026))

    assert found == [(Code.INVALID, field)]


def test_a_policy_document_keeps_its_decimals_exactly() -> None:
    version = read_policy(b'{"levels": [{"amount": 0.1}]}', valid_from=NEW_YEAR_2026)

    assert version.levels[0].amount == Decimal("0.1")
