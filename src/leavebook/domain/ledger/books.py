"""One person's books of one leave type while they are replayed: pots, movements, lapses."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush
from typing import Final

from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.ledger_years import LedgerYear
from leavebook.domain.ledger.movements import Bucket, Explanation, Movement, MovementKind
from leavebook.domain.ledger.pots import ZERO, Pot, Pots
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.leave_year import ONE_DAY
from leavebook.domain.policy.policy import ConsumptionOrder
from leavebook.domain.policy.terms import usable_from, version_on

# Enum members are looked up slowly (until Python 3.12), and there are thousands of movements.
_RESERVE: Final = MovementKind.RESERVE


@dataclass(slots=True)
class Books:
    """Pots with their rests, the movements so far, and the lapses to come."""

    facts: LedgerFacts
    years: tuple[LedgerYear, ...]
    pots: Pots = field(default_factory=Pots)
    movements: list[Movement] = field(default_factory=list)
    posted: Decimal = ZERO  # the balance; leave that waits for a decision is still in it
    owed: Decimal = ZERO  # leave that has been taken and that no bucket paid for
    granted: dict[object, Decimal] = field(default_factory=dict)  # by the year of a yearly cap
    owed_after_uses: list[tuple[date, Decimal]] = field(default_factory=list)
    owed_at_closes: list[tuple[date, Decimal]] = field(default_factory=list)
    is_capped: bool = field(init=False)
    _starts: list[date] = field(init=False)
    _own: dict[BucketKind, tuple[date, date, Pot]] = field(default_factory=dict)
    _lapses: list[tuple[date, int, Pot]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [year.start for year in self.years]
        levels = [level for policy in self.facts.policies for level in policy.levels]
        self.is_capped = any(
            level.cap is not None or level.yearly_cap is not None for level in levels
        )

    def year_of(self, day: date) -> date:
        """Return the start of the leave year that holds the day."""
        return self._starts[bisect_right(self._starts, day, lo=1) - 1]

    def post(
        self,
        on: date,
        kind: MovementKind,
        amount: Decimal,
        *,
        pot: Pot,
        source: str,
        why: Explanation,
        year: date | None = None,
    ) -> None:
        """The amount is in the pot and in the movements; a pot that lapses is remembered."""
        if pot.bucket.usable_to is not None and not pot.lapse_noted:
            pot.lapse_noted = True
            self.note_lapse(pot, pot.bucket.usable_to + ONE_DAY)
        before, pot.rest = pot.rest, pot.rest + amount
        if before < ZERO or pot.rest < ZERO:
            self.owed += min(ZERO, before) - min(ZERO, pot.rest)
        if kind is not _RESERVE:
            self.posted += amount
        counts_in = year or self.year_of(on)
        self.movements.append(Movement(on, kind, amount, counts_in, pot.bucket, source, why))

    def own_pot(self, on: date, kind: BucketKind = BucketKind.CONTRACTUAL) -> Pot:
        """Return the pot of the leave year's own grants, locked while the person waits."""
        known = self._own.get(kind)
        if known is None or not known[0] <= on < known[1]:
            known = self._own[kind] = on, self._next_change(on), self._own_of(on, kind)
        return known[2]

    def debt_pot(self, on: date) -> Pot:
        """Return the pot that leave without cover is owed to; later grants pay it off."""
        own = self.own_pot(on)
        opens = own.bucket.usable_from
        if opens is None or opens <= on:
            return own
        return self.pots.of(Bucket(BucketKind.CONTRACTUAL, own.bucket.year))

    def withdraw(
        self, on: date, amount: Decimal, *, kind: MovementKind, source: str, why: Explanation
    ) -> None:
        """The amount is out of the year's own pots, then of the others, then owed."""
        order = ConsumptionOrder.CURRENT_YEAR_FIRST
        for pot in self.pots.paying(on, "", order):
            part = min(pot.rest, amount)
            amount -= part
            if part:
                self.post(on, kind, -part, pot=pot, source=source, why=why)
        if amount:
            self.post(on, kind, -amount, pot=self.debt_pot(on), source=source, why=why)

    def note_lapse(self, pot: Pot, on: date) -> None:
        """What is left in the pot on that morning will lapse then."""
        heappush(self._lapses, (on, pot.place, pot))

    def expire(self, upto: date) -> None:
        """Every bucket whose last usable day lies before the day has lost its free rest."""
        while self._lapses and self._lapses[0][0] <= upto:
            on, _, pot = heappop(self._lapses)
            if pot.rest > 0:
                self._lapse(pot, on)

    def _own_of(self, on: date, kind: BucketKind) -> Pot:
        year, opens = self.year_of(on), usable_from(self.facts, version_on(self.facts, on))
        locked = opens is not None and opens > year
        return self.pots.of(Bucket(kind, year, usable_from=opens if locked else None))

    def _next_change(self, on: date) -> date:
        """Return the day on which the next leave year or policy version begins."""
        begin = [*self._starts, *(policy.valid_from for policy in self.facts.policies)]
        return min((day for day in begin if day > on), default=date.max)

    def _lapse(self, pot: Pot, on: date) -> None:
        last_day = pot.bucket.usable_to or on
        kept_for = [] if pot.kept_for else self._reaching_through(last_day)
        kept = min(pot.rest, sum((use.amount for use in kept_for), ZERO))
        if kept:
            pot.kept_for = frozenset(use.request_id for use in kept_for)
            self.note_lapse(pot, max(use.on for use in kept_for) + ONE_DAY)
        lapsed = pot.rest - kept
        if lapsed:
            inputs = (("last usable day", last_day.isoformat()), ("kept", str(kept)))
            why = Explanation(version_on(self.facts, last_day).id, "unused rest", inputs)
            year = self.year_of(last_day)
            self.post(on, MovementKind.EXPIRY, -lapsed, pot=pot, source="", why=why, year=year)

    def _reaching_through(self, last_day: date) -> list[Use]:
        """Return leave begun by the last day and going on after it, where the policy lets it."""
        if not version_on(self.facts, last_day).reach_through:
            return []
        return [
            use
            for use in self.facts.uses
            if use.on > last_day and (use.begins_on or use.on) <= last_day
        ]
