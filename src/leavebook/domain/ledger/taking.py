"""Leave on its day, and what becomes of a debt when somebody leaves."""

from datetime import date
from functools import lru_cache
from typing import Final

from leavebook.domain.ledger.books import Books
from leavebook.domain.ledger.ledger import Use, UseState
from leavebook.domain.ledger.movements import Explanation, MovementKind
from leavebook.domain.ledger.pots import ZERO
from leavebook.domain.policy.payout import payable_units
from leavebook.domain.policy.policy import (
    ConsumptionOrder,
    LeaverOverdraft,
    LeaverRest,
    PolicyVersion,
)
from leavebook.domain.policy.terms import version_on

# Enum members are looked up slowly (until Python 3.12), and this is done for every day of leave.
_APPROVED: Final = UseState.APPROVED
_USE: Final = MovementKind.USE
_RESERVE: Final = MovementKind.RESERVE


def take(books: Books, use: Use) -> None:
    """The leave has taken its days from the buckets that may pay for it, in their order.

    What no bucket pays for is owed. Leave that waits for a decision holds its days.
    """
    policy = version_on(books.facts, use.on)
    kind = _USE if use.state is _APPROVED else _RESERVE
    is_change = kind is _RESERVE and use.instead_of is not None
    why = _paid_in(policy.id, policy.order, is_change=is_change)
    left = use.amount
    for pot in books.pots.paying(use.on, use.request_id, policy.order):
        part = min(pot.rest, left)
        left -= part
        books.post(use.on, kind, -part, pot=pot, source=use.request_id, why=why)
        if not left:
            break
    if left:
        pot = books.debt_pot(use.on)
        books.post(use.on, kind, -left, pot=pot, source=use.request_id, why=why)
    books.owed_after_uses.append((use.on, books.owed))


def leave_the_company(books: Books, on: date) -> None:
    """The person has left; a rest is paid and a debt settled as agreed, or they stay to be seen."""
    policy = version_on(books.facts, on)
    if books.facts.rest_is_paid and policy.leaver_rest is LeaverRest.THEIRS:
        _pay_rest(books, on, policy)
    settling = _SETTLED_BY.get(policy.leaver_overdraft)
    if settling is None or books.posted >= 0:
        return
    kind, formula = settling
    debt = -books.posted
    why = Explanation(policy.id, formula, (("debt", str(debt)),))
    for pot in tuple(books.pots.all.values()):
        part = min(debt, -pot.rest)
        if part > 0:
            debt -= part
            books.post(on, kind, part, pot=pot, source=on.isoformat(), why=why)


def _pay_rest(books: Books, on: date, policy: PolicyVersion) -> None:
    """What is left is out of the pots, those first that leave would be taken from.

    Leave that waits for a decision is not paid, for it may still be taken. What is locked until
    a waiting period is over is paid like the rest: nobody can wait for it any more.
    """
    pots = tuple(books.pots.all.values())
    rest = sum((pot.rest for pot in pots), ZERO)
    units = payable_units(rest, policy.payout)
    inputs = (
        ("rest", str(rest)),
        ("must stay", str(policy.payout.must_keep)),
        ("at most", str(policy.payout.most)),
    )
    why = Explanation(policy.id, "min(at most, rest - what must stay), paid on leaving", inputs)
    first = books.pots.paying(on, "", policy.order)
    for pot in (*first, *(pot for pot in pots if pot not in first)):
        part = min(units, pot.rest)
        if part > 0:
            units -= part
            source = on.isoformat()
            books.post(on, MovementKind.PAYOUT, -part, pot=pot, source=source, why=why)


_SETTLED_BY: Final = {
    LeaverOverdraft.WRITE_OFF: (MovementKind.WRITE_OFF, "written off on leaving"),
    LeaverOverdraft.DEDUCT: (MovementKind.PAY_DEDUCTION, "deducted from the last pay"),
}


@lru_cache(maxsize=256)
def _paid_in(rule: str, order: ConsumptionOrder, *, is_change: bool) -> Explanation:
    beyond = "what it takes beyond the leave it is to replace, " if is_change else ""
    return Explanation(rule, f"{beyond}taken from the buckets in order", (("order", order.value),))
