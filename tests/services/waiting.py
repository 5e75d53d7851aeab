"""Requests that wait, and what the house says about them."""

from datetime import UTC, date, datetime, timedelta

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code
from leavebook.queries.leave.inbox import inbox
from leavebook.services.books.batches import Tally
from leavebook.services.leave import escalation, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.telling.notifications import notify
from leavebook.storage import events
from leavebook.storage.company import companies
from tests.cast import NOW, Cast
from tests.services.opened_books import opening

# NOW is Wednesday, 1 April 2026; Good Friday and Easter Monday are free in Berlin.
THURSDAY, EASTER_TUESDAY = NOW + timedelta(days=1), NOW + timedelta(days=6)
WEDNESDAY = NOW + timedelta(days=7)
MONTHS_LATER = datetime(2026, 8, 3, 8, tzinfo=UTC)
NOT_THE_APPROVER = (Code.NOT_THE_APPROVER, None)


def ask(cast: Cast, who: str = "bea", *, now: datetime = NOW) -> int:
    with cast.acting(who, now=now) as tx:
        asked = LeaveAsked(
            employee_id=cast.members[who].employee_id,
            leave_type_id=cast.leave_types["AL"],
            spans=(whole_days(date(2026, 9, 7), date(2026, 9, 11)),),
        )
        return requests.submit(tx, asked).id


def look(cast: Cast, now: datetime) -> dict[str, int]:
    tally = Tally()
    escalation.bring_up(opening(cast, now), tally)
    assert tally.failures == []
    return {name: count for name, count in tally.counts.items() if count}


def history(cast: Cast, request: int) -> list[tuple[str, object]]:
    """Return what the house itself has said about the request."""
    with cast.acting() as tx:
        told = events.of_request(tx, request)
    return [(each.name, each.details["rung"]) for each in told if "rung" in each.details]


def told(cast: Cast, request: int) -> dict[str, set[str]]:
    """Have everybody told of what the house said, and return who was told of what."""
    with cast.acting() as tx:
        names = {member.user_id: who for who, member in cast.members.items()}
        said = tx.rows(
            "SELECT id, uuid, name FROM event WHERE request_id = %(id)s"
            " AND name IN ('reminded', 'escalated') ORDER BY id",
            id=request,
        )
        for event in said:
            notify(tx, event.uuid)
        found: dict[str, set[str]] = {}
        for event in said:
            rows = tx.rows("SELECT user_id FROM notification WHERE event_id = %(id)s", id=event.id)
            found.setdefault(event.name, set()).update(names[row.user_id] for row in rows)
    return found


def waits_for(cast: Cast, who: str, now: datetime) -> list[int]:
    with cast.acting(who, now=now) as tx:
        return [each.line.id for each in inbox(tx)]


def let_kim_come_before_mo(cast: Cast, *, deputy: str | None = None) -> None:
    """Have Kim decide on Bea's leave and Mo, whose report Kim is, come next."""
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET manager_id = %(kim)s WHERE id = %(bea)s",
            kim=cast.kim.employee_id,
            bea=cast.bea.employee_id,
        )
        if deputy is not None:
            second = cast.members[deputy].employee_id
            companies.set_lead(tx, cast.department_id, lead_id=None, deputy_id=second)
