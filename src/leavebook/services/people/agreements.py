"""What is agreed with a person from a date on: how much, when and where they work."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from leavebook.domain.calendar.contracts import spread
from leavebook.domain.limits import invalid, known_day
from leavebook.services import today
from leavebook.storage.people import terms
from leavebook.storage.people.people import Employee
from leavebook.storage.people.terms import Terms
from leavebook.storage.transaction import Transaction


def begin(
    tx: Transaction, employee_id: int, *, joined_on: date, site_id: int, minutes: int
) -> None:
    """Agree on a person's first terms: so many minutes a week, evenly from Monday to Friday."""
    terms.set_from(tx, employee_id, _first(joined_on, site_id=site_id, minutes=minutes))


def change_hours(tx: Transaction, person: Employee, minutes: int, *, since: date | None) -> bool:
    """Agree on other weekly minutes from a day on; return whether they are others.

    They are spread over the days that the person works now. Without a day they count from
    today, or from the first day of somebody who is yet to join. Whatever is agreed for a
    later date stays.
    """
    since = _first_day(tx, person) if since is None else known_day(since, field="hours_from")
    if since < person.joined_on:
        raise invalid("hours_from", "before_start")
    agreed = terms.of_person(tx, person.id)
    before = _in_force(agreed, since)
    if before is None:
        terms.set_from(tx, person.id, _first(since, site_id=person.site_id, minutes=minutes))
        return True
    if before.weekly_minutes == minutes:
        return False
    changed = replace(
        before,
        valid_from=since,
        weekly_minutes=minutes,
        weeks=spread(minutes, before.weeks),
    )
    terms.set_from(tx, person.id, changed)
    return True


def move(tx: Transaction, person: Employee, site_id: int) -> bool:
    """Have the person work at another site from today on; return whether it is another.

    What is agreed for later dates moves along where it was to be at the same site as now.
    """
    since = _first_day(tx, person)
    agreed = terms.of_person(tx, person.id)
    before = _in_force(agreed, since)
    if before is None or before.site_id == site_id:
        return person.site_id != site_id
    later = [each for each in agreed if each.valid_from > since and each.site_id == before.site_id]
    for each in (replace(before, valid_from=since), *later):
        terms.set_from(tx, person.id, replace(each, site_id=site_id))
    return True


def _first(valid_from: date, *, site_id: int, minutes: int) -> Terms:
    return Terms(
        valid_from=valid_from,
        site_id=site_id,
        weekly_minutes=minutes,
        weeks=spread(minutes),
        anchor=None,
    )


def _first_day(tx: Transaction, person: Employee) -> date:
    return max(today.of_person(tx, person), person.joined_on)


def _in_force(agreed: Iterable[Terms], day: date) -> Terms | None:
    begun = [each for each in agreed if each.valid_from <= day]
    return begun[-1] if begun else None
