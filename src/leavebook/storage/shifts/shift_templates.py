"""Templates of shifts: what recurs."""

from dataclasses import dataclass

from leavebook.domain.calendar.shifts import TemplateContent
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_FIND = """
SELECT id, name, start_time, end_time, days_of_week, department_id, version
  FROM shift_template
 WHERE uuid = %(uuid)s AND active
   FOR UPDATE
"""

_ADD = """
INSERT INTO shift_template (company_id, name, department_id, start_time, end_time, days_of_week,
                            created_at, created_by, changed_at)
VALUES (%(company_id)s, %(name)s, %(department_id)s, %(starts)s, %(ends)s, %(days)s, %(now)s,
        %(by)s, %(now)s)
RETURNING id
"""

_CHANGE = """
UPDATE shift_template
   SET name = %(name)s, department_id = %(department_id)s, start_time = %(starts)s,
       end_time = %(ends)s, days_of_week = %(days)s, version = version + 1, changed_at = %(now)s
 WHERE id = %(id)s
"""

_REMOVE = """
UPDATE shift_template SET active = false, version = version + 1, changed_at = %(now)s
 WHERE id = %(id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTemplate:
    """A template as it stands."""

    id: int
    content: TemplateContent
    version: int


def lock(tx: Transaction, uuid: object) -> ShiftTemplate | None:
    """Return the template, which nobody else changes until this transaction ends."""
    return _template(tx.row(_FIND, uuid=uuid))


def add(tx: Transaction, content: TemplateContent) -> int:
    """Add a template and return the id."""
    template_id: int = tx.value(
        _ADD, **_content(content), company_id=tx.company.id, now=tx.now, by=tx.actor.user_id
    )
    return template_id


def change(tx: Transaction, template_id: int, content: TemplateContent) -> None:
    """Replace what the template says."""
    tx.run(_CHANGE, **_content(content), id=template_id, now=tx.now)


def remove(tx: Transaction, template_id: int) -> None:
    """Take the template out of sight; shifts made from it stay."""
    tx.run(_REMOVE, id=template_id, now=tx.now)


def _content(content: TemplateContent) -> dict[str, object]:
    return {
        "name": content.name,
        "department_id": content.department_id,
        "starts": content.starts,
        "ends": content.ends,
        "days": list(content.days_of_week),
    }


def _template(row: Row | None) -> ShiftTemplate | None:
    if row is None:
        return None
    return ShiftTemplate(
        id=row.id,
        version=row.version,
        content=TemplateContent(
            name=row.name,
            starts=row.start_time,
            ends=row.end_time,
            days_of_week=tuple(row.days_of_week),
            department_id=row.department_id,
        ),
    )
