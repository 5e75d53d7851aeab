"""What other rules would mean for somebody: the year's figures, and leave that would not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from leavebook.domain.ledger.availability import overdraft, shortfall
from leavebook.domain.ledger.balances import YearSummary, year_summary
from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.ledger_years import year_on
from leavebook.domain.ledger.replay import Replay, replay_with_debts

_UNDECIDED: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Effect:
    """The leave year that holds a day, under both rules, as it will stand at its end.

    `broken` are the requests with leave from that day on that would be overdrawn under the
    new rules and are not under the old ones.
    """

    before: YearSummary
    after: YearSummary
    broken: tuple[str, ...]


def effect(before: LedgerFacts, after: LedgerFacts, day: date) -> Effect:
    """Return what the facts say under the rules before and after, for the day's leave year."""
    was, now = _replayed(before, day), _replayed(after, day)
    broken = _overdrawn(after, now, day)
    if broken:
        broken -= _overdrawn(before, was, day)
    return Effect(
        before=_summary(before, was, day), after=_summary(after, now, day), broken=_in_order(broken)
    )


def _replayed(facts: LedgerFacts, day: date) -> Replay:
    last = max([day, *(use.on for use in facts.uses)])
    return replay_with_debts(facts, year_on(facts, last).end)


def _summary(facts: LedgerFacts, replayed: Replay, day: date) -> YearSummary:
    year = year_on(facts, day)
    return year_summary(replayed.movements, year.start, on=year.end)


def _overdrawn(facts: LedgerFacts, replayed: Replay, day: date) -> set[str]:
    """Return the requests that do not fit any more, those decided first having the first claim."""
    owed = (*replayed.owed_after_uses, *replayed.owed_at_closes)
    if not any(amount > 0 and on >= day for on, amount in owed):
        return set()
    if overdraft(facts, since=day) is None:
        return set()
    ahead = [use for use in facts.uses if use.on >= day]
    accepted = replace(facts, uses=tuple(use for use in facts.uses if use.on < day))
    found: set[str] = set()
    for request_id, uses in _by_claim(ahead):
        if shortfall(accepted, uses) is None:
            accepted = replace(accepted, uses=(*accepted.uses, *uses))
        else:
            found.add(request_id)
    return found


def _by_claim(uses: Iterable[Use]) -> list[tuple[str, Sequence[Use]]]:
    by_request: dict[str, list[Use]] = {}
    for use in sorted(uses, key=lambda use: (use.decided_at or _UNDECIDED, use.on)):
        by_request.setdefault(use.request_id, []).append(use)
    return list(by_request.items())


def _in_order(requests: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(requests, key=lambda request_id: (len(request_id), request_id)))
