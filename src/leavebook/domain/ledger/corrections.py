"""What must be appended to a stored ledger so that it says what a replay says."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.ledger.movements import Explanation, Movement, MovementKey, MovementKind

ZERO: Final = Decimal(0)


def difference(
    stored: Iterable[Movement],
    replayed: Iterable[Movement],
    *,
    because: str = "",
    open_from: date | None = None,
) -> tuple[Movement, ...]:
    """Return the movements to append: new ones as they are, changed ones as corrections.

    A correction names the kind of movement it corrects and keeps its day, bucket and source,
    so that stored rows are never touched. Days before `open_from` lie in a closed payroll
    period: what moves on them is posted on that day. Equal ledgers give nothing.
    """
    have, want = _by_key(stored), _by_key(replayed)
    appended: list[Movement] = []
    for key, rows in want.items():
        if key not in have:
            appended += [_posted(row, open_from) for row in rows]
    for key, rows in have.items():
        missing = _total(want.get(key, [])) - _total(rows)
        if missing:
            correction = _correction(rows[0], want.get(key, []), missing, because=because)
            appended.append(_posted(correction, open_from))
    return tuple(sorted(appended, key=lambda movement: movement.on))


def _by_key(movements: Iterable[Movement]) -> dict[MovementKey, list[Movement]]:
    rows: dict[MovementKey, list[Movement]] = {}
    for movement in movements:
        rows.setdefault(movement.key, []).append(movement)
    return rows


def _total(rows: Iterable[Movement]) -> Decimal:
    return sum((row.amount for row in rows), ZERO)


def _correction(
    original: Movement, now: list[Movement], amount: Decimal, *, because: str
) -> Movement:
    last = now[0].why if now else original.why
    inputs = (("corrects", original.counts_as.value), ("because", because), *last.inputs)
    return original._replace(
        kind=MovementKind.CORRECTION,
        amount=amount,
        corrects=original.counts_as,
        why=Explanation(last.rule, last.formula, inputs, last.rounding),
        posted_on=None,
    )


def _posted(movement: Movement, open_from: date | None) -> Movement:
    if open_from is None or movement.on >= open_from:
        return movement
    return movement._replace(posted_on=open_from)
