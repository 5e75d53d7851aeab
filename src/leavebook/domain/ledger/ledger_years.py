"""The leave years of one person's ledger, one after the other."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from leavebook.domain.ledger.ledger import LedgerFacts
from leavebook.domain.limits import LATEST
from leavebook.domain.policy.leave_year import ONE_DAY, LeaveYear, YearKind, leave_year
from leavebook.domain.policy.terms import version_on

UNCLOSED = frozenset({YearKind.ROLLING, YearKind.ENDLESS})


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A year of the ledger; `whole` is what pro rata measures.

    The two differ only where a new policy version moves the leave year: the old year then
    ends the day before that version.
    """

    start: date
    end: date
    whole: LeaveYear


def year_on(facts: LedgerFacts, day: date) -> LedgerYear:
    """Return the year of the ledger that the day belongs to."""
    return year_holding(ledger_years(facts, max(day, beginning(facts))), day)


def ledger_years(facts: LedgerFacts, until: date) -> tuple[LedgerYear, ...]:
    """Return the years from the ledger's beginning to the one that holds the day, in order."""
    years: list[LedgerYear] = []
    day = beginning(facts)
    while not years or day <= until:
        year = _year_from(facts, day, first=not years)
        years.append(year)
        day = year.end + ONE_DAY
    return tuple(years)


def year_holding(years: tuple[LedgerYear, ...], day: date) -> LedgerYear:
    """Return the year that holds the day; the first one for any day before it."""
    return years[max(0, bisect_right(years, day, key=lambda year: year.start) - 1)]


def beginning(facts: LedgerFacts) -> date:
    """Return the first day on which the ledger may move."""
    if facts.begins_on is not None:
        return facts.begins_on
    earned_from = max(facts.joined, facts.policies[0].valid_from)
    by_hand = [use.on for use in facts.uses] + [change.on for change in facts.adjustments]
    return min([earned_from, *by_hand])


def _year_from(facts: LedgerFacts, day: date, *, first: bool) -> LedgerYear:
    rule = version_on(facts, day).leave_year
    if rule.kind in UNCLOSED:
        whole = LeaveYear(min(day, facts.joined) if first else day, LATEST)
    else:
        whole = leave_year(rule, day, joined=facts.joined)
    moves = [
        policy.valid_from
        for policy in facts.policies
        if day < policy.valid_from <= whole.end and policy.leave_year != rule
    ]
    end = min(moves) - ONE_DAY if moves else whole.end
    return LedgerYear(whole.start if first else day, end, whole)
