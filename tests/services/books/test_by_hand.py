"""What officers give, take and set by hand, with a reason and within limits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leavebook.domain.ledger.ledger import EntitlementMode
from leavebook.domain.policy.toil import ToilRule
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.proof import prove
from leavebook.services.books import adjustments, extra_work, own_entitlements
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.books.extra_work import Claim
from leavebook.services.books.own_entitlements import OwnFigure
from tests.cast import Cast
from tests.services.newcomers import refusal
from tests.services.opened_books import book, opening, remaining


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

    with cast.acting("ada") as tx, pytest.raises(Refused) as refused:
        extra_work.credit_extra_work(tx, claim, rule)

    facts = {"most": 3, "stands": 3, "unit": "day"}
    said = {"field": "amount", "problem": "above_the_cap", **facts}
    assert refused.value.problems == (Problem(Code.INVALID, said),)
    with cast.acting() as tx:
        rows = tx.rows("SELECT amount, last_usable FROM adjustment ORDER BY id")
    assert [(row.amount, row.last_usable) for row in rows] == [
        (2, date(2026, 6, 25)),
        (1, date(2026, 6, 25)),
    ]
