"""This API has no pages: a tab is one list, newest first, as long as anybody can read."""

from enum import StrEnum
from typing import Final

from leavebook.domain.people.permissions import may_see_everybody
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Call
from leavebook.http.door import Transaction
from leavebook.http.reading import Fault, invalid
from leavebook.queries.leave.leave_list import Wanted

MOST: Final = 1000
"""The most requests in one answer; `offset` leads to older ones."""
FURTHEST: Final = 2**31 - 1
"""The most requests that can be left out."""


class Tab(StrEnum):
    """Which requests a list is about."""

    MINE = "mine"
    PENDING = "pending"  # what waits for the caller's decision
    ALL = "all"


WAITING: Final = Wanted(to_decide=True, limit=0)


def read_wanted(call: Call, tx: Transaction) -> Wanted:
    """Return which requests are asked for; raises Refused for an unknown tab or one not theirs."""
    offset = _number(call, "offset", at_most=FURTHEST, otherwise=0)
    limit = _number(call, "limit", at_most=MOST, otherwise=MOST)
    match _tab(call):
        case Tab.MINE:
            return Wanted(employee_id=tx.actor.employee_id or 0, limit=limit, offset=offset)
        case Tab.PENDING:
            return Wanted(to_decide=True, limit=limit, offset=offset)
        case Tab.ALL if may_see_everybody(tx.actor):
            return Wanted(limit=limit, offset=offset)
    raise Refused(Problem(Code.FORBIDDEN, {"what": "see all requests"}))


def _tab(call: Call) -> Tab:
    given = call.asked("tab")
    if given is None:
        return Tab.MINE
    try:
        return Tab(given)
    except ValueError as error:
        allowed = tuple(tab.value for tab in Tab)
        raise Refused(invalid("tab", Fault.NOT_ONE_OF, allowed=allowed)) from error


def _number(call: Call, name: str, *, at_most: int, otherwise: int) -> int:
    given = call.asked(name)
    if given is None:
        return otherwise
    if not (given.isascii() and given.isdigit()) or len(given) > len(str(at_most)):
        raise Refused(invalid(name, Fault.NOT_A_WHOLE_NUMBER))
    if int(given) > at_most:
        raise Refused(invalid(name, Fault.TOO_LARGE, at_most=at_most))
    return int(given)
