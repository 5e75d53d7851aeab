"""What waits for somebody is exactly what the rules would let them approve."""

from datetime import date, timedelta
from functools import partial
from typing import NoReturn

import pytest

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Refused
from leavebook.queries.leave.leave_list import Wanted, leave_list
from leavebook.services.books.batches import Tally
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.escalation import bring_up
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from tests.cast import NOW, Cast, found_company

WHO = ("ada", "mo", "bea", "kim")


@pytest.mark.parametrize("chain", [Chain.SINGLE, Chain.TWO_STAGE, Chain.OFFICE])
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("relation", ["line", "deputy", "squad", "next manager"])
def test_the_list_and_the_rules_agree(
    database: Database, chain: Chain, who: str, relation: str
) -> None:
    cast = found_company(database, chain=chain)
    _relate(cast, relation)
    asked = [_ask(cast, each) for each in WHO]
    if relation == "next manager":
        bring_up(partial(cast.acting, None, now=NOW + timedelta(days=7)), Tally())

    with cast.acting(who) as tx:
        waiting = {line.id for line in leave_list(tx, Wanted(to_decide=True, limit=50)).lines}

    assert waiting == {each for each in asked if _may_approve(cast, who, each)}


def _relate(cast: Cast, relation: str) -> None:
    with cast.acting() as tx:
        if relation == "deputy":
            companies.set_lead(tx, cast.department_id, lead_id=None, deputy_id=cast.kim.employee_id)
        if relation == "next manager":
            tx.run(
                "UPDATE employee SET manager_id = %(kim)s WHERE id = %(bea)s",
                kim=cast.kim.employee_id,
                bea=cast.bea.employee_id,
            )
        if relation == "squad":
            members = {cast.kim.employee_id: True, cast.bea.employee_id: False}
            companies.add_squad(tx, name="North", members=members)


def _ask(cast: Cast, who: str) -> int:
    with cast.acting(who) as tx:
        asked = LeaveAsked(
            employee_id=cast.members[who].employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 5, 4), date(2026, 5, 8)),),
        )
        return requests.submit(tx, asked).id


class TakenBackError(Exception):
    """What was tried out is undone."""


def _may_approve(cast: Cast, who: str, request_id: int) -> bool:
    """Try it, and leave everything as it was."""
    try:
        with cast.acting(who) as tx:
            decisions.approve(tx, request_id)
            _undo()
    except TakenBackError:
        return True
    except Refused:
        return False


def _undo() -> NoReturn:
    raise TakenBackError
