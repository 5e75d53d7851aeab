"""What leave reserves that waits to take the place of other leave.

Either the old leave is taken or the new one, never both. So while a change waits, the old leave
keeps its days, and of the new one only that is reserved which it takes beyond them.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final

from leavebook.domain.ledger.ledger import LedgerFacts, Use, UseState
from leavebook.domain.ledger.ledger_years import LedgerYear, ledger_years, year_holding

ZERO: Final = Decimal(0)


def with_changes_reserved(facts: LedgerFacts) -> LedgerFacts:
    """Return the facts with waiting changes taking only what they take beyond the old leave.

    The two are set against each other by leave year. The first days of the new leave are
    covered by what the old one takes in that year, so at no moment is more held than the
    larger of the two takes up to then.
    """
    changes = {use.request_id for use in facts.uses if _waits(use)}
    if not changes:
        return facts
    years = ledger_years(facts, max(use.on for use in facts.uses))
    others = (use for use in facts.uses if use.request_id not in changes)
    reserved = (use for each in sorted(changes) for use in _beyond(facts, years, each))
    return replace(facts, uses=tuple(chain(others, reserved)))


def _waits(use: Use) -> bool:
    return use.instead_of is not None and use.state is UseState.PENDING


def _beyond(facts: LedgerFacts, years: tuple[LedgerYear, ...], change: str) -> list[Use]:
    new = sorted((use for use in facts.uses if use.request_id == change), key=lambda use: use.on)
    covered = _taken_by_year(facts, years, new[0].instead_of)
    rest: list[Use] = []
    for use in new:
        year = year_holding(years, use.on).start
        part = min(use.amount, covered.get(year, ZERO))
        covered[year] = covered.get(year, ZERO) - part
        if use.amount > part:
            rest.append(replace(use, amount=use.amount - part))
    return rest


def _taken_by_year(
    facts: LedgerFacts, years: tuple[LedgerYear, ...], request_id: str | None
) -> dict[date, Decimal]:
    taken: dict[date, Decimal] = {}
    for use in facts.uses:
        if use.request_id == request_id:
            year = year_holding(years, use.on).start
            taken[year] = taken.get(year, ZERO) + use.amount
    return taken
