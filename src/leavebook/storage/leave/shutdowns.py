"""Days on which companies close and that are taken from people's leave."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT id, name, first_day, last_day, site_id, department_id, leave_type_id, when_short,
       other_type_id, ordered_at, ordered_by, called_off_at
  FROM shutdown
"""

_FIND = f"{_COLUMNS} WHERE id = %(id)s"

_IN_FORCE = f"{_COLUMNS} WHERE called_off_at IS NULL ORDER BY first_day, id"

_ADD = """
INSERT INTO shutdown (company_id, name, first_day, last_day, site_id, department_id,
                      leave_type_id, when_short, other_type_id, ordered_at, ordered_by)
VALUES (%(company_id)s, %(name)s, %(first_day)s, %(last_day)s, %(site_id)s, %(department_id)s,
        %(leave_type_id)s, %(when_short)s, %(other_type_id)s, %(now)s, %(by)s)
RETURNING id
"""

_CALL_OFF = """
UPDATE shutdown SET called_off_at = %(now)s, called_off_by = %(by)s
 WHERE id = %(id)s AND called_off_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownTerms:
    """When and where a company closes, and which leave that takes; both ends are included.

    Without a site or a department it is about everybody; a department stands for those below
    it too. `other_type_id` is the leave type of what is unpaid, or given, where leave is short.
    """

    name: str
    first_day: date
    last_day: date
    leave_type_id: int
    when_short: WhenShort
    other_type_id: int | None = None
    site_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutdown:
    """A shutdown that was ordered; `called_off_at` is None while it is in force."""

    id: int
    terms: ShutdownTerms
    ordered_at: datetime
    ordered_by: int
    called_off_at: datetime | None


def add(tx: Transaction, terms: ShutdownTerms, *, by: int) -> int:
    """Keep what was ordered and return the id."""
    shutdown_id: int = tx.value(_ADD, **asdict(terms), company_id=tx.company.id, now=tx.now, by=by)
    return shutdown_id


def find(tx: Transaction, shutdown_id: int) -> Shutdown | None:
    """Return the shutdown, called off or not, or None when there is none with the id."""
    row = tx.row(_FIND, id=shutdown_id)
    return None if row is None else _shutdown(row)


def in_force(tx: Transaction) -> tuple[Shutdown, ...]:
    """Return every shutdown that has not been called off, earliest first."""
    return tuple(_shutdown(row) for row in tx.rows(_IN_FORCE))


def call_off(tx: Transaction, shutdown_id: int) -> None:
    """Note that the shutdown holds no longer, and who said so."""
    tx.run(_CALL_OFF, id=shutdown_id, now=tx.now, by=tx.actor.user_id)


def _shutdown(row: Row) -> Shutdown:
    return Shutdown(
        id=row.id,
        terms=ShutdownTerms(
            name=row.name,
            first_day=row.first_day,
            last_day=row.last_day,
            leave_type_id=row.leave_type_id,
            when_short=WhenShort(row.when_short),
            other_type_id=row.other_type_id,
            site_id=row.site_id,
            department_id=row.department_id,
        ),
        ordered_at=row.ordered_at,
        ordered_by=row.ordered_by,
        called_off_at=row.called_off_at,
    )
