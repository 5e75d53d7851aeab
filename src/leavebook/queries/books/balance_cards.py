"""What somebody has of each leave type today, in the type's own unit, as cards show it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.balances import ZERO
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.books.year_figures import YearHolding, YearTotals, kept, worked_out
from leavebook.storage.database import Row
from leavebook.storage.policies.type_visibility import learnt_of
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_PERSON = """
SELECT e.gender, s.timezone
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
 WHERE e.id = %(employee_id)s AND {visible}
"""

_STORED = """
SELECT t.id AS leave_type_id, t.name AS leave_type, t.code, t.unit, t.visibility,
       coalesce((t.rules ->> 'has_balance')::boolean, true) AS has_balance,
       coalesce((t.rules ->> 'half_days_allowed')::boolean, true) AS half_days_allowed,
       coalesce((t.rules ->> 'hours_allowed')::boolean, false) AS hours_allowed,
       t.rules ->> 'applicable_gender' AS for_gender,
       b.year_start, b.year_end, b.as_of, b.next_change,
       b.granted + b.adjusted - b.other_expired AS allocated,
       b.carried_in - b.carried_expired AS carried_forward, b.used, b.pending,
       b.to_come, b.next_expiry_on, b.next_expiry
  FROM leave_type AS t
  LEFT JOIN balance AS b
         ON b.employee_id = %(employee_id)s AND b.leave_type_id = t.id
        AND b.year_start <= %(day)s AND b.year_end >= %(day)s
 WHERE t.active
 ORDER BY t.id, b.year_start
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceCard(YearTotals):
    """The leave year that holds today, of one leave type.

    What expires next is None when nothing will before the year closes.
    """

    leave_type_id: int
    leave_type: str
    code: str
    unit: Unit
    has_balance: bool
    half_days_allowed: bool
    hours_allowed: bool
    to_come: Decimal = ZERO
    next_expiry_on: date | None = None
    next_expiry: Decimal = ZERO


def balance_cards(tx: Transaction, employee_id: int) -> tuple[BalanceCard, ...]:
    """Return a card for every leave type that the person may take, in the order they were made.

    Without those that the actor may not learn of. Raises Refused in the same way for somebody who
    does not exist and for whom the actor may not see.
    """
    person = tx.row(
        _PERSON.format(visible=visible_people(tx.actor)),
        employee_id=employee_id,
        viewer=viewer_of(tx.actor),
    )
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    today = tx.now.astimezone(ZoneInfo(person.timezone)).date()
    learnt = learnt_of(tx.actor, employee_id)
    rows = tx.rows(_STORED, employee_id=employee_id, day=today)
    by_type = [list(own) for _, own in groupby(rows, key=lambda row: row.leave_type_id)]
    return tuple(
        _card(tx, employee_id, own, today)
        for own in by_type
        if own[0].visibility in learnt
        and (person.gender is None or own[0].for_gender in {None, person.gender})
    )


def _card(tx: Transaction, employee_id: int, own: list[Row], today: date) -> BalanceCard:
    bare = BalanceCard(
        leave_type_id=own[0].leave_type_id,
        leave_type=own[0].leave_type,
        code=own[0].code,
        unit=Unit(own[0].unit),
        has_balance=own[0].has_balance,
        half_days_allowed=own[0].half_days_allowed,
        hours_allowed=own[0].hours_allowed,
    )
    if not bare.has_balance:
        return bare
    figures = kept(own, YearHolding(today), today) or worked_out(
        tx, employee_id, bare.leave_type_id, YearHolding(today), today
    )
    if figures is None:
        return bare
    return replace(
        bare,
        allocated=figures.allocated,
        carried_forward=figures.carried_forward,
        used=figures.used,
        pending=figures.pending,
        to_come=figures.to_come,
        next_expiry_on=figures.next_expiry_on,
        next_expiry=figures.next_expiry,
    )
