"""The shutdowns of a company: what was ordered, how far it has got, and who is short."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leavebook.domain.calendar.counting import Unit
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.queries.leave.offered_types import OfferedType, offered_types
from leavebook.services import today
from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage.database import Row
from leavebook.storage.leave import shutdown_people, shutdowns
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT s.id, s.name, s.first_day, s.last_day, s.when_short, s.called_off_at IS NOT NULL AS is_off,
       t.name AS leave_type, t.unit, o.name AS other_type, p.name AS site, d.name AS department
  FROM shutdown AS s
  JOIN leave_type AS t ON t.id = s.leave_type_id
  LEFT JOIN leave_type AS o ON o.id = s.other_type_id
  LEFT JOIN site AS p ON p.id = s.site_id
  LEFT JOIN department AS d ON d.id = s.department_id
"""

_ALL = f"{_COLUMNS} ORDER BY s.first_day DESC, s.id DESC"

_ONE = f"{_COLUMNS} WHERE s.id = %(id)s"

_OF_YEAR = f"""
{_COLUMNS}
 WHERE s.called_off_at IS NULL AND (s.site_id IS NULL OR s.site_id = %(site_id)s)
   AND s.first_day <= make_date(%(year)s, 12, 31) AND s.last_day >= make_date(%(year)s, 1, 1)
 ORDER BY s.first_day, s.id
"""

_TAKEN = """
SELECT t.id AS leave_type_id, t.name AS leave_type, t.code, t.unit,
       count(DISTINCT r.employee_id) AS people, sum(r.amount) AS amount
  FROM shutdown_leave AS l
  JOIN leave_request AS r ON r.id = l.request_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE l.shutdown_id = %(id)s
   AND r.state IN ('pending', 'recorded', 'approved', 'cancel_requested')
 GROUP BY t.id, t.name, t.code, t.unit
 ORDER BY t.id
"""

_SHORT = """
SELECT e.id, e.full_name, p.missing
  FROM shutdown_person AS p
  JOIN employee AS e ON e.id = p.employee_id
 WHERE p.shutdown_id = %(id)s AND p.missing > 0
 ORDER BY e.full_name, e.id
"""

_DEPARTMENTS = "SELECT id, name FROM department ORDER BY name, id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownLine:
    """A shutdown in words; without a site or department it is about everybody."""

    id: int
    name: str
    first_day: date
    last_day: date
    when_short: WhenShort
    is_off: bool
    leave_type: str
    unit: Unit
    other_type: str | None
    site: str | None
    department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOfType:
    """What a shutdown takes of one leave type, in the unit of that type."""

    leave_type_id: int
    leave_type: str
    code: str
    unit: Unit
    people: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortPerson:
    """Somebody for whose missing leave nothing was taken."""

    id: int
    full_name: str
    missing: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownPage:
    """A shutdown and how far it has got; `waiting` are those the worker has yet to reach."""

    line: ShutdownLine
    taken: tuple[TakenOfType, ...]
    short: tuple[ShortPerson, ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentName:
    """A department by name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownChoices:
    """What a shutdown may take, what may stand for what is short, and whom it may be about."""

    leave_types: tuple[OfferedType, ...]
    unpaid: tuple[OfferedType, ...]
    given: tuple[OfferedType, ...]
    departments: tuple[DepartmentName, ...]


def shutdown_lines(tx: Transaction) -> tuple[ShutdownLine, ...]:
    """Return every shutdown, the latest first; for the office alone."""
    assert_may_configure(tx)
    return tuple(_line(row) for row in tx.rows(_ALL))


def shutdowns_of_year(tx: Transaction, site_id: int, year: int) -> tuple[ShutdownLine, ...]:
    """Return what a site is closed for in a year, for everybody to know."""
    return tuple(_line(row) for row in tx.rows(_OF_YEAR, site_id=site_id, year=year))


def shutdown_page(tx: Transaction, shutdown_id: int) -> ShutdownPage:
    """Return one shutdown; raises Refused for whoever does not look after leave."""
    assert_may_configure(tx)
    row = tx.row(_ONE, id=shutdown_id)
    shutdown = shutdowns.find(tx, shutdown_id)
    if row is None or shutdown is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "shutdown"}))
    waiting = shutdown_people.to_charge(
        tx, shutdown.terms, shutdown_id=shutdown.id, today=today.of_company(tx)
    )
    return ShutdownPage(
        line=_line(row),
        taken=tuple(
            TakenOfType(**{**each._asdict(), "unit": Unit(each.unit)})
            for each in tx.rows(_TAKEN, id=shutdown_id)
        ),
        short=tuple(ShortPerson(**each._asdict()) for each in tx.rows(_SHORT, id=shutdown_id)),
        waiting=0 if shutdown.called_off_at else len(waiting),
    )


def shutdown_choices(tx: Transaction) -> ShutdownChoices:
    """Return what the form offers."""
    offered = offered_types(tx)
    return ShutdownChoices(
        leave_types=tuple(each for each in offered if each.rules.has_balance),
        unpaid=tuple(each for each in offered if not each.paid),
        given=tuple(each for each in offered if each.paid and not each.rules.has_balance),
        departments=tuple(DepartmentName(**row._asdict()) for row in tx.rows(_DEPARTMENTS)),
    )


def _line(row: Row) -> ShutdownLine:
    words = {"when_short": WhenShort(row.when_short), "unit": Unit(row.unit)}
    return ShutdownLine(**{**row._asdict(), **words})
