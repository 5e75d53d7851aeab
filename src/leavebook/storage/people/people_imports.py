"""Files of people that wait, are being taken, or were; what they held is kept no longer."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

_COLUMNS = """
SELECT i.id, i.state, i.asked_at, u.name AS asked_by, i.people, i.done, i.steps, i.finished_at,
       i.taken_on, i.changed, i.why
  FROM people_import AS i
  JOIN user_account AS u ON u.id = i.asked_by
"""

_FIND = f"{_COLUMNS} WHERE i.id = %(id)s"

_LATEST = f"{_COLUMNS} ORDER BY i.id DESC LIMIT %(most)s"

_ADD = """
INSERT INTO people_import (company_id, asked_at, asked_by, people, content)
VALUES (%(company_id)s, %(now)s, %(by)s, %(people)s, %(content)s)
RETURNING id
"""

_BEGIN = """
UPDATE people_import SET state = 'running', done = 0, steps = 0
 WHERE id = %(id)s AND finished_at IS NULL
RETURNING content, asked_by
"""

_NOTE = """
UPDATE people_import SET done = %(done)s, steps = %(steps)s
 WHERE id = %(id)s AND finished_at IS NULL
"""

_FINISH = """
UPDATE people_import
   SET state = 'done', content = NULL, finished_at = %(now)s, done = steps,
       taken_on = %(taken_on)s, changed = %(changed)s
 WHERE id = %(id)s AND finished_at IS NULL
RETURNING id
"""

_FAIL = """
UPDATE people_import
   SET state = 'failed', content = NULL, finished_at = %(now)s, why = %(why)s
 WHERE id = %(id)s AND finished_at IS NULL
"""

_FORGOTTEN = """
SELECT id FROM people_import
 WHERE finished_at IS NULL AND asked_at < %(before)s
 ORDER BY id
"""


class ImportState(StrEnum):
    """How far a file of people is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class WhyNot(StrEnum):
    """Why a file was not taken after all."""

    STANDS_AGAINST = "stands_against"  # the company has changed since the file was looked at
    NOT_ALLOWED = "not_allowed"  # whoever brought it may not any more
    BROKE = "broke"  # something is wrong with the server
    TOO_LATE = "too_late"  # nobody came to it in time


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImport:
    """A file of people, without what it holds."""

    id: int
    state: ImportState
    asked_at: datetime
    asked_by: str
    people: int
    done: int
    steps: int
    finished_at: datetime | None
    taken_on: int | None
    changed: int | None
    why: WhyNot | None

    @property
    def is_over(self) -> bool:
        """Whether nothing happens with it any more."""
        return self.finished_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """What is to be taken, and in whose name."""

    content: bytes = field(repr=False)
    asked_by: int


def add(tx: Transaction, content: bytes, *, people: int) -> int:
    """Keep the file until it is taken, and return the id of the import."""
    import_id: int = tx.value(
        _ADD,
        company_id=tx.company.id,
        now=tx.now,
        by=tx.actor.user_id,
        people=people,
        content=content,
    )
    return import_id


def find(tx: Transaction, import_id: int) -> PeopleImport | None:
    """Return the import, or None when there is none with the id."""
    row = tx.row(_FIND, id=import_id)
    return None if row is None else _import(row)


def latest(tx: Transaction, *, most: int) -> tuple[PeopleImport, ...]:
    """Return the newest imports, the last one first."""
    return tuple(_import(row) for row in tx.rows(_LATEST, most=most))


def begin(tx: Transaction, import_id: int) -> OpenFile | None:
    """Note that the file is being taken and return it; None once it is over with it."""
    row = tx.row(_BEGIN, id=import_id)
    return None if row is None else OpenFile(content=bytes(row.content), asked_by=row.asked_by)


def note(tx: Transaction, import_id: int, *, done: int, steps: int) -> None:
    """Note how far it is."""
    tx.run(_NOTE, id=import_id, done=done, steps=steps)


def finish(tx: Transaction, import_id: int, *, taken_on: int, changed: int) -> bool:
    """Note what was done and let the file go; False where somebody else was faster."""
    row = tx.row(_FINISH, id=import_id, now=tx.now, taken_on=taken_on, changed=changed)
    return row is not None


def fail(tx: Transaction, import_id: int, why: WhyNot) -> None:
    """Note why the file is not taken and let it go, unless it is over with it already."""
    tx.run(_FAIL, id=import_id, now=tx.now, why=why)


def forgotten(tx: Transaction, *, before: datetime) -> tuple[int, ...]:
    """Return the imports from before the moment that are still not over."""
    return tuple(row.id for row in tx.rows(_FORGOTTEN, before=before))


def _import(row: Row) -> PeopleImport:
    words = {
        "state": ImportState(row.state),
        "why": None if row.why is None else WhyNot(row.why),
    }
    return PeopleImport(**{**row._asdict(), **words})
