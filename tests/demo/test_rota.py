"""A planner who visits the demo finds a week that somebody has planned."""

from datetime import date

from leavebook.queries.shifts.shift_week import WeekView, shift_week
from tests.demo.conftest import Shown

MONDAY = date(2026, 3, 30)
"""Of the week in which the demo is shown."""


def test_the_support_desks_are_staffed_from_last_week_to_the_week_after_next(shown: Shown) -> None:
    found = shown.rows(
        """
        SELECT s.title, count(DISTINCT s.id), count(a.id)
          FROM leavebook.shift AS s
          JOIN leavebook.shift_assignment AS a ON a.shift_id = s.id AND a.active
         GROUP BY s.title ORDER BY s.title
        """
    )

    # Four weeks: five days with two, five with one, a weekend with one, five nights with two.
    assert found == [
        ("Early desk", 20, 40),
        ("Late desk", 20, 20),
        ("Sydney desk", 20, 40),
        ("Weekend on call", 8, 8),
    ]


def test_nobody_works_while_approved_leave_has_them_away(shown: Shown) -> None:
    assert shown.rows(
        """
        SELECT a.id FROM leavebook.shift_assignment AS a
          JOIN leavebook.leave_request_day AS d ON d.company_id = a.company_id
          JOIN leavebook.leave_request AS r ON r.id = d.request_id AND r.company_id = a.company_id
          JOIN leavebook.employee AS e ON e.id = r.employee_id AND e.company_id = a.company_id
          JOIN leavebook.site AS s ON s.id = e.site_id AND s.company_id = a.company_id
         WHERE r.employee_id = a.employee_id AND r.state IN ('recorded', 'approved')
           AND r.half_day IS NULL AND d.fraction = 1 AND a.state = 'assigned'
           AND (lower(a.period) AT TIME ZONE s.timezone)::date = d."on"
        """
    ) == []  # fmt: skip


def test_whoever_was_taken_out_of_a_shift_is_named_with_the_leave_that_did_it(
    shown: Shown,
) -> None:
    found = shown.rows(
        """
        SELECT r.employee_id = a.employee_id, r.state
          FROM leavebook.shift_assignment AS a
          JOIN leavebook.leave_request AS r
            ON r.company_id = a.company_id AND r.id = a.request_id
         WHERE a.state = 'removed_by_leave'
        """
    )

    assert {is_theirs for is_theirs, _ in found} <= {True}
    assert {state for _, state in found} <= {"approved", "recorded"}


def test_nobody_with_a_part_to_play_works_shifts(shown: Shown) -> None:
    found = shown.rows(
        """
        SELECT u.email FROM leavebook.shift_assignment AS a
          JOIN leavebook.employee AS e ON e.company_id = a.company_id AND e.id = a.employee_id
          JOIN leavebook.user_account AS u ON u.company_id = e.company_id AND u.id = e.user_id
        """
    )

    named = {
        person["email"]
        for codename in ("acme", "tribe", "globex")
        for person in shown.company(codename)["people"].values()
    }
    assert {email for (email,) in found}.isdisjoint(named)


def test_a_planner_sees_those_who_work_shifts_before_everybody_else(shown: Shown) -> None:
    with shown.acting("acme", "maya") as tx:
        rows = shift_week(tx, WeekView(first=MONDAY, everybody=True)).rows
        by_itself = shift_week(tx, WeekView(first=MONDAY)).rows

    works = [bool(row.shifts) for row in rows]
    assert sum(works) == 5  # three in Berlin, two of three in Sydney
    assert works == sorted(works, reverse=True)
    assert by_itself == rows[:5]
