"""Brings up what waits for a decision: first again, then to whoever comes next.

Waiting never decides anything. Every request is looked at behind the lock of its person, so a
decision that is made meanwhile wins, and of what a downtime missed only the last thing is said.
Some are looked at together, so that nobody waits long for a lock; what was said is kept, and a run
that was cut off is gone on with by the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.approval.escalation import (
    LONGEST_WAIT,
    Candidate,
    Patience,
    Rung,
    Turn,
    still_ahead,
    turn,
)
from leavebook.domain.approval.states import Event, Stage
from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from leavebook.services import today
from leavebook.services.books.batches import Open, Tally, Worked, for_everybody
from leavebook.services.leave.patience import patience_of
from leavebook.storage import events
from leavebook.storage.books import due_accounts
from leavebook.storage.company import working_days
from leavebook.storage.leave import decision_turns
from leavebook.storage.leave.decision_turns import Standing, Waiting
from leavebook.storage.transaction import Transaction

_AT_ONCE: Final = 25
"""Requests of one transaction: somebody may have many, and there may have been a long downtime."""

_OFFICE: Final = Candidate(Rung.OFFICE)
_WORKING_WEEK: Final = WorkingPattern((even_week(40 * 60),))
"""Working days are those of the site, not of the person, who may work one day a week."""


def bring_up(open_tx: Open, tally: Tally) -> None:
    """Who is to decide is reminded, and what waits too long has come to the next."""
    with open_tx() as tx:
        decision_turns.forget_decided(tx)
        whose = decision_turns.open_requests(tx)

    looked, work = Tally(), partial(_look_at, whose)
    for _ in for_everybody(
        open_tx, tuple(whose), work, what="decision", tally=looked, at_once=_AT_ONCE
    ):
        pass
    tally.add_all(looked.counts)
    tally.failures += [
        replace(each, employee_id=whose[each.employee_id]) for each in looked.failures
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What is the same for everybody who is looked at together."""

    today: date
    patience: Patience
    ladders: Mapping[int, tuple[Standing, ...]]
    calendars: Mapping[int, WorkCalendar]


def _look_at(whose: Mapping[int, int], tx: Transaction, ids: Sequence[int]) -> Worked:
    locked = set(due_accounts.lock_free(tx, sorted({whose[each] for each in ids})))
    free = [each for each in ids if whose[each] in locked]
    requests = decision_turns.waiting(tx, free)
    house = _house(tx, requests)
    told = [_bring_up(tx, request, house) for request in requests]
    return Worked(
        left=tuple(each for each in ids if whose[each] not in locked),
        counts={
            "decisions_reminded": told.count(Event.REMINDED),
            "decisions_passed_on": told.count(Event.ESCALATED),
        },
    )


def _house(tx: Transaction, requests: Sequence[Waiting]) -> _House:
    now_on = today.of_company(tx)
    first = min((_began(tx, each) for each in requests), default=now_on)
    sites = sorted({each.site_id for each in requests})
    free = working_days.free(tx, sites, first=first, last=now_on + LONGEST_WAIT)
    return _House(
        today=now_on,
        patience=patience_of(tx),
        ladders=decision_turns.ladders(tx, [each.employee_id for each in requests], today=now_on),
        calendars={
            site: WorkCalendar((_WORKING_WEEK,), closures=free.get(site, frozenset()))
            for site in sites
        },
    )


def _bring_up(tx: Transaction, request: Waiting, house: _House) -> Event | None:
    """Write down whose turn it is and say so; return what was said, if anything."""
    ladder = _ladder(request, house)
    now = turn(
        _began(tx, request),
        house.today,
        ladder,
        calendar=house.calendars[request.site_id],
        patience=house.patience,
    )
    happened = _what_happens(request, now, first=request.rung or ladder[0].rung)
    if happened is None:
        return None
    # Whom it comes to today is not reminded as well: they have only just heard of it.
    reminded_on = house.today if now.is_to_be_reminded else None
    if not decision_turns.keep(
        tx, request, rung=now.who.rung, since=now.since, reminded_on=reminded_on
    ):
        return None
    events.record(
        tx,
        happened,
        request_id=request.id,
        employee_id=request.employee_id,
        rung=now.who.rung,
        since=now.since.isoformat(),
    )
    return happened


def _what_happens(request: Waiting, now: Turn, *, first: Rung) -> Event | None:
    if now.who.rung is not first:
        return Event.ESCALATED
    if now.is_to_be_reminded and request.reminded_on is None:
        return Event.REMINDED
    return None


def _ladder(request: Waiting, house: _House) -> tuple[Candidate, ...]:
    if request.stage is Stage.EXECUTIVE:
        return (_OFFICE,)
    line = house.ladders.get(request.employee_id, ())
    everybody = (*(each.candidate for each in line), _OFFICE)
    return everybody if request.rung is None else still_ahead(everybody, request.rung)


def _began(tx: Transaction, request: Waiting) -> date:
    asked_on = request.asked_at.astimezone(ZoneInfo(tx.company.timezone)).date()
    return request.since or asked_on
