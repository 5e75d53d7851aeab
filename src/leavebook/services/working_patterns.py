"""When somebody works: another pattern from a day on, and what that means for their leave."""

from dataclasses import dataclass
from datetime import date

from leavebook.domain.calendar.patterns import WorkingPattern, WorkWeek
from leavebook.domain.limits import invalid, known_day
from leavebook.domain.problems import Refused
from leavebook.services.leave_facts import lock_person
from leavebook.services.ledgers import bring_up_to_date
from leavebook.services.people import assert_may_manage, unknown_site
from leavebook.services.recounting import Recounted, recount_person
from leavebook.storage import companies, events, terms
from leavebook.storage.terms import Terms
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPattern:
    """The weeks somebody works from a day on; several rotate from the anchor, a Monday."""

    since: date
    weeks: tuple[WorkWeek, ...]
    anchor: date | None = None
    site_id: int | None = None


def change_pattern(tx: Transaction, employee_id: int, new: NewPattern) -> tuple[Recounted, ...]:
    """Agree on the pattern and count leave ahead again; return what costs something else now.

    Leave taken already keeps what it was charged. Entitlement follows the contract from the
    same day on.
    """
    assert_may_manage(tx)
    person = lock_person(tx, employee_id)
    known_day(new.since, field="since")
    if new.since < person.joined_on:
        raise invalid("since", "before_start")
    if new.site_id is not None and companies.site(tx, new.site_id) is None:
        raise Refused(unknown_site())
    WorkingPattern(weeks=new.weeks, anchor=new.anchor)
    minutes = sum(week.minutes for week in new.weeks) // len(new.weeks)
    if not minutes:
        raise invalid("weeks", "required")
    agreed = terms.of_person(tx, person.id)
    site_id = new.site_id or terms.site_on(agreed, new.since) or person.site_id

    terms.set_from(
        tx,
        person.id,
        Terms(
            valid_from=new.since,
            site_id=site_id,
            weekly_minutes=minutes,
            weeks=new.weeks,
            anchor=new.anchor,
        ),
    )
    cause = f"working pattern changed from {new.since.isoformat()}"
    recounted = recount_person(tx, person, days=None, cause=cause)
    bring_up_to_date(tx, person.id, cause=cause)
    events.record(
        tx, "pattern.changed", employee_id=person.id, since=new.since.isoformat(), minutes=minutes
    )
    return recounted
