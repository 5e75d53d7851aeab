"""The limits that a company sets on leave, by name: blocked days, and how many must stay."""

from dataclasses import dataclass
from datetime import date

from leavebook.services.policies.policies import assert_may_configure
from leavebook.storage.transaction import Transaction

_BLOCKED = """
SELECT b.id, b.name, b.first_day, b.last_day, b.is_hard, p.name AS site, d.name AS department,
       t.name AS leave_type, b.exempt_roles
  FROM blackout AS b
  LEFT JOIN site AS p ON p.id = b.site_id
  LEFT JOIN department AS d ON d.id = b.department_id
  LEFT JOIN leave_type AS t ON t.id = b.leave_type_id
 ORDER BY b.first_day DESC, b.id DESC
"""

_STAFFED = """
SELECT r.id, r.name, r.is_hard, r.max_absent, r.max_absent_percent, r.min_present,
       coalesce(p.name, d.name, s.name) AS crew
  FROM staffing_rule AS r
  LEFT JOIN site AS p ON p.id = r.site_id
  LEFT JOIN department AS d ON d.id = r.department_id
  LEFT JOIN squad AS s ON s.id = r.squad_id
 ORDER BY r.name, r.id
"""

_NAMED = """
SELECT 'site' AS kind, id, name FROM site WHERE closed_at IS NULL
 UNION ALL
SELECT 'department', id, name FROM department
 UNION ALL
SELECT 'squad', id, name FROM squad
 UNION ALL
SELECT 'leave_type', id, name FROM leave_type WHERE active
 ORDER BY kind, name, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedLine:
    """Days without leave; without a site, department or leave type it is about all of them."""

    id: int
    name: str
    first_day: date
    last_day: date
    is_hard: bool
    site: str | None
    department: str | None
    leave_type: str | None
    exempt_roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffedLine:
    """How many of a group may be away, or must be there; without a crew it is everybody."""

    id: int
    name: str
    is_hard: bool
    max_absent: int | None
    max_absent_percent: int | None
    min_present: int | None
    crew: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that a limit can be about."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseLimits:
    """Every limit, and what another one could be about."""

    blocked: tuple[BlockedLine, ...]
    staffed: tuple[StaffedLine, ...]
    named: tuple[Named, ...]

    def of(self, kind: str) -> tuple[Named, ...]:
        """Return everything of one kind, by name."""
        return tuple(each for each in self.named if each.kind == kind)


def house_limits(tx: Transaction) -> HouseLimits:
    """Return the company's limits; raises Refused for whoever does not look after leave."""
    assert_may_configure(tx)
    return HouseLimits(
        blocked=tuple(
            BlockedLine(**{**row._asdict(), "exempt_roles": tuple(row.exempt_roles)})
            for row in tx.rows(_BLOCKED)
        ),
        staffed=tuple(StaffedLine(**row._asdict()) for row in tx.rows(_STAFFED)),
        named=tuple(Named(**row._asdict()) for row in tx.rows(_NAMED)),
    )
