"""Who can tell a story, and what there is to tell: asking, deciding, taking back, changing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final, Protocol

from tests.cast import Cast

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 6, day) for day in range(15, 19))
"""Days on which everybody works."""

REASON: Final = "Family vacation"
NO: Final = "Too many people are away."


class Verb(StrEnum):
    """What somebody does in a story."""

    ASK = "ask"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"  # one's own
    CALL_OFF = "call off"  # somebody else's
    AMEND = "amend"
    DELETE = "delete"
    CHANGE = "change"  # what is agreed, by a request that takes its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What anybody can see of a request, in the words that all doors share."""

    first: date
    last: date
    reason: str | None
    status: str | None
    """None in an API that has no such word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: annual leave from one day to another."""

    first: date
    last: date


class Storyteller(Protocol):
    """A door through which people act, in the words of the plot."""

    name: ClassVar[str]
    verbs: ClassVar[frozenset[Verb]]

    def ask(self, who: str, asked: Asked) -> int:
        """Ask for leave and return the id that our books have for the request."""

    def approve(self, who: str, request_id: int) -> None:
        """Approve."""

    def reject(self, who: str, request_id: int) -> None:
        """Reject, giving the reason."""

    def cancel(self, who: str, request_id: int) -> None:
        """Take a request back, one's own or somebody else's."""

    def amend(self, who: str, request_id: int, last: date) -> None:
        """Let the leave end on another day."""

    def delete(self, who: str, request_id: int) -> None:
        """Take a request back and out of sight."""

    def change(self, who: str, request_id: int, last: date) -> int:
        """Ask for agreed leave to end on another day, and return the id of that request."""

    def sees(self, who: str, request_id: int) -> Fact | None:
        """Return what the door shows of a request; None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A story, as steps that every teller can take who knows the verbs."""

    says: str
    verbs: frozenset[Verb]
    tell: Callable[[Storyteller], int]
    two_stages: bool = False
    ends: str


def _asks(teller: Storyteller) -> int:
    return teller.ask("bea", Asked(first=MONDAY, last=WEDNESDAY))


def _approved_then_cancelled(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    teller.cancel("bea", request)
    return request


def _withdrawn(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.cancel("bea", request)
    return request


def _rejected(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.reject("mo", request)
    return request


def _amended_then_approved(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.amend("bea", request, THURSDAY)
    teller.approve("mo", request)
    return request


def _amended(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.amend("bea", request, TUESDAY)
    return request


def _approved_then_called_off(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    teller.cancel("mo", request)
    return request


def _deleted(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.delete("bea", request)
    return request


def _changed(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    change = teller.change("bea", request, THURSDAY)
    teller.approve("mo", change)
    return change


def _change_rejected(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    teller.reject("mo", teller.change("bea", request, THURSDAY))
    return request


def _change_falls_with_the_leave(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    change = teller.change("bea", request, TUESDAY)
    teller.cancel("bea", request)
    return change


def _two_stages(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    teller.approve("ada", request)
    return request


def _two_stages_rejected_at_the_second(teller: Storyteller) -> int:
    request = _asks(teller)
    teller.approve("mo", request)
    teller.reject("ada", request)
    return request


def _plot(says: str, tell: Callable[[Storyteller], int], *verbs: Verb, **more: Any) -> Plot:  # noqa: ANN401  handed on
    return Plot(says=says, verbs=frozenset({Verb.ASK, *verbs}), tell=tell, **more)


PLOTS: Final = (
    _plot(
        "Bea asks, Mo approves, Bea cancels",
        _approved_then_cancelled,
        Verb.APPROVE,
        Verb.CANCEL,
        ends="cancelled",
    ),
    _plot("Bea asks and thinks better of it", _withdrawn, Verb.CANCEL, ends="cancelled"),
    _plot("Bea asks, Mo rejects", _rejected, Verb.REJECT, ends="rejected"),
    _plot(
        "Bea asks, asks for a day more, Mo approves",
        _amended_then_approved,
        Verb.AMEND,
        Verb.APPROVE,
        ends="approved",
    ),
    _plot("Bea asks, then for a day less", _amended, Verb.AMEND, ends="pending"),
    _plot(
        "Bea asks, Mo approves, Mo calls it off",
        _approved_then_called_off,
        Verb.APPROVE,
        Verb.CALL_OFF,
        ends="cancelled",
    ),
    _plot(
        "Bea has leave, asks for a day more, Mo approves",
        _changed,
        Verb.APPROVE,
        Verb.CHANGE,
        ends="approved",
    ),
    _plot(
        "Bea has leave, asks for a day more, Mo rejects",
        _change_rejected,
        Verb.APPROVE,
        Verb.REJECT,
        Verb.CHANGE,
        ends="approved",
    ),
    _plot(
        "Bea has leave, asks for a day less, then for none",
        _change_falls_with_the_leave,
        Verb.APPROVE,
        Verb.CANCEL,
        Verb.CHANGE,
        ends="cancelled",
    ),
    _plot("Bea asks and deletes it", _deleted, Verb.DELETE, ends="cancelled"),
    _plot(
        "Bea asks, Mo approves, Ada approves",
        _two_stages,
        Verb.APPROVE,
        two_stages=True,
        ends="approved",
    ),
    _plot(
        "Bea asks, Mo approves, Ada rejects",
        _two_stages_rejected_at_the_second,
        Verb.APPROVE,
        Verb.REJECT,
        two_stages=True,
        ends="rejected",
    ),
)


def told(cast: Cast, request_id: int) -> Mapping[str, list[tuple[object, ...]]]:
    """Return what the story has left behind: the request, Bea's books and what happened."""
    with cast.acting() as tx:
        ledger = tx.rows(
            """
            SELECT t.code, l.kind, l.corrects, l."on", l.amount, l.bucket
              FROM ledger_entry AS l
              JOIN leave_type AS t ON t.company_id = l.company_id AND t.id = l.leave_type_id
             WHERE l.employee_id = %(bea)s
             ORDER BY l.id
            """,
            bea=cast.bea.employee_id,
        )
        balances = tx.rows(
            """
            SELECT t.code, b.year_start, b.granted, b.carried_in, b.used, b.pending
              FROM balance AS b
              JOIN leave_type AS t ON t.company_id = b.company_id AND t.id = b.leave_type_id
             WHERE b.employee_id = %(bea)s
             ORDER BY t.code, b.year_start
            """,
            bea=cast.bea.employee_id,
        )
        request = tx.rows(
            "SELECT first_day, last_day, amount, reason, state, stage, rejection_reason"
            " FROM leave_request WHERE id = %(id)s",
            id=request_id,
        )
        happened = tx.rows(
            "SELECT name FROM event WHERE request_id = %(id)s ORDER BY id", id=request_id
        )
    return {
        "request": [tuple(row) for row in request],
        "ledger": [tuple(row) for row in ledger],
        "balances": [tuple(row) for row in balances],
        "events": [tuple(row) for row in happened],
    }
