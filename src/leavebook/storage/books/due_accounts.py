"""Which accounts have to be replayed: time has come for them, or a rule behind them changed.

The account's own row is the cursor of the work: whoever replays it moves it on in the same
transaction, so that nothing is done twice and nothing is forgotten.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from leavebook.storage import outbox
from leavebook.storage.transaction import Transaction

_DUE = """
SELECT a.leave_type_id, a.employee_id
  FROM ledger_account AS a
  JOIN employee AS e ON e.id = a.employee_id
  JOIN site AS s ON s.id = e.site_id
 WHERE a.next_change <= (%(now)s AT TIME ZONE s.timezone)::date
   AND (%(leave_type_id)s::bigint IS NULL OR a.leave_type_id = %(leave_type_id)s)
 ORDER BY a.leave_type_id, a.employee_id
"""

_LOCK = """
SELECT id FROM employee
 WHERE id = ANY (%(employee_ids)s)
 ORDER BY id
   FOR UPDATE SKIP LOCKED
"""

# Who has no account yet gets one; whoever left before today keeps what there is.
_MARK = """
INSERT INTO ledger_account (company_id, employee_id, leave_type_id, posted_through, horizon,
                            next_change, due_because, due_mark)
SELECT %(company_id)s, e.id, %(leave_type_id)s, least(%(today)s, e.joined_on), %(today)s,
       %(today)s, %(because)s, 1
  FROM employee AS e
  LEFT JOIN ledger_account AS a ON a.employee_id = e.id AND a.leave_type_id = %(leave_type_id)s
 WHERE (a.employee_id IS NOT NULL OR e.left_on IS NULL OR e.left_on > %(today)s)
   AND (%(employee_ids)s::bigint[] IS NULL OR e.id = ANY (%(employee_ids)s))
 ORDER BY e.id
    ON CONFLICT (company_id, employee_id, leave_type_id) DO UPDATE
   SET next_change = least(ledger_account.next_change, excluded.next_change),
       due_because = excluded.due_because, due_mark = ledger_account.due_mark + 1
"""

# What lists read is worked out anew until the account is replayed.
_DOUBT = """
UPDATE balance SET next_change = %(today)s
 WHERE leave_type_id = %(leave_type_id)s
   AND (%(employee_ids)s::bigint[] IS NULL OR employee_id = ANY (%(employee_ids)s))
"""


def due(tx: Transaction, leave_type_id: int | None = None) -> Mapping[int, tuple[int, ...]]:
    """Return the people whose accounts are due where they work, by leave type."""
    found: dict[int, list[int]] = {}
    for row in tx.rows(_DUE, now=tx.now, leave_type_id=leave_type_id):
        found.setdefault(row.leave_type_id, []).append(row.employee_id)
    return {kind: tuple(people) for kind, people in found.items()}


def lock_free(tx: Transaction, employee_ids: Sequence[int]) -> tuple[int, ...]:
    """Lock those of the people whom nobody else has locked, and return them."""
    return tuple(row.id for row in tx.rows(_LOCK, employee_ids=list(employee_ids)))


def mark(
    tx: Transaction,
    leave_type_id: int,
    *,
    because: str,
    today: date,
    employee_ids: Sequence[int] | None = None,
) -> None:
    """Have the accounts of a leave type replayed soon: everybody's, or some people's.

    The corrections will name the reason.
    """
    people = None if employee_ids is None else list(employee_ids)
    concerned = {"leave_type_id": leave_type_id, "employee_ids": people, "today": today}
    tx.run(_MARK, **concerned, company_id=tx.company.id, because=because)
    tx.run(_DOUBT, **concerned)
    outbox.visit_soon(tx)
