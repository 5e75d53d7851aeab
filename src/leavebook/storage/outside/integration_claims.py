"""Who works on what a system has to be told, and what came of it.

Leases and waits are told by the database's clock: the clocks of workers may differ.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from leavebook.domain.integrations import ErrorKind, Observed, Provider
from leavebook.domain.retrying import GIVEN_UP_AFTER
from leavebook.storage.outside.integration_links import COLUMNS, Link, link_of
from leavebook.storage.transaction import Transaction

LEASE: Final = timedelta(seconds=60)
"""How long whoever claimed a link may work on it before another worker may take over."""

_LONGEST_ERROR: Final = 500

# The oldest generation first, so that what is taken back goes before what is put there anew;
# so does leave whose place the request has taken, for its days may be the same.
_NEXT = f"""
SELECT {COLUMNS}
  FROM integration_link AS l
 WHERE l.request_id = %(request_id)s AND l.provider = %(provider)s
   AND l.observed <> l.intended AND l.error_kind IS DISTINCT FROM 'permanent'
   AND (l.next_try_at IS NULL OR l.next_try_at <= statement_timestamp())
   AND (l.lease_until IS NULL OR l.lease_until <= statement_timestamp())
   AND NOT EXISTS (SELECT FROM integration_link AS older
                    WHERE older.request_id = l.request_id AND older.provider = l.provider
                      AND older.recipient_id IS NOT DISTINCT FROM l.recipient_id
                      AND older.generation < l.generation AND older.observed <> older.intended
                      AND older.error_kind IS DISTINCT FROM 'permanent')
   AND NOT EXISTS (SELECT FROM leave_request AS r
                     JOIN integration_link AS replaced ON replaced.request_id = r.replaces_id
                    WHERE r.id = l.request_id AND replaced.provider = l.provider
                      AND replaced.recipient_id IS NOT DISTINCT FROM l.recipient_id
                      AND replaced.intended = 'absent' AND replaced.observed <> 'absent'
                      AND replaced.error_kind IS DISTINCT FROM 'permanent')
 ORDER BY l.generation, l.id LIMIT 1
   FOR UPDATE OF l SKIP LOCKED
"""  # noqa: S608  constant text

# From here on nobody can tell whether the system was called, until somebody says so. What it does
# not hold for sure may still go to another place; the rest is where it was told.
_CLAIM = """
UPDATE integration_link
   SET fence = fence + 1, attempts = attempts + 1,
       lease_until = statement_timestamp() + %(lease)s,
       observed = CASE WHEN intended = 'present' THEN 'uncertain' ELSE observed END,
       place = CASE WHEN observed = 'absent' THEN %(place)s ELSE place END,
       changed_at = %(now)s
 WHERE id = %(id)s
RETURNING fence, attempts, place
"""

# Whoever was sent is back, so somebody else may be sent as soon as the wait is over.
_POSTPONE = """
UPDATE integration_link
   SET next_try_at = statement_timestamp() + %(wait)s, nudged_at = NULL
 WHERE id = %(id)s
"""

_IS_MINE = """
SELECT EXISTS (SELECT FROM integration_link
                WHERE id = %(id)s AND fence = %(fence)s
                  AND lease_until > statement_timestamp() + %(left)s)
"""

_SETTLED = """
UPDATE integration_link
   SET observed = %(observed)s, external_id = coalesce(%(external_id)s, external_id),
       error_kind = NULL, error = NULL, failing_since = NULL, next_try_at = NULL, attempts = 0,
       follow_up = nullif(coalesce(%(follow_up)s, follow_up), ''),
       lease_until = NULL, changed_at = %(now)s
 WHERE id = %(id)s AND fence = %(fence)s
