"""What providers of leave types and balances told us, with when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from leavebook.storage.policies.stored import document
from leavebook.storage.transaction import Transaction

_READ = """
SELECT fetched_at, seen, body
  FROM provider_cache
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
   AND fetched_at IS NOT NULL
"""

_OPEN = """
INSERT INTO provider_cache (company_id, provider, employee_id)
VALUES (%(company_id)s, %(provider)s, %(employee_id)s)
    ON CONFLICT (company_id, provider, employee_id) DO NOTHING
"""

_HOLD = """
SELECT id FROM provider_cache
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
   FOR UPDATE
"""

_KEEP = """
UPDATE provider_cache
   SET fetched_at = %(now)s, seen = %(seen)s, body = %(body)s
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
"""


LIFE: Final = timedelta(hours=1)
"""How long an answer counts."""

_TURN: Final = timedelta(seconds=25)
"""How long somebody may be asking before another may."""

_TAKE_TURN = """
UPDATE provider_cache
   SET asking_until = statement_timestamp() + %(turn)s, asked = asked + 1
 WHERE provider = %(provider)s AND employee_id IS NOT DISTINCT FROM %(employee_id)s
   AND (asking_until IS NULL OR asking_until <= statement_timestamp())
RETURNING id, asked
"""

_END_TURN = """
UPDATE provider_cache SET asking_until = NULL WHERE id = %(id)s AND asked = %(asked)s
"""

_ANSWER = """
UPDATE provider_cache
   SET fetched_at = %(now)s, seen = %(seen)s, body = %(body)s, asking_until = NULL
 WHERE id = %(id)s AND asked = %(asked)s
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn to ask; who comes too late with an answer finds it taken by another."""

    id: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer of a provider, the moment it came and the state the provider was in."""

    fetched_at: datetime
    seen: str
    body: Any


def read(tx: Transaction, provider: str, employee_id: int | None) -> Kept | None:
    """Return the last answer about a person, or for None about the leave types."""
    row = tx.row(_READ, provider=provider, employee_id=employee_id)
    return None if row is None else Kept(**row._asdict())


def hold(tx: Transaction, provider: str, employee_id: int | None) -> Kept | None:
    """Return the last answer, when nobody else is asking the provider the same any more."""
    which = {"provider": provider, "employee_id": employee_id}
    tx.run(_OPEN, company_id=tx.company.id, **which)
    tx.run(_HOLD, **which)
    return read(tx, provider, employee_id)


def keep(
    tx: Transaction, provider: str, employee_id: int | None, *, seen: str, body: object
) -> Kept:
    """Keep an answer that came just now, for whoever holds the row, and return it."""
    tx.run(
        _KEEP,
        provider=provider,
        employee_id=employee_id,
        now=tx.now,
        seen=seen,
        body=document(body),
    )
    found = read(tx, provider, employee_id)
    if found is None:
        raise LookupError("an answer is gone although its row is held")
    return found


def take_turn(tx: Transaction, provider: str, employee_id: int | None) -> Turn | None:
    """Return the turn to ask the provider; None while somebody else has it."""
    which = {"provider": provider, "employee_id": employee_id}
    tx.run(_OPEN, company_id=tx.company.id, **which)
    row = tx.row(_TAKE_TURN, turn=_TURN, **which)
    return None if row is None else Turn(row.id, row.asked)


def end_turn(tx: Transaction, turn: Turn) -> None:
    """Let others ask, without an answer."""
    tx.run(_END_TURN, id=turn.id, asked=turn.asked)


def answer(tx: Transaction, turn: Turn, *, seen: str, body: object) -> Kept:
    """Return the answer that came just now; it is kept unless somebody asked later."""
    kept = document(body)
    tx.run(_ANSWER, id=turn.id, asked=turn.asked, now=tx.now, seen=seen, body=kept)
    return Kept(fetched_at=tx.now, seen=seen, body=kept.obj)
