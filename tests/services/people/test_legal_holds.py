"""Holds keep data although it is due."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout

import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.people import legal_holds
from leavebook.services.people.anonymising import anonymise, redact_log
from tests.cast import NOW, Cast
from tests.services.leavers import DUE, let_bea_leave, residue
from tests.services.people.test_anonymising import let_go, said


def test_a_hold_on_somebody_keeps_their_data_until_it_is_lifted(cast: Cast) -> None:
    let_bea_leave(cast)
    with cast.acting("ada", now=DUE) as tx:
        legal_holds.hold_person(tx, cast.bea.employee_id, "A dispute")

    assert said(cast, lambda tx: anonymise(tx, cast.bea.employee_id)) == [Code.UNDER_HOLD]

    with cast.acting("ada", now=DUE) as tx:
        legal_holds.lift_persons(tx, cast.bea.employee_id)
    assert let_go(cast)


def test_a_hold_on_the_company_keeps_everybodys_data_and_the_log(cast: Cast) -> None:
    let_bea_leave(cast)
    with cast.acting("ada", now=DUE) as tx:
        legal_holds.hold_company(tx, "An audit")

    assert said(cast, lambda tx: anonymise(tx, cast.bea.employee_id)) == [Code.UNDER_HOLD]
    assert said(cast, redact_log) == [Code.UNDER_HOLD]

    with cast.acting("ada", now=DUE) as tx:
        legal_holds.lift_companys(tx)
    assert let_go(cast)


def test_nobody_slips_through_while_a_hold_is_placed(cast: Cast) -> None:
    let_bea_leave(cast)

    with ThreadPoolExecutor(1) as beside:
        with cast.acting("ada", now=DUE) as tx:
            legal_holds.hold_company(tx, "An audit")
            waiting = beside.submit(let_go, cast)
            with pytest.raises(FutureTimeout):
                waiting.result(timeout=0.5)
        with pytest.raises(Refused, match="under_hold"):
            waiting.result(timeout=20)

    assert residue(cast)


def test_a_hold_that_is_placed_again_has_another_reason_and_stays_one(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        legal_holds.hold_person(tx, cast.bea.employee_id, "A dispute")
        legal_holds.hold_person(tx, cast.bea.employee_id, "Two disputes")
        hold = legal_holds.standing(tx, cast.bea.employee_id)
        other = legal_holds.standing(tx, cast.kim.employee_id)

    assert hold is not None
    assert (hold.reason, hold.placed_by, hold.placed_at) == ("Two disputes", "Ada", NOW)
    assert other is None
