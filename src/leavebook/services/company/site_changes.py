"""Sites change: their name, where they lie, and whether anybody works there any more.

A site that moves keeps the holidays that it has had. From today on it has those of the new
place, and leave ahead is counted again.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.calendar import Holiday, WorkCalendar
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.books.recounting import MOST_TRIED, Recounted, would_recount
from leavebook.services.company.holidays import take_down_years
from leavebook.services.company.public_holidays import public_holidays
from leavebook.services.company.sites import assert_known_place, free_name
from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage import events, outbox
from leavebook.storage.company import companies, site_changes
from leavebook.storage.company.companies import Site
from leavebook.storage.leave import recounts
from leavebook.storage.people import people
from leavebook.storage.people.terms import of_person, site_on
from leavebook.storage.transaction import Transaction

CHANGED: Final = "site.changed"
CLOSED: Final = "site.closed"
REOPENED: Final = "site.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a site is: country and region by their ISO codes."""

    country: str
    region: str | None
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A date that becomes free, or a working day."""

    on: date
    name: str
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What another place changes: which days are free, what leave costs, which day it is.

    `untried` are people with leave ahead who are counted once it is done and were not now.
    """

    swaps: tuple[Swap, ...]
    leave: tuple[Recounted, ...]
    untried: int
    today_before: date
    today_after: date


def rename(tx: Transaction, site_id: int, name: str) -> None:
    """Call the site something else."""
    site = _locked(tx, site_id)
    wanted = free_name(tx, name, but=site.id)
    if wanted != site.name:
        site_changes.rename(tx, site.id, wanted)
        events.record(tx, CHANGED, site_id=site.id, before=site.name, after=wanted)


def preview(tx: Transaction, site_id: int, place: Place) -> Effect:
    """Return what would be different if the site were at the place; write nothing."""
    assert_may_configure(tx)
    site = companies.site(tx, site_id)
    if site is None:
        raise _not_found()
    _assert_known(place)
    swaps, _ = _swaps(tx, site, place)
    leave, untried = _recounted(tx, site, swaps)
    return Effect(
        swaps=swaps,
        leave=leave,
        untried=untried,
        today_before=_today(tx, site.timezone),
        today_after=_today(tx, place.timezone),
    )


def relocate(tx: Transaction, site_id: int, place: Place) -> None:
    """Have the site be at the place from today on, and leave ahead counted again."""
    site = _locked(tx, site_id)
    _assert_known(place)
    if place == Place(country=site.country, region=site.region, timezone=site.timezone):
        return
    swaps, known = _swaps(tx, site, place)
    if (place.country, place.region) != (site.country, site.region):
        _keep_the_past(tx, site)
        _take_over(tx, site, known, since=_today(tx, place.timezone))
    site_changes.relocate(
        tx, site.id, country=place.country, region=place.region, timezone=place.timezone
    )
    events.record(tx, CHANGED, site_id=site.id, before=_said(site), after=_said(place))
    if swaps:
        days = tuple(each.on for each in swaps)
        outbox.recount_soon(tx, days, site_id=site.id, cause=f"{site.name} has other holidays")
    # Where it is another day, what is due there is another thing.
    outbox.visit_soon(tx)


def close(tx: Transaction, site_id: int) -> None:
    """Let nobody begin to work at the site any more; refused while anybody does."""
    site = _locked(tx, site_id)
    if number := site_changes.people_at(tx, site.id, today=today.of_company(tx)):
        raise invalid("site", "has_people", people=number)
    if site.closed_at is None:
        site_changes.set_closed(tx, site.id, closed=True)
        events.record(tx, CLOSED, site_id=site.id, site=site.name)


def reopen(tx: Transaction, site_id: int) -> None:
    """Let people work at the site again."""
    site = _locked(tx, site_id)
    if site.closed_at is not None:
        site_changes.set_closed(tx, site.id, closed=False)
        events.record(tx, REOPENED, site_id=site.id, site=site.name)