RETURNING id
"""

# What failed was meant for what was intended then: it must not stop what is intended now.
_FAILED = """
UPDATE integration_link
   SET observed = %(observed)s, lease_until = NULL, changed_at = %(now)s,
       error = CASE WHEN intended <> %(observed)s THEN %(error)s END,
       error_kind = CASE WHEN intended = %(observed)s THEN NULL
                         WHEN intended <> %(meant)s THEN 'temporary'
                         WHEN failing_since <= statement_timestamp() - %(patience)s
                         THEN 'permanent' ELSE %(error_kind)s END,
       failing_since = coalesce(failing_since, statement_timestamp()),
       next_try_at = statement_timestamp() + %(wait)s, nudged_at = NULL
 WHERE id = %(id)s AND fence = %(fence)s
RETURNING id
"""

_DUE = """
SELECT l.id, l.request_id, l.provider, r.employee_id
  FROM integration_link AS l
  JOIN leave_request AS r ON r.id = l.request_id
 WHERE l.observed <> l.intended AND l.error_kind IS DISTINCT FROM 'permanent'
   AND (l.next_try_at IS NULL OR l.next_try_at <= statement_timestamp())
   AND (l.lease_until IS NULL OR l.lease_until <= statement_timestamp())
   AND (l.nudged_at IS NULL OR l.nudged_at <= statement_timestamp() - interval '1 minute')
 ORDER BY l.next_try_at NULLS FIRST, l.id
 LIMIT %(most)s
   FOR UPDATE OF l SKIP LOCKED
"""

_NUDGED = "UPDATE integration_link SET nudged_at = statement_timestamp() WHERE id = ANY(%(ids)s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A request that a system has to be called for."""

    id: int
    request_id: int
    employee_id: int
    provider: Provider


def next_to_settle(tx: Transaction, request_id: int, provider: Provider) -> Link | None:
    """Return the next link that somebody may work on, held for this transaction."""
    row = tx.row(_NEXT, request_id=request_id, provider=provider)
    return None if row is None else link_of(row)


def claim(tx: Transaction, link: Link, *, place: str | None = None) -> Link:
    """Return the link for this caller alone until the lease ends; `observed` is as it was.

    `place` is where it would be told now. Whoever dies from here on leaves it uncertain whether
    the system was told.
    """
    row = tx.row(_CLAIM, id=link.id, lease=LEASE, place=place, now=tx.now)
    assert row is not None  # noqa: S101  the link is held, so it is there
    return replace(link, fence=row.fence, attempts=row.attempts, place=row.place)


def is_mine(tx: Transaction, link: Link, *, left: timedelta) -> bool:
    """Return whether the link is still this caller's, by the database's clock, for so long."""
    mine: bool = tx.value(_IS_MINE, id=link.id, fence=link.fence, left=left)
    return mine


def postpone(tx: Transaction, link: Link, wait: timedelta) -> None:
    """Have nobody look at the link for a while; it is not at fault."""
    tx.run(_POSTPONE, id=link.id, wait=wait)


def settled(
    tx: Transaction, link: Link, *, external_id: str | None = None, follow_up: str | None = None
) -> bool:
    """Write down that the call went well; return False when somebody else has taken over since."""
    done = tx.value(
        _SETTLED,
        id=link.id,
        fence=link.fence,
        observed=link.intended,
        external_id=external_id,
        follow_up=follow_up,
        now=tx.now,
    )
    return done is not None


def failed(
    tx: Transaction,
    link: Link,
    observed: Observed,
    *,
    kind: ErrorKind,
    error: str,
    wait: timedelta,
) -> bool:
    """Write down what went wrong; return False when somebody else has taken over since.

    What has failed for a day is left to a person.
    """
    done = tx.value(
        _FAILED,
        id=link.id,
        fence=link.fence,
        meant=link.intended,
        observed=observed,
        error_kind=kind,
        error=error[:_LONGEST_ERROR],
        wait=wait,
        patience=GIVEN_UP_AFTER,
        now=tx.now,
    )
    return done is not None


def due(tx: Transaction, *, most: int) -> tuple[Due, ...]:
    """Return what systems have to be called for and nobody has been sent to, the longest due first.

    They count as sent from now on.
    """
    found = tuple(
        Due(**{**row._asdict(), "provider": Provider(row.provider)})
        for row in tx.rows(_DUE, most=most)
    )
    tx.run(_NUDGED, ids=[each.id for each in found])
    return found
