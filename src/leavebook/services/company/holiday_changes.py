"""A company changes which days are free: holidays of its own, working holidays, closures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from leavebook.domain.calendar.calendar import Holiday, Part, WorkCalendar
from leavebook.domain.calendar.spans import days_between
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.people.permissions import may_configure_leave
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services import today
from leavebook.services.books.batches import Open, Progress, Tally, Worked, for_everybody, unheard
from leavebook.services.books.leave_facts import lock_person
from leavebook.services.books.recounting import (
    MOST_TRIED,
    Recounted,
    recount_person,
    would_recount,
)
from leavebook.storage import events, job_runs, outbox
from leavebook.storage.company import closures, companies, holidays
from leavebook.storage.leave import recounts
from leavebook.storage.people import people
from leavebook.storage.people.terms import of_person, site_on
from leavebook.storage.transaction import Transaction

CHANGED = "holiday.changed"
RECOUNT_RUN: Final = "recount"
"""The run on record of counting everybody's leave again."""
_NOTED_EVERY = 20
_LONGEST_NAME = 200
_LONGEST_CLOSURE = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChange:
    """What a date shall be at one site, or at all of them where the site is None.

    `free` is the part of the date that is free; None makes a public holiday a working day.
    """

    on: date
    name: str
    free: Part | None = Part.FULL
    site_id: int | None = None


def set_holiday(tx: Transaction, change: HolidayChange) -> None:
    """Make the date what the change says, and have leave on it counted again."""
    checked = _checked(tx, change)
    for site_id in _sites(tx, checked):
        holidays.put_company(
            tx, site_id=site_id, on=checked.on, name=checked.name, free=checked.free
        )
    _announce(tx, (checked.on,), site_id=checked.site_id, name=checked.name)


def clear_holiday(tx: Transaction, on: date, *, site_id: int | None = None) -> None:
    """Take back what the company had made of the date; what the law says holds again."""
    _assert_may_configure(tx)
    known_day(on, field="on")
    if not holidays.remove_company(tx, on, site_id=site_id):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "holiday"}))
    _announce(tx, (on,), site_id=site_id, name="")


def close(
    tx: Transaction, name: str, *, first: date, last: date, site_id: int | None = None
) -> int:
    """Give away the days from the first to the last one, and return the closure's id."""
    _assert_may_configure(tx)
    name = one_line(name, field="name", at_most=_LONGEST_NAME)
    known_day(first, field="first_day")
    known_day(last, field="last_day")
    if last < first:
        raise Refused(Problem(Code.ENDS_BEFORE_START))
    if (last - first).days >= _LONGEST_CLOSURE:
        raise invalid("last_day", "out_of_range", most=_LONGEST_CLOSURE)
    _assert_site(tx, site_id)
    closure_id = closures.add(tx, name=name, first=first, last=last, site_id=site_id)
    _announce(tx, tuple(days_between(first, last)), site_id=site_id, name=name)
    return closure_id


def reopen(tx: Transaction, closure_id: int) -> None:
    """Take a closure back; its days are worked again."""
    _assert_may_configure(tx)
    closed = closures.remove(tx, closure_id)
    if closed is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "closure"}))
    days = tuple(days_between(closed.first_day, closed.last_day))
    _announce(tx, days, site_id=closed.site_id, name=closed.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayEffect:
    """What a change of a date makes cost something else.

    `untried` are people with leave around the date who are counted once it is done and were
    not now.
    """

    leave: tuple[Recounted, ...]
    untried: int


def preview(tx: Transaction, change: HolidayChange) -> HolidayEffect:
    """Return whose leave ahead the change would make cost something else; write nothing.

    It is tried on so many people as can be waited for, those with leave on the very date first.
    """
    checked = _checked(tx, change)
    now_on = today.of_company(tx)
    concerned = recounts.people_concerned(tx, (checked.on,), site_id=checked.site_id, today=now_on)
    found: list[Recounted] = []
    for employee_id in concerned[:MOST_TRIED]:
        person = people.find(tx, employee_id, today=now_on)
        at = site_on(of_person(tx, employee_id), checked.on)
        if person is not None and checked.site_id in {None, at}:
            found += would_recount(
                tx, person, days=(checked.on,), otherwise=lambda now: _with(now, checked)
            )
    return HolidayEffect(leave=tuple(found), untried=len(concerned[MOST_TRIED:]))


def recount_days(
    open_tx: Open,
    days: Sequence[date],
    *,
    site_id: int | None,
    cause: str,
    progress: Progress = unheard,
) -> Tally:
    """Everybody's leave on the days is counted again, one transaction for each person.

    How far it is, and with whom it did not work, is on record as a run of the job.
    """
    with open_tx() as tx:
        run_id = job_runs.begin(tx, RECOUNT_RUN)
        concerned = recounts.people_concerned(tx, days, site_id=site_id, today=today.of_company(tx))

    def work(tx: Transaction, some: Sequence[int]) -> Worked:
        changed = sum(
            len(recount_person(tx, lock_person(tx, each), days=days, cause=cause)) for each in some
        )
        return Worked(counts={"people": len(some), "requests": changed})

    tally, done, total = Tally(), 0, len(concerned)
    progress(0, total)
    for more in for_everybody(open_tx, concerned, work, what="recount", tally=tally, at_once=1):
        done += more
        if done % _NOTED_EVERY == 0:
            with open_tx() as tx:
                job_runs.note(tx, run_id, {**tally.counts, "of": total})
        progress(done, total)
    with open_tx() as tx:
        job_runs.finish(tx, run_id, counts=tally.counts, failures=tally.plain_failures())
    return tally


def _checked(tx: Transaction, change: HolidayChange) -> HolidayChange:
    _assert_may_configure(tx)
    _assert_site(tx, change.site_id)
    return replace(
        change,
        on=known_day(change.on, field="on"),
        name=one_line(change.name, field="name", at_most=_LONGEST_NAME),
    )


def _sites(tx: Transaction, change: HolidayChange) -> tuple[int, ...]:
    if change.site_id is not None:
        return (change.site_id,)
    return tuple(site.id for site in companies.sites(tx))


def _assert_site(tx: Transaction, site_id: int | None) -> None:
    if site_id is not None and companies.site(tx, site_id) is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "site_id"}))


def _assert_may_configure(tx: Transaction) -> None:
    if not may_configure_leave(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "change holidays"}))


def _announce(tx: Transaction, days: Sequence[date], *, site_id: int | None, name: str) -> None:
    cause = f"free days changed: {name or days[0].isoformat()}"
    events.record(
        tx,
        CHANGED,
        site_id=site_id,
        holiday=name,
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
    )
    outbox.recount_soon(tx, days, site_id=site_id, cause=cause)


def _with(calendar: WorkCalendar, change: HolidayChange) -> WorkCalendar:
    others = tuple(each for each in calendar.holidays if each.on != change.on)
    free = () if change.free is None else (Holiday(change.on, change.name, change.free),)
    return replace(calendar, holidays=(*others, *free))