def _locked(tx: Transaction, site_id: int) -> Site:
    assert_may_configure(tx)
    site = site_changes.lock(tx, site_id)
    if site is None:
        raise _not_found()
    return site


def _not_found() -> Refused:
    return Refused(Problem(Code.NOT_FOUND, {"what": "site"}))


def _assert_known(place: Place) -> None:
    assert_known_place(country=place.country, region=place.region, timezone=place.timezone)


def _today(tx: Transaction, timezone: str) -> date:
    return tx.now.astimezone(ZoneInfo(timezone)).date()


Years = Mapping[int, Mapping[date, str] | None]
"""Public holidays by year; None for a year that nobody knows yet."""


def _swaps(tx: Transaction, site: Site, place: Place) -> tuple[tuple[Swap, ...], Years]:
    """Return the dates from today on that become something else, and the new holidays."""
    if (place.country, place.region) == (site.country, site.region):
        return (), {}
    since = _today(tx, place.timezone)
    years = site_changes.years_taken_down(tx, site.id, since=since.year)
    known = {year: _holidays(place, year, must=year == since.year) for year in years}
    own = site_changes.own_days(tx, site.id, since=since)
    before = site_changes.public_days(tx, site.id, since=since)
    after = {
        day: name
        for days in known.values()
        for day, name in (days or {}).items()
        if day >= since and day not in own
    }
    changed = sorted(before.keys() ^ after.keys())
    swaps = tuple(
        Swap(on=day, name=after.get(day) or before[day], is_free=day in after) for day in changed
    )
    return swaps, known


def _holidays(place: Place, year: int, *, must: bool) -> Mapping[date, str] | None:
    try:
        return dict(public_holidays(place.country, place.region, None, year))
    except Refused:
        if must:
            raise
        return None


def _recounted(
    tx: Transaction, site: Site, swaps: tuple[Swap, ...]
) -> tuple[tuple[Recounted, ...], int]:
    if not swaps:
        return (), 0
    days = [each.on for each in swaps]
    now_on = today.of_company(tx)
    concerned = recounts.people_concerned(tx, days, site_id=site.id, today=now_on)
    found: list[Recounted] = []
    for employee_id in concerned[:MOST_TRIED]:
        person = people.find(tx, employee_id, today=now_on)
        agreed = of_person(tx, employee_id)
        theirs = [each for each in swaps if site_on(agreed, each.on) == site.id]
        if person is not None and theirs:
            found += would_recount(tx, person, days=days, otherwise=partial(_with, swaps=theirs))
    return tuple(found), len(concerned[MOST_TRIED:])


def _with(calendar: WorkCalendar, *, swaps: list[Swap]) -> WorkCalendar:
    days = {each.on for each in swaps}
    others = tuple(each for each in calendar.holidays if each.on not in days)
    free = tuple(Holiday(each.on, each.name) for each in swaps if each.is_free)
    return replace(calendar, holidays=(*others, *free))


def _keep_the_past(tx: Transaction, site: Site) -> None:
    """Take down the years of the place as it was, so that looking back finds no other days."""
    this_year = _today(tx, site.timezone).year
    since = site_changes.works_since(tx, site.id)
    first = min(since.year, this_year) if since else this_year
    there = site_changes.years_taken_down(tx, site.id, since=first)
    for year in range(first, this_year + 1):
        with suppress(Refused):  # a year that nobody knows has no days to keep
            if year not in there:
                take_down_years(tx, site, (year,))


def _take_over(tx: Transaction, site: Site, known: Years, *, since: date) -> None:
    days = [pair for year in known.values() for pair in sorted((year or {}).items())]
    ahead = ((day, name) for day, name in days if day >= since)
    site_changes.put_public_days(tx, site.id, ahead, since=since)
    site_changes.forget_years(tx, site.id, [year for year, days in known.items() if days is None])


def _said(place: Place | Site) -> str:
    return f"{place.country}{'-' + place.region if place.region else ''}, {place.timezone}"
