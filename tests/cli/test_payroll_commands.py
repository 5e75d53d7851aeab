"""Closing days for payroll, and the postings it gets."""

from tests.cast import Cast
from tests.cli.test_leave_commands import run, said


def test_closed_days_stay_closed(cast: Cast) -> None:
    closed = run(cast, "close-payroll", "COMPANY", "--through", "2026-03-31")
    again = run(cast, "close-payroll", "COMPANY", "--through", "2026-02-28")

    assert (closed.exit_code, closed.output) == (0, "closed through 2026-03-31\n")
    assert again.exit_code != 0


def test_what_a_new_year_posted_is_listed_by_person(cast: Cast) -> None:
    found = said(cast, "postings", "COMPANY", "--from", "2026-01-01", "--to", "2026-01-01")

    of_bea = [each for each in found if each["full_name"] == "Bea" and each["leave_type"] == "AL"]
    assert [(each["kind"], each["amount"]) for each in of_bea] == [
        ("carry_out", -5),
        ("forfeit", -16),
        ("carry_in", 5),
        ("grant", 21),
    ]
