"""Reads what the accounts of many people of one leave type are worked out from.

One statement for each kind of fact, however many people; the answers travel together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

import msgspec

from leavebook.domain.approval.states import SPENDS, State
from leavebook.domain.ledger.ledger import (
    Absence,
    Adjustment,
    EntitlementMode,
    OwnEntitlement,
    Use,
    UseState,
    WorkedTime,
)
from leavebook.domain.ledger.movements import Bucket, Explanation, Movement, MovementKind
from leavebook.domain.policy.carry_over import BucketKind
from leavebook.storage.database import Row
from leavebook.storage.pipeline import Answer
from leavebook.storage.transaction import Transaction

PAYROLL_CLOSED = "payroll_closed_through"
"""The company's setting that says through which day payroll is done; nothing without one."""

PEOPLE = f"""
SELECT e.id AS employee_id, e.joined_on, e.left_on, s.timezone, a.posted_through,
       e.exit_handling IS NOT DISTINCT FROM 'pay_out' AS rest_is_paid,
       (SELECT (settings ->> '{PAYROLL_CLOSED}')::date FROM company) AS payroll_closed,
       a.next_change, a.due_because, coalesce(a.due_mark, 0) AS due_mark,
       (SELECT jsonb_agg(jsonb_build_array(o.id, o."on", o.amount::text, o.mode)
                         ORDER BY o."on", o.id)
          FROM own_entitlement AS o
         WHERE o.employee_id = e.id AND o.leave_type_id = %(leave_type_id)s
           AND o.superseded_at IS NULL) AS own,
       (SELECT jsonb_agg(jsonb_build_array(r.first_day, r.last_day, t.earning::text)
                         ORDER BY r.first_day, r.id)
          FROM leave_request AS r
          JOIN leave_type AS t ON t.id = r.leave_type_id AND t.earning < 1
         WHERE r.employee_id = e.id AND r.half_day IS NULL
           AND r.state IN ('recorded', 'approved', 'cancel_requested')) AS absences,
       (SELECT jsonb_agg(jsonb_build_array(w."on", w.minutes) ORDER BY w."on")
          FROM worked_time AS w
         WHERE w.employee_id = e.id AND w.minutes > 0) AS worked
  FROM employee AS e
  JOIN site AS s ON s.id = e.site_id
  LEFT JOIN ledger_account AS a
         ON a.employee_id = e.id AND a.leave_type_id = %(leave_type_id)s
 WHERE e.id = ANY (%(employee_ids)s)
 ORDER BY e.id
"""  # noqa: S608  constant text

TERMS = """
SELECT employee_id, valid_from, site_id, weekly_minutes, weeks, anchor
  FROM employment_terms
 WHERE employee_id = ANY (%(employee_ids)s)
 ORDER BY employee_id, valid_from
"""

ASSIGNED = """
SELECT employee_id, policy, valid_from, valid_to
  FROM policy_assignment
 WHERE employee_id = ANY (%(employee_ids)s) AND leave_type_id = %(leave_type_id)s
 ORDER BY employee_id, valid_from
"""

USES = """
SELECT r.employee_id, r.id, r.state, r.first_day, d."on", d.amount, r.replaces_id,
       coalesce(r.exec_decided_at, r.manager_decided_at, r.asked_at) AS decided_at
  FROM leave_request AS r
  JOIN leave_request_day AS d ON d.request_id = r.id
 WHERE r.employee_id = ANY (%(employee_ids)s) AND r.leave_type_id = %(leave_type_id)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
   AND d.amount > 0
 ORDER BY r.employee_id, d."on", decided_at, r.id
"""

ADJUSTMENTS = """
SELECT employee_id, id, kind, "on", amount, last_usable, reason
  FROM adjustment
 WHERE employee_id = ANY (%(employee_ids)s) AND leave_type_id = %(leave_type_id)s
 ORDER BY employee_id, "on", id
"""

ENTRIES = """
SELECT employee_id, kind, corrects, "on", amount, year_start, bucket::text AS bucket, source,
       posted_on, explanation::text AS explanation
  FROM ledger_entry
 WHERE employee_id = ANY (%(employee_ids)s) AND leave_type_id = %(leave_type_id)s
 ORDER BY employee_id, "on", id
"""

_FACTS = (PEOPLE, TERMS, ASSIGNED, USES, ADJUSTMENTS)

