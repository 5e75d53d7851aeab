"""Soft limits do not stop leave, but whoever asks and whoever decides knows of them."""

from collections.abc import Sequence
from datetime import date

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Problem
from leavebook.queries.leave.ask_preview import ask_preview
from leavebook.queries.leave.inbox import inbox
from leavebook.queries.leave.request_page import request_page
from leavebook.services.company import house_rules
from leavebook.services.company.house_rules import Blocked, Staffed
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.leave.warnings import warnings_of
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction
from tests.cast import Cast

FIRST, LAST = date(2026, 5, 4), date(2026, 5, 5)


def asked(cast: Cast, who: str = "bea", *, first: date = FIRST, last: date = LAST) -> LeaveAsked:
    return LeaveAsked(
        employee_id=cast.members[who].employee_id,
        leave_type_id=cast.leave_types["AL"],
        spans=(whole_days(first, last),),
    )


def ask(cast: Cast, who: str = "bea", *, first: date = FIRST, last: date = LAST) -> int:
    with cast.acting(who) as tx:
        return requests.submit(tx, asked(cast, who, first=first, last=last)).id


def block(cast: Cast, first: date, last: date, **narrowed: object) -> None:
    with cast.acting("ada") as tx:
        wanted = {"is_hard": False, **narrowed}
        house_rules.block(tx, Blocked(name="Fair", first_day=first, last_day=last, **wanted))  # type: ignore[arg-type]  # any other field


def keep_three_of_engineering(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        wanted = Staffed(name="Engineering", department_id=cast.department_id, min_present=3)
        house_rules.require_staffing(tx, wanted)


def seen_everywhere(cast: Cast, request: int) -> list[tuple[Problem, ...]]:
    """Return what the page shows to the owner and to the manager, and what the inbox shows."""
    with cast.acting("bea") as tx:
        own = request_page(tx, request).warnings
    with cast.acting("mo") as tx:
        managers = request_page(tx, request).warnings
        (waiting,) = [each for each in inbox(tx) if each.line.id == request]
    return [own, managers, waiting.warnings]


def test_days_that_are_better_not_taken_are_named_before_and_after_asking(cast: Cast) -> None:
    block(cast, LAST, date(2026, 5, 8))
    named = (Problem(Code.BLOCKED_DAY, {"days": (LAST,)}),)

    with cast.acting("bea") as tx:
        preview = ask_preview(tx, asked(cast))
    request = ask(cast)

    assert (preview.problems, preview.warnings) == ((), named)
    assert seen_everywhere(cast, request) == [named] * 3


def test_too_few_who_stay_are_counted_as_they_are_when_it_is_decided(cast: Cast) -> None:
    keep_three_of_engineering(cast)
    request = ask(cast)
    assert seen_everywhere(cast, request) == [()] * 3

    ask(cast, "kim", first=LAST, last=date(2026, 5, 6))

    few = (Problem(Code.TOO_FEW_PRESENT, {"group": "Engineering", "day": LAST}),)
    assert seen_everywhere(cast, request) == [few] * 3
    with cast.acting("bea") as tx:
        assert ask_preview(tx, asked(cast)).problems[0].code is Code.OVERLAPS


def test_before_and_after_asking_the_same_is_said(cast: Cast) -> None:
    keep_three_of_engineering(cast)
    block(cast, FIRST, FIRST)
    ask(cast, "kim")

    with cast.acting("bea") as tx:
        preview = ask_preview(tx, asked(cast))
    request = ask(cast)

    assert preview.warnings
    assert seen_everywhere(cast, request) == [preview.warnings] * 3


@pytest.mark.parametrize("narrowed", ["department", "leave type", "site", "role"])
def test_a_soft_limit_that_is_not_meant_for_somebody_is_not_shown(
    cast: Cast, narrowed: str
) -> None:
    with cast.acting("ada") as tx:
        elsewhere: int = tx.value(
            "INSERT INTO department (company_id, name) VALUES (%(c)s, 'Other') RETURNING id",
            c=cast.company_id,
        )
        far_away: int = tx.value(
            "INSERT INTO site (company_id, name, country) VALUES (%(c)s, 'Far', 'AU') RETURNING id",
            c=cast.company_id,
        )
    to_whom: dict[str, dict[str, object]] = {
        "department": {"department_id": elsewhere},
        "leave type": {"leave_type_id": cast.leave_types["SL"]},
        "site": {"site_id": far_away},
        "role": {"exempt_roles": ("employee",)},
    }
    block(cast, FIRST, LAST, **to_whom[narrowed])

    with cast.acting("bea") as tx:
        preview = ask_preview(tx, asked(cast))
    request = ask(cast)

    assert preview.warnings == ()
    assert seen_everywhere(cast, request) == [()] * 3


def test_what_is_decided_warns_nobody_any_more(cast: Cast) -> None:
    block(cast, FIRST, LAST)
    request = ask(cast)
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)

        assert request_page(tx, request).warnings == ()


def statements_for(cast: Cast, some: list[int], patch: pytest.MonkeyPatch) -> int:
    """Return how many statements it takes to look at some requests."""
    sent: list[str] = []
    with cast.acting() as tx, patch.context() as patched:
        rows = tx.rows

        def counted(_: Transaction, query: str, **values: object) -> Sequence[Row]:
            sent.append(query)
            return rows(query, **values)

        patched.setattr(Transaction, "rows", counted)
        assert set(warnings_of(tx, some)) == set(some)
    return len(sent)


def test_many_requests_are_looked_at_in_the_same_number_of_statements(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_three_of_engineering(cast)
    several = [
        ask(cast, who, first=date(2026, month, 4), last=date(2026, month, 5))
        for month in (5, 6, 8)
        for who in ("bea", "kim")
    ]

    one, many = (statements_for(cast, some, monkeypatch) for some in (several[:1], several))

    assert one == many


def test_a_stranger_s_rules_warn_nobody_here(cast: Cast, strangers: Cast) -> None:
    block(strangers, FIRST, LAST)
    keep_three_of_engineering(strangers)

    with cast.acting("bea") as tx:
        assert ask_preview(tx, asked(cast)).warnings == ()
