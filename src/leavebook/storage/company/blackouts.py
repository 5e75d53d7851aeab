"""Blocked days, and how many of a group must stay."""

from dataclasses import asdict, dataclass
from datetime import date

from leavebook.storage.leave.shutdowns import ShutdownTerms
from leavebook.storage.transaction import Transaction

_BLOCK = """
INSERT INTO blackout (company_id, name, first_day, last_day, site_id, department_id, leave_type_id,
                      exempt_roles, is_hard)
VALUES (%(company_id)s, %(name)s, %(first_day)s, %(last_day)s, %(site_id)s, %(department_id)s,
        %(leave_type_id)s, %(exempt_roles)s, %(is_hard)s)
RETURNING id
"""

_STAFF = """
INSERT INTO staffing_rule (company_id, name, site_id, department_id, squad_id, max_absent,
                           max_absent_percent, min_present, is_hard)
VALUES (%(company_id)s, %(name)s, %(site_id)s, %(department_id)s, %(squad_id)s, %(max_absent)s,
        %(max_absent_percent)s, %(min_present)s, %(is_hard)s)
RETURNING id
"""

_UNKNOWN = """
SELECT ARRAY_REMOVE(ARRAY[
         CASE WHEN %(site_id)s::bigint IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM site WHERE id = %(site_id)s) THEN 'site_id' END,
         CASE WHEN %(department_id)s::bigint IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM department WHERE id = %(department_id)s)
              THEN 'department_id' END,
         CASE WHEN %(leave_type_id)s::bigint IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM leave_type WHERE id = %(leave_type_id)s)
              THEN 'leave_type_id' END,
         CASE WHEN %(squad_id)s::bigint IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM squad WHERE id = %(squad_id)s) THEN 'squad_id' END
       ], NULL) AS fields
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Days without leave, both ends included; None means everybody and every type."""

    name: str
    first_day: date
    last_day: date
    site_id: int | None = None
    department_id: int | None = None
    leave_type_id: int | None = None
    exempt_roles: tuple[str, ...] = ()
    is_hard: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """How many of a site, department or squad may be away; without a group, of everybody."""

    name: str
    site_id: int | None = None
    department_id: int | None = None
    squad_id: int | None = None
    max_absent: int | None = None
    max_absent_percent: int | None = None
    min_present: int | None = None
    is_hard: bool = False


def unknown_references(
    tx: Transaction, wanted: Blocked | Staffed | ShutdownTerms
) -> tuple[str, ...]:
    """Return the fields that name something this company does not have."""
    given = {"leave_type_id": None, "squad_id": None, **asdict(wanted)}
    names = ("site_id", "department_id", "leave_type_id", "squad_id")
    return tuple(tx.value(_UNKNOWN, **{name: given[name] for name in names}))


def block(tx: Transaction, wanted: Blocked) -> int:
    """Block the days and return the id."""
    values = {**asdict(wanted), "exempt_roles": list(wanted.exempt_roles)}
    blackout_id: int = tx.value(_BLOCK, **values, company_id=tx.company.id)
    return blackout_id


def unblock(tx: Transaction, blackout_id: int) -> bool:
    """Let leave be taken on the days again; return whether they were blocked."""
    return bool(tx.rows("DELETE FROM blackout WHERE id = %(id)s RETURNING id", id=blackout_id))


def staff(tx: Transaction, wanted: Staffed) -> int:
    """Keep the rule and return the id."""
    rule_id: int = tx.value(_STAFF, **asdict(wanted), company_id=tx.company.id)
    return rule_id


def unstaff(tx: Transaction, rule_id: int) -> bool:
    """Drop the rule; return whether there was one."""
    return bool(tx.rows("DELETE FROM staffing_rule WHERE id = %(id)s RETURNING id", id=rule_id))
