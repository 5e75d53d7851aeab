"""Policies change: everybody concerned is replayed, and corrections say why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from leavebook.domain.frequency import MONTHLY
from leavebook.domain.ledger import EntitlementMode
from leavebook.domain.policy import GrantMethod, Level, PolicyVersion
from leavebook.domain.problems import Code
from leavebook.domain.rounding import EXACT
from leavebook.domain.spans import whole_days
from leavebook.domain.toil import ToilRule
from leavebook.queries.proof import prove
from leavebook.queries.team_balances import team_balances
from leavebook.services import (
    adjustments,
    extra_work,
    leave_types,
    own_entitlements,
    policies,
    presets,
    requests,
)
from leavebook.services.adjustments import Adjustment
from leavebook.services.batches import Open, Tally
from leavebook.services.catching_up import catch_up
from leavebook.services.extra_work import Claim
from leavebook.services.own_entitlements import OwnFigure
from leavebook.services.policy_documents import read_policy
from leavebook.services.requests import LeaveAsked
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal

NEW_YEAR_2026 = date(2026, 1, 1)


def opening(cast: Cast, now: datetime = NOW) -> Open:
    return partial(cast.acting, None, now=now)


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


def remaining(cast: Cast, who: str = "bea", code: str = "AL") -> Decimal:
    with cast.acting() as tx:
        (row,) = team_balances(
            tx,
            employee_id=cast.members[who].employee_id,
            leave_type_id=cast.leave_types[code],
        )
    assert row.is_current
    return row.remaining


def book(cast: Cast, days: int) -> None:
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 6, 8), date(2026, 6, 7 + days)),),
            ),
        )


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


def test_an_adjustment_moves_the_balance_and_keeps_its_reason(cast: Cast) -> None:
    before = remaining(cast)
    with cast.acting("ada") as tx:
        adjustments.adjust(
            tx,
            Adjustment(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                amount=Decimal("2.5"),
                reason="Worked on the move.",
            ),
        )

    assert remaining(cast) == before + Decimal("2.5")
    with cast.acting() as tx:
        reason = tx.value("SELECT reason FROM adjustment")
    assert reason == "Worked on the move."


@pytest.mark.parametrize(
    ("differently", "expected"),
    [
        ({"amount": Decimal(0)}, [(Code.INVALID, "amount")]),
        ({"amount": Decimal("0.12345")}, [(Code.INVALID, "amount")]),
        ({"amount": Decimal("NaN")}, [(Code.INVALID, "amount")]),
        ({"reason": " "}, [(Code.REASON_REQUIRED, None)]),
        ({"on": date(1989, 1, 1)}, [(Code.INVALID, "on")]),
        ({"last_usable": date(2026, 1, 1)}, [(Code.INVALID, "last_usable")]),
    ],
)
def test_an_impossible_adjustment_is_refused_by_field(
    cast: Cast, differently: dict[str, Any], expected: list[tuple[Code, str | None]]
) -> None:
    wanted = Adjustment(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        amount=Decimal(1),
        reason="Because.",
    )

    def adjust() -> None:
        with cast.acting("ada") as tx:
            adjustments.adjust(tx, replace(wanted, **differently))

    assert refusal(adjust) == expected


def test_what_is_booked_already_cannot_be_adjusted_away(cast: Cast) -> None:
    book(cast, days=19)  # 15 working days of 21

    def take_away() -> None:
        with cast.acting("ada") as tx:
            adjustments.adjust(
                tx,
                Adjustment(
                    employee_id=cast.bea.employee_id,
                    leave_type_id=cast.leave_types["AL"],
                    amount=Decimal(-7),
                    reason="Too many.",
                ),
            )

    assert refusal(take_away) == [(Code.BELOW_ALREADY_TAKEN, None)]


def test_an_own_figure_takes_the_place_of_the_policy_s_for_its_year(cast: Cast) -> None:
    figure = OwnFigure(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        day=date(2026, 5, 1),
        amount=Decimal(28),
        reason="Agreed at hiring.",
    )
    with cast.acting("ada") as tx:
        own_entitlements.set_own_entitlement(tx, figure)
    set_to = remaining(cast)
    with cast.acting("ada") as tx:
        own_entitlements.set_own_entitlement(
            tx, replace(figure, amount=Decimal(2), mode=EntitlementMode.ADD)
        )

    assert set_to == 28
    assert remaining(cast) == 23
    assert prove(opening(cast)).differences == ()


def test_extra_work_is_credited_up_to_the_cap_and_lapses_after_ninety_days(cast: Cast) -> None:
    claim = Claim(
        employee_id=cast.bea.employee_id,
        leave_type_id=cast.leave_types["AL"],
        worked_on=date(2026, 3, 28),
        amount=Decimal(2),
        reason="Inventory.",
    )
    rule = ToilRule(cap=Decimal(3))
    with cast.acting("ada") as tx:
        extra_work.credit_extra_work(tx, claim, rule)
    with cast.acting("ada") as tx:
        extra_work.credit_extra_work(tx, claim, rule)
    with cast.acting("ada") as tx:
        third = extra_work.credit_extra_work(tx, claim, rule)

    assert third is None
    with cast.acting() as tx:
        rows = tx.rows("SELECT amount, last_usable FROM adjustment ORDER BY id")
    assert [(row.amount, row.last_usable) for row in rows] == [
        (2, date(2026, 6, 25)),
        (1, date(2026, 6, 25)),
    ]


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