_BUCKETS = {"carried": BucketKind.CARRIED, "toil": BucketKind.TOIL, "bonus": BucketKind.BONUS}
_MINUTES_AN_HOUR = 60
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRows:
    """The rows of one account, by kind."""

    person: Row
    terms: Sequence[Row]
    assigned: Sequence[Row]
    uses: Sequence[Row]
    adjustments: Sequence[Row]
    entries: Sequence[Row]


Asked = tuple[Answer, ...]


def ask(
    tx: Transaction, leave_type_id: int, employee_ids: Sequence[int], *, with_entries: bool
) -> Asked:
    """Queue the questions about the accounts of these people, with or without what is written."""
    values: dict[str, Any] = {"leave_type_id": leave_type_id, "employee_ids": list(employee_ids)}
    questions = (*_FACTS, ENTRIES) if with_entries else _FACTS
    return tuple(tx.ask(question, **values) for question in questions)


def fetch(asked: Asked) -> Iterator[AccountRows]:
    """Yield the rows of each person that exists, by the person's id."""
    people, *rest = asked
    known = people.fetchall()
    terms, assigned, uses, adjustments, *written = (_by_person(each.fetchall()) for each in rest)
    entries = written[0] if written else {}
    for person in known:
        own = person.employee_id
        yield AccountRows(
            person=person,
            terms=terms.get(own, ()),
            assigned=assigned.get(own, ()),
            uses=uses.get(own, ()),
            adjustments=adjustments.get(own, ()),
            entries=entries.get(own, ()),
        )


def read_uses(rows: Iterable[Row]) -> tuple[Use, ...]:
    """Return what live requests take day by day, from rows of `USES`."""
    return tuple(
        Use(
            str(row.id),
            row.on,
            row.amount,
            state=UseState.APPROVED if State(row.state) in SPENDS else UseState.PENDING,
            decided_at=row.decided_at,
            begins_on=row.first_day,
            instead_of=None if row.replaces_id is None else str(row.replaces_id),
        )
        for row in rows
    )


def read_entries(rows: Iterable[Row]) -> tuple[Movement, ...]:
    """Return the stored movements, corrections among them, from rows of `ENTRIES`."""
    return tuple(
        Movement(
            on=row.on,
            kind=MovementKind(row.kind),
            amount=row.amount,
            year=row.year_start,
            bucket=_bucket(row.bucket),
            source=row.source,
            why=_explanation(row.explanation),
            corrects=None if row.corrects is None else MovementKind(row.corrects),
            posted_on=row.posted_on,
        )
        for row in rows
    )


def read_adjustments(rows: Iterable[Row]) -> tuple[Adjustment, ...]:
    """Return what officers added or took away by hand, from rows of `ADJUSTMENTS`."""
    return tuple(
        Adjustment(
            f"adjustment:{row.id}",
            row.on,
            row.amount,
            reason=row.reason,
            bucket=_BUCKETS.get(row.kind),
            usable_to=row.last_usable,
        )
        for row in rows
    )


def read_own(person: Row) -> tuple[OwnEntitlement, ...]:
    """Return the person's own yearly figures, from a row of `PEOPLE`."""
    return tuple(
        OwnEntitlement(
            f"own:{own_id}", date.fromisoformat(on), Decimal(amount), EntitlementMode(mode)
        )
        for own_id, on, amount, mode in person.own or ()
    )


def read_absences(person: Row) -> tuple[Absence, ...]:
    """Return the leave during which less is earned, from a row of `PEOPLE`."""
    return tuple(
        Absence(date.fromisoformat(first), date.fromisoformat(last), earns=Decimal(earning))
        for first, last, earning in person.absences or ()
    )


def read_worked(person: Row) -> tuple[WorkedTime, ...]:
    """Return the recorded work, from a row of `PEOPLE`."""
    return tuple(
        WorkedTime(f"worked:{on}", date.fromisoformat(on), Decimal(minutes) / _MINUTES_AN_HOUR)
        for on, minutes in person.worked or ()
    )


# Many people share the same buckets and the same explanations, so each is decoded once.
@lru_cache(maxsize=_REMEMBERED)
def _bucket(stored: str) -> Bucket:
    return msgspec.json.decode(stored, type=Bucket)


@lru_cache(maxsize=_REMEMBERED)
def _explanation(stored: str) -> Explanation:
    return msgspec.json.decode(stored, type=Explanation)


def _by_person(rows: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    return {own: tuple(theirs) for own, theirs in groupby(rows, key=lambda row: row.employee_id)}
