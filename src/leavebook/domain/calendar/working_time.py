"""What somebody was to work and did work, where grants depend on it."""

from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.patterns import pattern_on
from leavebook.domain.calendar.spans import days_between
from leavebook.domain.ledger.ledger import Absence, LedgerFacts

NO_DAYS = Decimal(0)


def scheduled_minutes(facts: LedgerFacts, first: date, last: date) -> int:
    """Return the minutes that the person's patterns plan from the first to the last day."""
    return sum(_planned(facts, day) for day in days_between(first, last))


def worked_minutes(facts: LedgerFacts, first: date, last: date) -> int:
    """Return the planned minutes less those missed by the absences that are not worked time."""
    return sum(
        max(0, _planned(facts, day) - _missed(facts, day)) for day in days_between(first, last)
    )


def suspended_days(absences: tuple[Absence, ...], first: date, last: date) -> Decimal:
    """Return how many of the days earn nothing, days that earn in part counting in part."""
    return sum(
        (
            ((min(absence.last, last) - max(absence.first, first)).days + 1) * (1 - absence.earns)
            for absence in absences
            if absence.first <= last and absence.last >= first
        ),
        NO_DAYS,
    )


def _planned(facts: LedgerFacts, day: date) -> int:
    pattern = pattern_on(facts.patterns, day)
    return sum(work.minutes for work in pattern.work_on(day)) if pattern else 0


def _missed(facts: LedgerFacts, day: date) -> int:
    return sum(
        _planned(facts, day) if absence.minutes_per_day is None else absence.minutes_per_day
        for absence in facts.absences
        if absence.first <= day <= absence.last
    )
