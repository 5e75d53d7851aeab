"""`/leave`: asking for one's own leave in a form, and what is left of it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer
from leavebook.http.door import Transaction
from leavebook.http.sentences import amount, counted, sentence
from leavebook.integrations.slack import modals
from leavebook.integrations.slack.days import between
from leavebook.integrations.slack.mapping import escaped
from leavebook.integrations.slack.modals import Block, Part
from leavebook.integrations.slack.payloads import Command, Interaction
from leavebook.integrations.slack.visits import FAULTS, UNKNOWN, Visit, note
from leavebook.queries.books.balance_cards import BalanceCard, balance_cards
from leavebook.queries.leave.kinds import kinds
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.outside.remote_callers import Stranger

HELP: Final = (
    "`/leave` asks for leave. `/leave balance` says what you have left. "
    "Sick leave and other leave that is nobody's business is asked for in Leavebook itself."
)
_NO_EMPLOYEE: Final = "You have no leave of your own in Leavebook."
_NO_FORM: Final = "Slack did not open the form in time. Please try again."

_BLOCKS: Final[Mapping[Code, Block]] = {
    Code.UNKNOWN_REFERENCE: Block.TYPE,
    Code.TYPE_NOT_ACTIVE: Block.TYPE,
    Code.NOT_FOR_THIS_PERSON: Block.TYPE,
    Code.STILL_WAITING: Block.TYPE,
    Code.FORBIDDEN: Block.TYPE,
    Code.HALF_DAYS_NOT_ALLOWED: Block.PART,
    Code.HALF_DAY_IS_ONE_DATE: Block.PART,
    Code.ENDS_BEFORE_START: Block.LAST,
    Code.TOO_LONG: Block.LAST,
    Code.CROSSES_YEAR: Block.LAST,
    Code.REASON_REQUIRED: Block.REASON,
}
"""Below which field a problem is shown; below the first day otherwise."""

_HALVES: Final = {Part.MORNING: Half.AM, Part.AFTERNOON: Half.PM}


def command(visit: Visit, asked: Command) -> Answer:
    """Answer `/leave`: open the form, or tell the person alone what they want to know."""
    word = asked.text.strip().lower()
    if word not in {"", "balance"}:
        return _tell(HELP)
    if not visit.is_known():
        return _tell(UNKNOWN)
    cards = visit.caller.as_person(visit.user, _own_cards)
    if not cards:
        return _tell(_NO_EMPLOYEE)
    if word == "balance":
        return _tell("\n".join(_line(card) for card in cards if card.has_balance) or _NO_EMPLOYEE)
    return _open_form(visit, asked, cards)


def submit(visit: Visit, interaction: Interaction) -> Answer:
    """Ask for the leave in the form, or say below its fields what speaks against it."""
    if interaction.view is None:
        return Answer(200)
    typed = modals.typed(interaction.view.state.values)
    try:
        said = visit.caller.as_person(
            visit.user, partial(_submit, visit, interaction.trigger_id, typed)
        )
    except Refused as refusal:
        return _errors(refusal.problems)
    except Stranger:
        return Answer(200, {"response_action": "errors", "errors": {Block.TYPE.value: UNKNOWN}})
    view = modals.done("Ask for leave", said)
    return Answer(200, {"response_action": "update", "view": view})


def _submit(visit: Visit, trigger: str, typed: Mapping[str, str], tx: Transaction) -> str:
    if not visit.caller.is_first_time(tx, f"form:{trigger}"):
        return "It has been asked for already."
    if tx.actor.employee_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "file"}))
    request = requests.submit(
        tx,
        LeaveAsked(
            employee_id=tx.actor.employee_id,
            leave_type_id=_number(typed),
            spans=(_span(typed),),
            reason=typed.get(Block.REASON),
        ),
    )
    when = between(request.first_day, request.last_day)
    waits = request.state is State.PENDING
    became = "It waits for approval." if waits else "Nobody needs to approve it."
    return f"You have asked for {counted(request.days, 'day')}: {when}. {became}"


def _own_cards(tx: Transaction) -> tuple[BalanceCard, ...]:
    """Return what the person can ask for here; Slack need not know what stays inside."""
    if tx.actor.employee_id is None:
        return ()
    hushed = {kind.id for kind in kinds(tx) if kind.discretion.stays_inside}
    cards = balance_cards(tx, tx.actor.employee_id)
    return tuple(card for card in cards if card.leave_type_id not in hushed)


def _open_form(visit: Visit, asked: Command, cards: tuple[BalanceCard, ...]) -> Answer:
    view = modals.asking([(str(card.leave_type_id), card.leave_type) for card in cards])
    try:
        with visit.in_a_hurry() as client:
            client.tell("views.open", trigger_id=asked.trigger_id, view=view)
    except FAULTS as fault:
        note(fault)
        return _tell(_NO_FORM)
    return Answer(200)


def _line(card: BalanceCard) -> str:
    left = counted(card.remaining, card.unit)
    waits = f", {amount(card.pending)} asked for" if card.pending else ""
    return f"{card.leave_type}: {left} left (of {amount(card.total)}{waits})"


def _span(typed: Mapping[str, str]) -> Span:
    first = _day(typed, Block.FIRST)
    last = _day(typed, Block.LAST) if Block.LAST in typed else first
    part = typed.get(Block.PART, Part.DAYS)
    if part not in set(Part):
        raise invalid(Block.PART, "unknown")
    half = _HALVES.get(Part(part))
    return whole_days(first, last) if half is None else half_day(first, last, half)


def _day(typed: Mapping[str, str], block: Block) -> date:
    try:
        return date.fromisoformat(typed.get(block, ""))
    except ValueError as error:
        raise invalid(block, "not_a_date") from error


def _number(typed: Mapping[str, str]) -> int:
    chosen = typed.get(Block.TYPE, "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):  # noqa: PLR2004  a bigint
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type_id"}))
    return int(chosen)


def _errors(problems: tuple[Problem, ...]) -> Answer:
    errors: dict[str, str] = {}
    for problem in problems:
        block = _block_of(problem).value
        errors[block] = (
            f"{errors[block]} {sentence(problem)}" if block in errors else sentence(problem)
        )
    return Answer(200, {"response_action": "errors", "errors": errors})


def _block_of(problem: Problem) -> Block:
    field = str(problem.facts.get("field", ""))
    if problem.code is Code.INVALID and field in set(Block):
        return Block(field)
    if field == "end_date":
        return Block.LAST
    return _BLOCKS.get(problem.code, Block.FIRST)


def _tell(text: str) -> Answer:
    """Return the answer that only whoever asked can see."""
    return Answer(200, {"response_type": "ephemeral", "text": escaped(text)})
