"""Which sickness needs a certificate, from which day on, and whether it is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from leavebook.domain.calendar.counting import DayRow
from leavebook.domain.people.people import OFFICE
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.documents import certificate_after
from leavebook.domain.requests.leave_types import LeaveTypeRules
from leavebook.domain.requests.sickness import certificate_due, spells
from leavebook.services import today
from leavebook.storage.database import Row
from leavebook.storage.leave import certificates
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

# Every date of sickness, worked or not; a note that waits for somebody's agreement counts too.
_SICK_DAYS = """
SELECT r.employee_id, e.full_name, r.id AS request_id, r.leave_type_id, d."on", d.minutes,
       d.fraction
  FROM leave_request AS r
  JOIN employee AS e ON e.id = r.employee_id
  JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE r.leave_type_id = ANY(%(kinds)s) AND NOT r.hidden
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
   AND r.last_day >= %(since)s
   AND (%(employee_id)s::bigint IS NULL OR r.employee_id = %(employee_id)s)
 ORDER BY e.full_name, r.employee_id, d."on", r.id
"""

WEEKS_BACK: Final = 26
_BEFORE: Final = timedelta(days=60)
"""A spell of several notes is looked at from its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """That a spell of sickness needs a certificate: the day it is due on, and if it is there."""

    employee_id: int
    full_name: str
    first: date
    last: date
    due_on: date
    is_there: bool
    request_ids: tuple[int, ...]


def certificate_for(tx: Transaction, request: LeaveRequest) -> Certificate | None:
    """Return the certificate that the request's spell needs, or None when it needs none.

    Whoever calls has made sure that the actor may know of it.
    """
    since = request.first_day - _BEFORE
    wanted = _certificates(tx, since=since, employee_id=request.employee_id)
    return next((each for each in wanted if request.id in each.request_ids), None)


def certificates_of(tx: Transaction, employee_id: int, *, since: date) -> tuple[Certificate, ...]:
    """Return every certificate that sickness of the person needs which lasts beyond a day."""
    return _certificates(tx, since=since, employee_id=employee_id)


def due_if_asked(
    tx: Transaction, employee_id: int, rules: LeaveTypeRules, days: Sequence[DayRow]
) -> date | None:
    """Return the day on which a certificate would be due if the person were ill on these days too.

    None for leave that needs none, or none yet.
    """
    after = certificate_after(rules)
    if after is None or not days:
        return None
    kinds, since = list(_limits(tx)), days[0].on - _BEFORE
    rows = tx.rows(_SICK_DAYS, kinds=kinds, since=since, employee_id=employee_id)
    before = {row.on: DayRow(row.on, row.minutes, row.fraction) for row in rows}
    together = spells({**before, **{row.on: row for row in days}}.values())
    own = next(spell for spell in together if spell.first <= days[0].on <= spell.last)
    return certificate_due(own, after)


def missing_certificates(tx: Transaction) -> tuple[Certificate, ...]:
    """Return what is due by today and not there, of the last half year, the oldest first.

    Raises Refused for whoever does not look after everybody's leave.
    """
    if tx.actor.role not in OFFICE:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "see missing certificates"}))
    now_on = today.of_company(tx)
    since = now_on - timedelta(weeks=WEEKS_BACK)
    wanted = _certificates(tx, since=since - _BEFORE, employee_id=None)
    missing = (each for each in wanted if each.last >= since and not each.is_there)
    return tuple(sorted((each for each in missing if each.due_on <= now_on), key=_by_day))


def _certificates(
    tx: Transaction, *, since: date, employee_id: int | None
) -> tuple[Certificate, ...]:
    after = _limits(tx)
    rows = tx.rows(_SICK_DAYS, kinds=list(after), since=since, employee_id=employee_id)
    there = certificates.there_for(tx, {row.request_id for row in rows})
    by_person = groupby(rows, key=lambda row: int(row.employee_id))
    return tuple(
        needed
        for _, theirs in by_person
        for needed in _of_person(tuple(theirs), after=after, there=there)
    )


def _limits(tx: Transaction) -> dict[int, int]:
    """Return after how many days each leave type asks for a certificate that ever does."""
    return {
        each.id: days
        for each in leave_types.all_of_company(tx)
        if (days := certificate_after(each.rules)) is not None
    }


def _of_person(
    rows: tuple[Row, ...], *, after: dict[int, int], there: frozenset[int]
) -> Iterator[Certificate]:
    days = {row.on: DayRow(row.on, row.minutes, row.fraction) for row in rows}
    for spell in spells(days.values()):
        own = [row for row in rows if spell.first <= row.on <= spell.last]
        due = certificate_due(spell, min(after[row.leave_type_id] for row in own))
        if due is not None:
            ids = tuple(dict.fromkeys(int(row.request_id) for row in own))
            yield Certificate(
                employee_id=rows[0].employee_id,
                full_name=rows[0].full_name,
                first=spell.first,
                last=spell.last,
                due_on=due,
                is_there=not there.isdisjoint(ids),
                request_ids=ids,
            )


def _by_day(needed: Certificate) -> tuple[date, str]:
    return needed.due_on, needed.full_name
