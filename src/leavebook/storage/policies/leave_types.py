"""Leave types and what they say about requests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.requests.discretion import USUAL, Discretion, Visibility
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.storage.database import Row
from leavebook.storage.policies.stored import document, value_of
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT id, uuid, name, code, aliases, unit, paid, sensitive, visibility, active, color, rules,
       approval
  FROM leave_type
"""
_FIND = f"{_COLUMNS} WHERE id = %(id)s"
_ALL = f"{_COLUMNS} ORDER BY id"

_ADD = """
INSERT INTO leave_type (company_id, name, code, aliases, unit, paid, sensitive, visibility,
                        color, rules, approval)
VALUES (%(company_id)s, %(name)s, %(code)s, %(aliases)s, %(unit)s, %(paid)s, %(sensitive)s,
        %(visibility)s, %(color)s, %(rules)s, %(approval)s)
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveType:
    """A leave type; its rules already carry the company's approval policy where it has none."""

    id: int
    uuid: UUID
    name: str
    code: str
    aliases: tuple[str, ...]
    unit: Unit
    paid: bool
    discretion: Discretion
    active: bool
    color: str
    rules: LeaveTypeRules

    def is_called(self, name: str) -> bool:
        """Return whether a name, a code or an alias means this type, whatever its case."""
        wanted = name.strip().casefold()
        known = (self.name, self.code, str(self.id), str(self.uuid), *self.aliases)
        return wanted in {each.casefold() for each in known}


def find(tx: Transaction, leave_type_id: int) -> LeaveType | None:
    """Return the leave type, or None when this company has none with the id."""
    row = tx.row(_FIND, id=leave_type_id)
    return None if row is None else _leave_type(tx, row)


def all_of_company(tx: Transaction) -> tuple[LeaveType, ...]:
    """Return every leave type of the company, in the order they were made."""
    return tuple(_leave_type(tx, row) for row in tx.rows(_ALL))


def add(
    tx: Transaction,
    *,
    name: str,
    code: str,
    rules: LeaveTypeRules,
    paid: bool,
    aliases: tuple[str, ...] = (),
    discretion: Discretion = USUAL,
    color: str = "#4a7fb5",
    chain: Chain | None = None,
) -> int:
    """Add a leave type and return the id; without a chain the company's policy decides."""
    leave_type_id: int = tx.value(
        _ADD,
        company_id=tx.company.id,
        name=name,
        code=code,
        aliases=list(aliases),
        unit=rules.counting.unit,
        paid=paid,
        sensitive=discretion.sensitive,
        visibility=discretion.visibility,
        color=color,
        rules=document(rules),
        approval=chain,
    )
    return leave_type_id


def _leave_type(tx: Transaction, row: Row) -> LeaveType:
    return LeaveType(
        id=row.id,
        uuid=row.uuid,
        name=row.name,
        code=row.code,
        aliases=tuple(row.aliases),
        unit=Unit(row.unit),
        paid=row.paid,
        discretion=Discretion(visibility=Visibility(row.visibility), sensitive=row.sensitive),
        active=row.active,
        color=row.color,
        rules=_rules(row.rules, row, Chain(row.approval or tx.company.approval_policy)),
    )


def _rules(stored: Mapping[str, Any], row: Row, chain: Chain) -> LeaveTypeRules:
    rules = value_of(dict(stored), LeaveTypeRules)
    return replace(
        rules,
        leave_type_id=LeaveTypeId(row.id),
        active=row.active,
        approval=replace(rules.approval, chain=chain),
    )
