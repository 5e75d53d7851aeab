"""While a file of people is being taken, those who are here go on with their leave."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people.people_import import take_file
from tests.cast import Cast

HEAD = "Name,E-mail,First day,Manager,Hours a week"
MAY_DAY_EVE = whole_days(date(2026, 4, 30), date(2026, 4, 30))


def asks(cast: Cast, who: str) -> None:
    with cast.acting(who) as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(MAY_DAY_EVE,),
            ),
        )


def taken_while(cast: Cast, raw: bytes, after: int, beside: Callable[[], None]) -> None:
    """Take the file, and do something elsewhere once so many steps are done."""
    with ThreadPoolExecutor(1) as elsewhere, cast.acting("ada") as tx:

        def heard(done: int, total: int) -> None:
            assert total == 7, "three who are new in two steps each, and Kim"
            if done == after:
                # Whatever the file holds must have been sent before somebody runs into it.
                tx.row("SELECT 1")
                elsewhere.submit(beside).result()

        take_file(tx, raw, progress=heard)


def file_with_kim_first(cast: Cast) -> bytes:
    newcomers = [f"New {n},new{n}@acme.example,2026-05-01,{cast.mo.email}," for n in range(3)]
    return "\n".join([HEAD, f"Kim,{cast.kim.email},,,30", *newcomers]).encode()


@pytest.mark.parametrize("who", ["mo", "bea", "ada"])
@pytest.mark.parametrize("done", [1, 4, 7])
def test_managers_of_newcomers_and_everybody_else_ask_for_leave(
    cast: Cast, who: str, done: int
) -> None:
    taken_while(cast, file_with_kim_first(cast), done, lambda: asks(cast, who))

    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM leave_request") == 1
        assert tx.value("SELECT count(*) FROM employee") == 7


@pytest.mark.parametrize("done", [1, 3, 6])
def test_who_is_changed_by_the_file_waits_only_for_such_changes(cast: Cast, done: int) -> None:
    taken_while(cast, file_with_kim_first(cast), done, lambda: asks(cast, "kim"))

    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM leave_request") == 1
