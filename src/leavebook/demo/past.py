"""One person's leave as rows: requests, what they cost, their history, the ledger, the balances."""

from collections.abc import Iterable, Sequence

from leavebook.demo.book_rows import account_row, balance_rows, entry_rows, opening_row
from leavebook.demo.courses import Course
from leavebook.demo.request_rows import day_rows, event_rows, request_row, span_rows
from leavebook.demo.situation import Kind, Situation
from leavebook.demo.taken import Opening, Taken
from leavebook.demo.template import Record, Template, adjustment_mark, request_mark
from leavebook.demo.told import tell
from leavebook.domain.approval.states import SPENDS
from leavebook.domain.calendar.counting import count
from leavebook.domain.calendar.day_amounts import amounts_by_day
from leavebook.domain.ledger.ledger import Adjustment, LedgerFacts, Use, UseState
from leavebook.services.books.posting import books_on


def past_of(
    person: Situation,
    kinds: Sequence[Kind],
    courses: Iterable[Course],
    *,
    opening: Opening | None = None,
    recorded_by: int | None = None,
) -> Template:
    """Return the rows of everything that a person has asked for, and the books they make.

    Leave that would cost nothing, on holidays alone, is left out.
    """
    taken = taken_of(person, kinds, courses)
    rows: dict[str, list[Record]] = {
        "leave_request": [request_row(person, each) for each in taken],
        "leave_span": [row for each in taken for row in span_rows(person, each)],
        "leave_request_day": [row for each in taken for row in day_rows(person, each)],
        "event": [row for each in taken for row in event_rows(person, each)],
        "adjustment": [],
        "ledger_entry": [],
        "ledger_account": [],
        "balance": [],
    }
    for kind in kinds:
        by_hand = opening if opening and opening.code == kind.leave_type.code else None
        if by_hand is not None:
            rows["adjustment"].append(opening_row(person, kind, by_hand, recorded_by))
        books = books_on(ledger_facts(person, kind, taken, by_hand), person.today)
        rows["ledger_entry"] += entry_rows(person, kind, books)
        rows["balance"] += balance_rows(person, kind, books)
        rows["ledger_account"].append(account_row(person, kind, books))
    return Template.of(rows)


def ledger_facts(
    person: Situation, kind: Kind, taken: Iterable[Taken], opening: Opening | None
) -> LedgerFacts:
    """Return what the balance of one leave type follows from."""
    return LedgerFacts(
        unit=kind.leave_type.unit,
        policies=kind.policies,
        joined=person.joined,
        workload=person.workload,
        patterns=person.patterns,
        uses=tuple(use for each in taken if each.kind is kind for use in _uses(each)),
        adjustments=() if opening is None else (_as_fact(opening),),
    )


def taken_of(person: Situation, kinds: Sequence[Kind], courses: Iterable[Course]) -> list[Taken]:
    """Return what was asked for, counted and told; what would cost nothing is left out."""
    by_code = {kind.leave_type.code: kind for kind in kinds}
    calendar = person.calendar
    found: list[Taken] = []
    for course in courses:
        kind = by_code[course.wish.code]
        rules = kind.leave_type.rules
        days = count((course.wish.span,), calendar, rules.counting)
        if any(day.is_charged for day in days):
            told = tell(course, person, rules.approval)
            found.append(Taken(place=len(found), kind=kind, course=course, told=told, days=days))
    return found


def _uses(taken: Taken) -> tuple[Use, ...]:
    if not taken.told.state.holds_time:
        return ()
    state = UseState.APPROVED if taken.told.state in SPENDS else UseState.PENDING
    amounts = amounts_by_day(taken.days, taken.kind.leave_type.unit)
    return tuple(
        Use(
            request_mark(taken.place),
            day.on,
            each,
            state=state,
            decided_at=taken.told.decided_at,
            begins_on=taken.course.wish.span.first,
        )
        for day, each in zip(taken.days, amounts, strict=True)
        if each
    )


def _as_fact(opening: Opening) -> Adjustment:
    return Adjustment(
        f"adjustment:{adjustment_mark(0)}", opening.on, opening.amount, reason=opening.reason
    )
