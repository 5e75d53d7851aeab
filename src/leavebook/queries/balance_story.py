"""Why a balance is what it is: every movement in order, and what each left behind."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.counting import Unit
from leavebook.domain.outlook import ExplainedMovement, explain
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.replay import replay
from leavebook.services import today
from leavebook.services.leave_facts import gather, leave_type_named
from leavebook.services.posting import horizon_of
from leavebook.storage import ledger, people
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people

_IS_VISIBLE = "SELECT {visible} AS is_so FROM employee AS e WHERE e.id = %(employee_id)s"

# As the books stood at the end of a day, whatever was corrected later.
_KNOWN_ON = """
SELECT kind, corrects, "on", amount, year_start, bucket, source, posted_on, explanation
  FROM ledger_entry
 WHERE employee_id = %(employee_id)s AND leave_type_id = %(leave_type_id)s
   AND recorded_at < (%(known_on)s::date + 1)::timestamp AT TIME ZONE %(zone)s
 ORDER BY "on", id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceStory:
    """A balance on a day with the way it came about, in the leave type's unit."""

    full_name: str
    leave_type: str
    code: str
    unit: Unit
    on: date
    lines: tuple[ExplainedMovement, ...]
    balance: Decimal
    available: Decimal


def balance_story(
    tx: Transaction, employee_id: int, leave_type_id: int, *, on: date, known_on: date | None
) -> BalanceStory:
    """Return the story up to the end of a day; with `known_on` as the books told it then.

    Raises Refused in the same way for whom the actor may not see and for who does not exist.
    """
    visible = tx.value(
        _IS_VISIBLE.format(visible=visible_people(tx.actor)),
        employee_id=employee_id,
        viewer=viewer_of(tx.actor),
    )
    person = people.find(tx, employee_id, today=today.of_company(tx)) if visible else None
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    leave_type = leave_type_named(tx, leave_type_id)
    if known_on is None:
        facts = gather(tx, person, leave_type, first=on, last=on).ledger
        movements = replay(facts, max(on, horizon_of(facts, on))) if facts.policies else ()
    else:
        rows = tx.rows(
            _KNOWN_ON,
            employee_id=employee_id,
            leave_type_id=leave_type_id,
            known_on=known_on,
            zone=person.timezone,
        )
        movements = ledger.read_entries(rows)
    lines = explain(movements, on)
    return BalanceStory(
        full_name=person.full_name,
        leave_type=leave_type.name,
        code=leave_type.code,
        unit=leave_type.unit,
        on=on,
        lines=lines,
        balance=lines[-1].balance if lines else Decimal(0),
        available=lines[-1].available if lines else Decimal(0),
    )
