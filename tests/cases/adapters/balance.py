"""Cases about balances, and whether a request or a change of a grant fits into them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import CountRules, Unit, count
from leavebook.domain.ledger.availability import overdraft, shortfall
from leavebook.domain.ledger.balances import ZERO, available, balance, standing
from leavebook.domain.ledger.corrections import difference
from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts, Use, UseState
from leavebook.domain.ledger.replay import replay
from leavebook.domain.limits import LATEST
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.domain.policy.payout import PayoutRule, payable
from leavebook.domain.policy.toil import ExtraWork, ToilRule, toil_credit
from tests.cases.adapters.carryover import ALWAYS, allocated, by_hand, carry_in_facts
from tests.cases.adapters.common import calendar_of, day, spans_of
from tests.cases.adapters.plans import COUNTS
from tests.cases.runner import Adapter, Data, differing

RESERVES: Final = frozenset({"pending", "partially_approved"})
"""What the cases hold days for until it is decided."""

SOME_DAY: Final = date(2024, 1, 1)
PARTS: Final = {"full": Decimal(1), "am": Decimal("0.5"), "pm": Decimal("0.5")}


def static(given: Data, expect: Data) -> list[str]:
    """Compare what grants give on a day, and the leave that counts against them."""
    uses = [
        Use(leave["id"], day(leave["start"]), Decimal(leave["amount"]), _state(leave["status"]))
        for leave in given["leaves"]
        if _counts(leave) and leave.get("deducts", True)
    ]
    stands = standing(replay(_facts(given, uses), LATEST), day(given["as_of"]))
    got = {
        "granted": stands.granted,
        "taken": stands.used,
        "pending": stands.pending,
        "balance": stands.balance,
        "available": stands.available,
    }
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def hours_on_day(given: Data, expect: Data) -> list[str]:
    """Compare the hours that several pieces take of one day."""
    on = day(given["date"])
    uses = tuple(
        Use(str(place), on, Decimal(piece["hours"]), _state(piece["status"]))
        for place, piece in enumerate(given["pieces"])
        if _counts(piece)
    )
    facts = LedgerFacts(Unit.HOUR, (by_hand(),), joined=ALWAYS, uses=uses)
    got = -available(replay(facts, on), on)
    return differing((("hours", Decimal(expect["hours"]), got),))


def can_request(given: Data, expect: Data) -> list[str]:
    """Compare whether grants can pay for a request next to all other leave."""
    request, limit = given["request"], given["negative_limit"]
    others = [leave for leave in given["leaves"] if leave.get("id") != request.get("replaces")]
    facts = replace(
        _facts(given, _uses_of_all(given, others)),
        policies=(by_hand(negative_limit=None if limit is None else Decimal(limit)),),
    )
    falls_short = shortfall(facts, _uses(given, "request", request))
    return differing((("allowed", expect["allowed"], falls_short is None),))


def can_request_with_carry_in(given: Data, expect: Data) -> list[str]:
    """Compare whether a year's grant and what was carried in can pay for a request."""
    facts = carry_in_facts(given, given["leaves"])
    asked = carry_in_facts(given, [given["request"]]).uses
    proposed = [replace(use, request_id="request") for use in asked]
    falls_short = shortfall(facts, proposed)
    return differing((("allowed", expect["allowed"], falls_short is None),))


def change_grant(given: Data, expect: Data) -> list[str]:
    """Compare whether a grant may be changed without taking leave its cover."""
    change = given["change"]
    facts = _facts(given, _uses_of_all(given, given["leaves"]))
    changed = tuple(
        replace(grant, amount=Decimal(change["amount"])) if grant.id == change["id"] else grant
        for grant in facts.adjustments
    )
    allowed = overdraft(replace(facts, adjustments=changed)) is None
    return differing((("allowed", expect["allowed"], allowed),))


def adjust_grant(given: Data, expect: Data) -> list[str]:
    """Compare what an edited grant adds to the ledger, and the total that follows."""
    carried = Adjustment("carried", SOME_DAY, Decimal(given["carried"]), "", BucketKind.CARRIED)

    def granted(amount: Decimal | int) -> LedgerFacts:
        grant = Adjustment("grant", SOME_DAY, Decimal(amount))
        return LedgerFacts(Unit.DAY, (by_hand(),), ALWAYS, adjustments=(grant, carried))

    before = replay(granted(given["granted"]), SOME_DAY)
    after = replay(granted(given["new_granted"]), SOME_DAY)
    corrections = difference(before, after)
    got = {
        "ledger_delta": sum((row.amount for row in corrections), ZERO),
        "total": balance((*before, *corrections), SOME_DAY),
    }
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def compensatory_credit(given: Data, expect: Data) -> list[str]:
    """Compare what work on holidays earns."""
    works = [
        ExtraWork(
            str(place),
            day(entry["date"]),
            PARTS[entry["part"]],
            cancelled=entry.get("cancelled", False),
        )
        for place, entry in enumerate(given["worked_on_holidays"])
    ]
    credits_given = (toil_credit(work, ToilRule()) for work in works)
    got = sum((credit.amount for credit in credits_given if credit is not None), ZERO)
    return differing((("credit", Decimal(expect["credit"]), got),))


def payout(given: Data, expect: Data) -> list[str]:
    """Compare what of a balance may be paid."""
    most = given["max_payable"]
    rule = PayoutRule(None if most is None else Decimal(most), Decimal(given["must_keep"] or 0))
    facts = LedgerFacts(
        Unit.DAY,
        (by_hand(),),
        joined=ALWAYS,
        adjustments=(Adjustment("grant", SOME_DAY, Decimal(given["granted"])),),
        uses=(Use("taken", SOME_DAY, Decimal(given["taken"])),),
    )
    left = balance(replay(facts, SOME_DAY), SOME_DAY)
    paid = payable(left, rule, rate=Decimal(given["rate"]))
    got = {"balance": left, "payable_days": paid.units, "amount": paid.money}
    return differing((what, Decimal(expect[what]), got[what]) for what in got if what in expect)


def _facts(given: Data, uses: Iterable[Use]) -> LedgerFacts:
    return LedgerFacts(
        unit=Unit(given.get("unit", "day")),
        policies=(by_hand(),),
        joined=ALWAYS,
        adjustments=tuple(
            allocated(entry, Decimal(entry["amount"]))
            for entry in given["allocations"]
            if entry["status"] == "approved"
        ),
        uses=tuple(uses),
    )


def _uses_of_all(given: Data, leaves: Iterable[Data]) -> list[Use]:
    return [use for leave in leaves for use in _uses(given, leave["id"], leave)]


def _uses(given: Data, request_id: str, leave: Data) -> list[Use]:
    calendar = calendar_of(given["schedule"], given["holidays"])
    return [
        Use(request_id, row.on, row.fraction, _state(leave.get("status", "pending")))
        for row in count(spans_of(leave), calendar, CountRules())
        if row.is_charged and leave.get("deducts", True)
    ]


def _counts(leave: Data) -> bool:
    return leave["status"] in COUNTS | RESERVES


def _state(status: str) -> UseState:
    return UseState.PENDING if status in RESERVES else UseState.APPROVED


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "static": static,
    "hours_on_day": hours_on_day,
    "can_request": can_request,
    "can_request_with_carry_in": can_request_with_carry_in,
    "change_grant": change_grant,
    "adjust_grant": adjust_grant,
    "compensatory_credit": compensatory_credit,
    "payout": payout,
}
