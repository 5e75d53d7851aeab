"""Leave of a type that not everybody learns, looked at through every door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx2

from leavebook.domain.calendar.spans import Span, whole_days
from leavebook.domain.requests.discretion import Visibility
from leavebook.services.leave import decisions
from leavebook.services.leave.requests import LeaveAsked, submit
from leavebook.storage.company import companies
from tests.cast import Cast
from tests.conftest import bearer

TYPE = "Annual Leave"
FIRST, LAST = date(2026, 5, 4), date(2026, 5, 8)
MAY = whole_days(FIRST, LAST)
SAID = "4–8 May 2026"


@dataclass(frozen=True, slots=True)
class Doors:
    """A server, as somebody of a company reaches it by its APIs and its pages."""

    cast: Cast
    web: Callable[..., httpx2.Client]

    def page(self, who: str, path: str, **query: str) -> str:
        """Return a page, which must be there."""
        answer = self.web(self.cast, who).get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def preview(self, who: str) -> str:
        """Return what somebody reads who thinks of leave on the same days."""
        form = {
            "leave_type_id": str(self.cast.leave_types["UL"]),
            "first_day": FIRST.isoformat(),
            "last_day": LAST.isoformat(),
        }
        return self.web(self.cast, who).post("/ask/check", data=form).text

    def call(self, who: str, path: str, **query: str) -> httpx2.Response:
        """Return what an API answers."""
        token = self.cast.members[who].token
        return self.web().get(path, headers=bearer(token), params=query)


def say(cast: Cast, visibility: Visibility, code: str = "AL") -> None:
    """Have a leave type be known so far from now on."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET visibility = %(visibility)s WHERE id = %(id)s",
            visibility=visibility,
            id=cast.leave_types[code],
        )


def asked(cast: Cast, who: str = "bea", *, code: str = "AL", span: Span = MAY) -> int:
    """Ask for a week in May, and return the request's id."""
    with cast.acting(who) as tx:
        return submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types[code],
                spans=(span,),
                reason="Chemotherapy",
            ),
        ).id


def approved(
    cast: Cast, who: str = "bea", *, by: str = "mo", code: str = "AL", span: Span = MAY
) -> int:
    """The same, agreed."""
    request_id = asked(cast, who, code=code, span=span)
    with cast.acting(by) as tx:
        decisions.approve(tx, request_id)
    return request_id


def move_away(cast: Cast, who: str) -> None:
    """Have somebody work in a department of their own."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET department_id = %(place)s WHERE id = %(id)s",
            place=companies.add_department(tx, name="Far away"),
            id=cast.members[who].employee_id,
        )


def make_head(cast: Cast, who: str) -> None:
    """Let somebody see the whole company without being in its office."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET access_level = 'head' WHERE id = %(id)s",
            id=cast.members[who].user_id,
        )


def listed(answer: httpx2.Response) -> list[dict[str, Any]]:
    """Return the rows of whichever API answered with a list."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    found: list[dict[str, Any]] = next(
        body[name] for name in ("leaveRequests", "requests", "results", "data") if name in body
    )
    return found
