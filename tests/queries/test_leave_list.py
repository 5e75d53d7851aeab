"""Lists stay right, and cheap, however many requests there are and whoever looks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.people.permissions import may_see_details
from leavebook.domain.problems import Refused
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.queries.leave.leave_lines import (
    LINE_JOINS,
    MOMENT_JOIN,
    LeaveLine,
    line_columns,
)
from leavebook.queries.leave.leave_list import LeavePage, Wanted, leave_list
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.company import companies
from leavebook.storage.leave import relations
from leavebook.storage.people import people
from leavebook.storage.pipeline import Answer, Pipeline
from tests.cast import TODAY, Cast

MONDAY = date(2026, 4, 13)


def ask(cast: Cast, who: str, day: date, code: str = "AL") -> int:
    with cast.acting(who) as tx:
        return requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types[code],
                spans=(whole_days(day),),
            ),
        ).id


def look(cast: Cast, who: str | None, **wanted: Any) -> LeavePage:  # noqa: ANN401  any filter
    with cast.acting(who) as tx:
        return leave_list(tx, Wanted(**wanted))


def ids(page: LeavePage) -> list[int]:
    return [line.id for line in page.lines]


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every statement that is run in the block."""
    statements: list[str] = []
    send = Pipeline.send

    def noting(pipeline: Pipeline, query: str, values: Mapping[str, object]) -> Answer:
        statements.append(query)
        return send(pipeline, query, values)

    with monkeypatch.context() as patched:
        patched.setattr(Pipeline, "send", noting)
        yield statements


def test_the_total_follows_every_move(cast: Cast) -> None:
    first, second, third = (ask(cast, "bea", MONDAY + timedelta(days=n)) for n in range(3))
    next_year = ask(cast, "kim", date(2027, 4, 12), "UL")
    with cast.acting("mo") as tx:
        decisions.approve(tx, first)
        decisions.reject(tx, second, reason="No.")
    with cast.acting("bea") as tx:
        decisions.cancel(tx, third)

    def totals(who: str) -> list[int]:
        return [
            look(cast, who).total,
            look(cast, who, states=(State.APPROVED,)).total,
            look(cast, who, states=(State.REJECTED, State.WITHDRAWN)).total,
            look(cast, who, year=2027).total,
            look(cast, who, leave_type_id=cast.leave_types["UL"]).total,
        ]

    assert totals("ada") == totals("mo") == [4, 1, 2, 1, 1]
    assert ids(look(cast, "ada", year=2027)) == [next_year]


def test_a_change_of_the_year_and_of_the_type_moves_the_tally(cast: Cast) -> None:
    request_id = ask(cast, "bea", MONDAY)
    with cast.acting("bea") as tx:
        requests.edit(
            tx,
            request_id,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["UL"],
                spans=(whole_days(date(2027, 4, 12)),),
            ),
        )

    of_now = {"year": 2026}, {"leave_type_id": cast.leave_types["AL"]}
    of_then = {"year": 2027}, {"leave_type_id": cast.leave_types["UL"]}
    assert [look(cast, "ada", **each).total for each in of_now] == [0, 0]
    assert [look(cast, "ada", **each).total for each in of_then] == [1, 1]


def test_a_refused_call_leaves_the_tally_alone(cast: Cast) -> None:
    ask(cast, "bea", MONDAY)

    with pytest.raises(Refused):
        ask(cast, "bea", MONDAY)

    assert look(cast, "ada").total == 1


def test_folding_the_tally_changes_no_total(cast: Cast) -> None:
    for n in range(4):
        ask(cast, "bea", MONDAY + timedelta(days=n))

    with cast.acting() as tx:
        tx.run("SELECT leavebook.fold_leave_tally()")

    with cast.acting() as tx:
        rows = tx.value("SELECT count(*) FROM leave_tally")
    assert rows == 1
    assert look(cast, "ada").total == 4


def test_folding_while_others_write_loses_nothing(cast: Cast) -> None:
    def fold() -> None:
        for _ in range(20):
            with cast.acting() as tx:
                tx.run("SELECT leavebook.fold_leave_tally()")

    def write() -> None:
        for n in range(10):
            ask(cast, "bea", MONDAY + timedelta(days=2 + 7 * n), "UL")

    threads = [Thread(target=fold), Thread(target=fold), Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert look(cast, "ada").total == 10


def test_a_list_costs_two_statements_however_long_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        ask(cast, "bea", MONDAY + timedelta(days=n))

    for who in ("bea", "mo", "ada"):
        for size in (1, 5):
            with cast.acting(who) as tx, counted(monkeypatch) as statements:
                leave_list(tx, Wanted(limit=size))
            assert len(statements) == 2


def test_pages_of_a_managers_list_have_no_gap(cast: Cast) -> None:
    made = [ask(cast, who, MONDAY + timedelta(days=n)) for n in range(3) for who in ("bea", "kim")]

    pages = [ids(look(cast, "mo", limit=2, offset=offset)) for offset in (0, 2, 4, 6)]

    assert [each for page in pages for each in page] == made[::-1]


def test_a_draft_is_shown_to_nobody(cast: Cast) -> None:
    request_id = ask(cast, "bea", MONDAY)
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_request SET state = 'draft', stage = NULL WHERE id = %(id)s",
            id=request_id,
        )

    assert [look(cast, who).total for who in ("bea", "mo", "ada")] == [0, 0, 0]
    assert [ids(look(cast, who)) for who in ("bea", "mo", "ada")] == [[], [], []]


def test_lists_show_exactly_whom_the_rule_lets_one_see(cast: Cast) -> None:
    with cast.acting() as tx:
        companies.set_lead(tx, cast.department_id, lead_id=cast.kim.employee_id)
        companies.add_squad(
            tx, name="North", members={cast.bea.employee_id: True, cast.ada.employee_id: False}
        )
    for n, who in enumerate(cast.members):
        ask(cast, who, MONDAY + timedelta(days=n), "UL")

    for who in cast.members:
        with cast.acting(who) as tx:
            listed = {line.employee_id for line in leave_list(tx, Wanted()).lines}
            allowed = set()
            for member in cast.members.values():
                person = people.find(tx, member.employee_id, today=TODAY)
                assert person is not None
                if may_see_details(relations.towards(tx, person), person.subject):
                    allowed.add(member.employee_id)
        assert listed == allowed


def test_a_request_alone_says_what_the_list_says(cast: Cast) -> None:
    request_id = ask(cast, "bea", MONDAY)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request_id)

    with cast.acting("bea") as tx:
        alone = leave_detail(tx, request_id)
        [listed] = leave_list(tx, Wanted()).lines

    assert alone == listed
    assert (alone.decided_by, alone.decided_by_name) == (cast.mo.user_id, "Mo")


def test_the_columns_of_a_line_stand_in_the_order_of_its_fields(cast: Cast) -> None:
    ask(cast, "bea", MONDAY)

    with cast.acting("ada") as tx:
        columns = line_columns(tx.actor, with_moments=True)
        [line] = tx.rows(f"SELECT {columns} FROM leave_request AS r {LINE_JOINS} {MOMENT_JOIN}")

    assert line._fields == LeaveLine._fields
