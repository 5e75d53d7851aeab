"""The generated colleagues: a believable year of leave, and something to decide."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from leavebook.domain.ledger.availability import overdraft
from leavebook.domain.ledger.corrections import difference
from leavebook.services.books import leave_accounts
from leavebook.services.books.posting import books_on
from leavebook.storage.policies import leave_types
from tests.demo.conftest import Shown
from tests.demo.test_people import MOMENTS

GENERATED = """
SELECT e.id FROM leavebook.employee AS e
  JOIN leavebook.company USING (company_id)
 WHERE codename = 'acme' AND e.employee_number >= 'EMP-1'
"""


def test_about_forty_colleagues_work_everywhere_at_acme(shown: Shown) -> None:
    found = shown.rows(GENERATED)
    spread = shown.rows(
        "SELECT count(DISTINCT site_id), count(DISTINCT department_id)"
        f"  FROM leavebook.employee WHERE id IN ({GENERATED})"
    )

    assert 35 <= len(found) <= 45
    assert spread == [(3, 5)]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("manager", ["maya", "jane"])
def test_something_waits_for_both_managers(
    shown_at: Callable[[datetime], Shown], now: datetime, manager: str
) -> None:
    shown = shown_at(now)
    ((waiting, earliest),) = shown.rows(
        "SELECT count(*), min(r.first_day) FROM leavebook.leave_request AS r"
        "  JOIN leavebook.employee AS e ON e.id = r.employee_id"
        " WHERE r.state = 'pending' AND r.first_day > %(today)s AND e.manager_id = %(manager)s",
        manager=shown.company("acme")["people"][manager]["employee_id"],
        today=now.date(),
    )

    assert waiting >= 3
    assert earliest > now.date()


def test_only_generated_colleagues_have_leave_to_come_or_open_requests(shown: Shown) -> None:
    found = shown.rows(
        "SELECT DISTINCT employee_id FROM leavebook.leave_request"
        " WHERE state = 'pending' OR last_day >= %(today)s",
        today=shown.now.date(),
    )

    assert set(found) <= set(shown.rows(GENERATED))
    assert len(found) > 10


def test_most_colleagues_have_taken_leave_in_the_last_year(shown: Shown) -> None:
    ((with_leave,),) = shown.rows(
        "SELECT count(DISTINCT employee_id) FROM leavebook.leave_request"
        " WHERE state = 'approved' AND first_day BETWEEN '2025-04-01' AND '2026-04-01'"
        f"  AND employee_id IN ({GENERATED})"
    )

    assert with_leave >= 35


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_nothing_has_happened_after_now(
    shown_at: Callable[[datetime], Shown], now: datetime
) -> None:
    shown = shown_at(now)
    ((events,),) = shown.rows(
        "SELECT count(*) FROM leavebook.event WHERE at > %(now)s", now=shown.now
    )
    ((requests,),) = shown.rows(
        "SELECT count(*) FROM leavebook.leave_request"
        " WHERE greatest(asked_at, changed_at) > %(now)s",
        now=shown.now,
    )

    assert (events, requests) == (0, 0)


def test_requests_tell_their_history_in_order_and_end_where_they_stand(shown: Shown) -> None:
    found = shown.rows(
        "SELECT r.state, r.version, array_agg(v.name ORDER BY v.id),"
        "       array_agg(v.at ORDER BY v.id)"
        "  FROM leavebook.leave_request AS r"
        "  JOIN leavebook.event AS v ON v.request_id = r.id"
        " GROUP BY r.id, r.state, r.version"
    )

    # What nobody has to agree to is asked for and approved in one moment.
    assert all(version == len(set(moments)) for _, version, _, moments in found)
    assert all(before <= after for *_, moments in found for before, after in pairwise(moments))
    assert {(state, tuple(names)) for state, _, names, _ in found} == {
        ("pending", ("submitted",)),
        ("approved", ("submitted", "approved")),
        ("approved", ("submitted", "exec_approved")),
        ("approved", ("submitted", "auto_approved")),
        ("rejected", ("submitted", "rejected")),
        ("cancelled", ("submitted", "approved", "cancelled")),
    }


def test_what_was_taken_over_says_so_of_its_approval(shown: Shown) -> None:
    found = shown.rows(
        "SELECT DISTINCT name, actor_id IS NULL, comment FROM leavebook.event"
        " WHERE door = 'import' AND request_id IS NOT NULL"
    )

    assert set(found) == {
        ("submitted", False, None),
        ("approved", True, "Taken over from the calendar kept before"),
    }


def test_whoever_is_asked_decides_and_nobody_decides_for_themselves(shown: Shown) -> None:
    ((wrong,),) = shown.rows(
        "SELECT count(*) FROM leavebook.leave_request AS r"
        "  JOIN leavebook.employee AS e ON e.id = r.employee_id"
        "  LEFT JOIN leavebook.employee AS m ON m.id = e.manager_id"
        " WHERE coalesce(r.manager_decided_by, r.exec_decided_by) IS NOT NULL"
        "   AND (coalesce(r.manager_decided_by, r.exec_decided_by) = e.user_id"
        "        OR coalesce(r.manager_decided_by, r.exec_decided_by) IS DISTINCT FROM m.user_id)"
    )

    assert wrong == 0


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("codename", ["acme", "tribe", "globex"])
def test_ledger_and_balances_say_what_a_replay_says_and_nobody_is_overdrawn(
    shown_at: Callable[[datetime], Shown], now: datetime, codename: str
) -> None:
    assert differences(shown_at(now), codename) == []


def differences(shown: Shown, codename: str) -> list[object]:
    """Return every entry that is missing or too much, and every debt."""
    found: list[object] = []
    with shown.acting(codename) as tx:
        people = [row.id for row in tx.rows("SELECT id FROM employee ORDER BY id")]
        for leave_type in leave_types.all_of_company(tx):
            for account in leave_accounts.read(tx, leave_type, people):
                books = books_on(account.ledger, account.today)
                found += difference(account.entries, books.entries)
                found += [debt for debt in [overdraft(account.ledger)] if debt]
                kept = tx.rows(
                    "SELECT year_start, granted, used, pending, next_change, as_of FROM balance"
                    " WHERE employee_id = %(employee)s AND leave_type_id = %(type)s"
                    " ORDER BY year_start",
                    employee=account.employee_id,
                    type=leave_type.id,
                )
                said = [(row.year_start, row.granted, row.used, row.pending) for row in kept]
                worked_out = [
                    (year.start, each.granted, each.used, each.pending)
                    for year, each in books.years
                ]
                found += [pair for pair in zip(said, worked_out, strict=True) if pair[0] != pair[1]]
                found += [row for row in kept if row.as_of != account.today]
                found += [row for row in kept[-1:] if row.next_change != books.account.next_change]
    return found


def test_people_of_a_site_live_in_the_time_of_that_site(shown: Shown) -> None:
    ((as_of,),) = shown.rows(
        "SELECT DISTINCT as_of FROM leavebook.balance AS b"
        "  JOIN leavebook.employee AS e ON e.id = b.employee_id"
        "  JOIN leavebook.site AS s ON s.id = e.site_id WHERE s.name = 'Sydney Office'"
    )

    assert as_of == shown.now.astimezone(ZoneInfo("Australia/Sydney")).date()
