"""What other systems should hold of a request, and what they hold as far as we know."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from leavebook.domain.integrations import ErrorKind, Mode, Presence, Provider
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

LEASE: Final = timedelta(seconds=60)
"""How long one call to a system may take before another worker may take over."""

_LONGEST_ERROR: Final = 500

_COLUMNS = """
       l.id, l.request_id, l.provider, l.generation, l.mode, l.says, l.intended, l.observed,
       l.external_id, l.attempts, l.fence, l.error_kind, l.error, l.follow_up
"""

OF_REQUEST = f"""
SELECT {_COLUMNS}
  FROM integration_link AS l
 WHERE l.request_id = %(request_id)s
 ORDER BY l.provider, l.generation
"""  # noqa: S608  constant text

_ADD = """
INSERT INTO integration_link (company_id, request_id, provider, generation, mode, says, intended,
                              made_at, changed_at)
VALUES (%(company_id)s, %(request_id)s, %(provider)s, %(generation)s, %(mode)s, %(says)s,
        'present', %(now)s, %(now)s)
"""

# What is to be taken back was not told wrongly: an old error must not stop it.
_TAKE_BACK = """
UPDATE integration_link
   SET intended = 'absent', error_kind = NULL, error = NULL, changed_at = %(now)s
 WHERE id = %(id)s
"""

_CLEAR = """
UPDATE integration_link
   SET error_kind = NULL, error = NULL, attempts = 0, next_try_at = NULL, changed_at = %(now)s
 WHERE request_id = %(request_id)s AND error IS NOT NULL
"""

# The oldest generation first, so that what is taken back goes before what is put there anew.
_CLAIM = f"""
UPDATE integration_link AS l
   SET fence = l.fence + 1, attempts = l.attempts + 1, lease_until = %(lease_until)s,
       changed_at = %(now)s
 WHERE l.id = (SELECT id FROM integration_link
                WHERE request_id = %(request_id)s AND provider = %(provider)s
                  AND observed <> intended AND error_kind IS DISTINCT FROM 'permanent'
                  AND id > %(after)s
                  AND (lease_until IS NULL OR lease_until < %(now)s)
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING {_COLUMNS}
"""  # noqa: S608  constant text

_RECORD = """
UPDATE integration_link
   SET observed = %(observed)s, external_id = coalesce(%(external_id)s, external_id),
       error_kind = %(error_kind)s, error = %(error)s,
       follow_up = coalesce(%(follow_up)s, follow_up), lease_until = NULL, changed_at = %(now)s
 WHERE id = %(id)s AND fence = %(fence)s
RETURNING id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One generation of a request in one system."""

    id: int
    request_id: int
    provider: Provider
    generation: int
    mode: Mode
    says: str
    intended: Presence
    observed: str
    external_id: str | None
    attempts: int
    fence: int
    error_kind: ErrorKind | None
    error: str | None
    follow_up: str | None

    @property
    def is_settled(self) -> bool:
        """Whether the system holds what it should."""
        return self.observed == self.intended


def of_request(tx: Transaction, request_id: int) -> tuple[Link, ...]:
    """Return every link of the request, by system and generation."""
    return tuple(_link(row) for row in tx.rows(OF_REQUEST, request_id=request_id))


def read(rows: list[Row]) -> tuple[Link, ...]:
    """Return the links in rows that `OF_REQUEST` asked for."""
    return tuple(_link(row) for row in rows)


def add(
    tx: Transaction,
    request_id: int,
    provider: Provider,
    *,
    generation: int,
    mode: Mode,
    says: str,
) -> None:
    """Write down that the system should hold the request from now on."""
    tx.run(
        _ADD,
        company_id=tx.company.id,
        request_id=request_id,
        provider=provider,
        generation=generation,
        mode=mode,
        says=says,
        now=tx.now,
    )


def take_back(tx: Transaction, link: Link) -> None:
    """Write down that the system should not hold this generation any more."""
    tx.run(_TAKE_BACK, id=link.id, now=tx.now)


def clear_errors(tx: Transaction, request_id: int) -> None:
    """Forget what went wrong with the request, so that every system is tried again."""
    tx.run(_CLEAR, request_id=request_id, now=tx.now)


def claim(tx: Transaction, request_id: int, provider: Provider, *, after: int) -> Link | None:
    """Return the next link that is not settled, for this caller alone until the lease ends."""
    row = tx.row(
        _CLAIM,
        request_id=request_id,
        provider=provider,
        after=after,
        now=tx.now,
        lease_until=tx.now + LEASE,
    )
    return None if row is None else _link(row)


def record(
    tx: Transaction,
    link: Link,
    observed: str,
    *,
    external_id: str | None = None,
    follow_up: str | None = None,
    failure: tuple[ErrorKind, str] | None = None,
) -> bool:
    """Write down what came of the call; return False when somebody else has taken over since."""
    kind, message = failure or (None, None)
    return (
        tx.value(
            _RECORD,
            id=link.id,
            fence=link.fence,
            observed=observed,
            external_id=external_id,
            error_kind=kind,
            error=None if message is None else message[:_LONGEST_ERROR],
            follow_up=follow_up,
            now=tx.now,
        )
        is not None
    )


def _link(row: Row) -> Link:
    return Link(
        **{
            **row._asdict(),
            "provider": Provider(row.provider),
            "mode": Mode(row.mode),
            "intended": Presence(row.intended),
            "error_kind": None if row.error_kind is None else ErrorKind(row.error_kind),
        }
    )
