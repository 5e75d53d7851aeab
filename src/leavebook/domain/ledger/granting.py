"""A grant on its day: cut by the caps, split by what the law guarantees, and posted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.books import Books
from leavebook.domain.ledger.ledger import Adjustment
from leavebook.domain.ledger.movements import Bucket, Explanation, MovementKind
from leavebook.domain.ledger.pots import ZERO
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.policy import Credit, GrantMethod, Level, PolicyVersion, YearlyCapBy
from leavebook.domain.policy.rounding import ONE, stored
from leavebook.domain.policy.terms import version_on
from leavebook.domain.requests.planned import PlannedGrant

# Enum members are looked up slowly (until Python 3.12), and there are thousands of grants.
_GRANT: Final = MovementKind.GRANT
_CONTRACTUAL: Final = BucketKind.CONTRACTUAL
_STATUTORY: Final = BucketKind.STATUTORY


def grant(books: Books, planned: PlannedGrant) -> None:
    """The grant is posted as far as the caps leave room; a forfeited part has a zero row."""
    amount = _capped(books, planned) if books.is_capped else planned.amount
    level = planned.stretch.level
    guaranteed = ZERO if level.statutory is None else _guaranteed(level, level.statutory, amount)
    if amount != guaranteed:
        _give(books, planned, amount - guaranteed, _CONTRACTUAL)
    if guaranteed:
        _give(books, planned, guaranteed, _STATUTORY)
    if amount < planned.amount:
        _note_forfeited(books, planned, planned.amount - amount)


def adjust(books: Books, change: Adjustment) -> None:
    """What was given by hand is in its bucket; what was taken by hand is out of them."""
    if not change.amount:
        return
    inputs = (("reason", change.reason),)
    why = Explanation(version_on(books.facts, change.on).id, "by hand", inputs)
    kind = MovementKind.ADJUSTMENT
    if change.bucket is None and change.amount < 0:
        books.withdraw(change.on, -change.amount, kind=kind, source=change.id, why=why)
        return
    pot = books.own_pot(change.on)
    if change.bucket is not None:
        pot = books.pots.of(_bucket_by_hand(books, change, change.bucket))
    books.post(change.on, kind, change.amount, pot=pot, source=change.id, why=why)


def enter_level(books: Books, on: date, level: Level) -> None:
    """A balance above the new level's cap is cut to it."""
    if level.cap is None or books.posted <= level.cap:
        return
    inputs = (("balance", str(books.posted)), ("cap", str(level.cap)))
    why = Explanation(version_on(books.facts, on).id, "balance - cap", inputs)
    excess = books.posted - level.cap
    books.withdraw(on, excess, kind=MovementKind.CAP, source=on.isoformat(), why=why)


def _give(books: Books, planned: PlannedGrant, part: Decimal, kind: BucketKind) -> None:
    pot = books.own_pot(planned.on, kind)
    source, why, year = planned.source, planned.why, pot.bucket.year
    books.post(planned.on, _GRANT, part, pot=pot, source=source, why=why, year=year)


def _capped(books: Books, planned: PlannedGrant) -> Decimal:
    room = _room(books, planned)
    amount = planned.amount if room is None else min(planned.amount, room)
    cap_year = _cap_year(books, planned)
    books.granted[cap_year] = books.granted.get(cap_year, ZERO) + amount
    return amount


def _room(books: Books, planned: PlannedGrant) -> Decimal | None:
    """Return what may still be granted; no room for what is above a cap, never a clawback."""
    level = planned.stretch.level
    if level.cap is None and level.yearly_cap is None:
        return None
    rooms: list[Decimal] = []
    if level.cap is not None:
        rooms.append(level.cap - books.posted)
    if level.yearly_cap is not None:
        granted = books.granted.get(_cap_year(books, planned), ZERO)
        rooms.append(level.yearly_cap - granted)
    return max(ZERO, min(rooms))


def _cap_year(books: Books, planned: PlannedGrant) -> object:
    """Return the year in which the grant was earned, as its yearly cap counts years."""
    policy = planned.stretch.policy
    earned = planned.earned[0 if _is_in_advance(policy) else 1]
    if policy.yearly_cap_by is YearlyCapBy.CALENDAR_YEAR:
        return earned.year
    return books.year_of(earned)


def _is_in_advance(policy: PolicyVersion) -> bool:
    up_front = policy.credit is None and policy.method is GrantMethod.UP_FRONT
    return up_front or policy.credit is Credit.START


def _guaranteed(level: Level, statutory: Decimal, amount: Decimal) -> Decimal:
    return stored(amount * min(ONE, statutory / level.amount)) if level.amount else ZERO


def _bucket_by_hand(books: Books, change: Adjustment, kind: BucketKind) -> Bucket:
    return Bucket(
        kind,
        books.year_of(change.on),
        usable_from=change.usable_from or change.on,
        usable_to=change.usable_to,
        source=change.id,
    )


def _note_forfeited(books: Books, planned: PlannedGrant, forfeited: Decimal) -> None:
    level = planned.stretch.level
    caps = (("cap", str(level.cap)), ("yearly cap", str(level.yearly_cap)))
    why = replace(
        planned.why,
        formula="min(grant, cap - balance)",
        inputs=(*planned.why.inputs, *caps, ("forfeited", str(forfeited))),
    )
    pot = books.own_pot(planned.on)
    books.post(planned.on, MovementKind.CAP, ZERO, pot=pot, source=planned.source, why=why)
