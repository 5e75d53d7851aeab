"""How fast a company calls each system, and when it lets it rest; all workers together."""

from dataclasses import dataclass
from datetime import timedelta

from leavebook.domain.integrations import Provider
from leavebook.domain.retrying import rest_after
from leavebook.storage.transaction import Transaction

_HOLD = """
SELECT failures, closed_until = 'infinity' AS shut,
       CASE WHEN closed_until > statement_timestamp() AND closed_until < 'infinity'
            THEN closed_until - statement_timestamp() END AS rest,
       least(%(burst)s, calls_left + %(per_second)s
             * extract(epoch FROM statement_timestamp() - greatest(counted_at, 'epoch')))
       ::double precision AS calls_left
  FROM integration_connection
 WHERE provider = %(provider)s
   FOR UPDATE
"""

# After failures one call probes; the others wait for what comes of it.
_TAKE = """
UPDATE integration_connection
   SET calls_left = %(calls_left)s - 1, counted_at = statement_timestamp(),
       closed_until = CASE WHEN %(probing)s THEN statement_timestamp() + interval '1 minute'
                           ELSE closed_until END
 WHERE provider = %(provider)s
"""

_OPEN = """
UPDATE integration_connection
   SET failures = 0, closed_until = NULL, trouble = NULL
 WHERE provider = %(provider)s AND (failures > 0 OR closed_until IS NOT NULL)
"""

# A wait that the system asked for without having failed is kept.
_WENT_WELL = """
UPDATE integration_connection
   SET failures = 0, closed_until = NULL, trouble = NULL
 WHERE provider = %(provider)s AND failures > 0
"""

_FAILED = """
UPDATE integration_connection SET failures = failures + 1
 WHERE provider = %(provider)s
RETURNING failures
"""

_CLOSE = """
UPDATE integration_connection
   SET closed_until = greatest(closed_until, statement_timestamp() + %(rest)s)
 WHERE provider = %(provider)s
"""

_SHUT = """
UPDATE integration_connection SET closed_until = 'infinity', trouble = %(trouble)s
 WHERE provider = %(provider)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a company may have a system called: on average, and at once."""

    per_second: float
    burst: int


SHUT = timedelta(minutes=10)
"""How long to wait before looking whether somebody has connected the system anew."""


def pass_through(tx: Transaction, provider: Provider, pace: Pace) -> timedelta | None:
    """Return None when the system may be called now, which then counts; else how long to wait."""
    found = tx.row(_HOLD, provider=provider, burst=pace.burst, per_second=pace.per_second)
    if found is None:
        return None
    if found.shut:
        return SHUT
    if found.rest is not None:
        rest: timedelta = found.rest
        return rest
    if found.calls_left < 1:
        return timedelta(seconds=(1 - found.calls_left) / pace.per_second)
    probing = rest_after(found.failures) is not None
    tx.run(_TAKE, provider=provider, calls_left=found.calls_left, probing=probing)
    return None


def open_again(tx: Transaction, provider: Provider) -> None:
    """Have the system called as if nothing had ever gone wrong."""
    tx.run(_OPEN, provider=provider)


def went_well(tx: Transaction, provider: Provider) -> None:
    """Forget the failures so far; a wait that the system itself has asked for stays."""
    tx.run(_WENT_WELL, provider=provider)


def note_failure(tx: Transaction, provider: Provider) -> None:
    """Count a failure; after a row of them the system is left in peace for a while."""
    rest = rest_after(tx.value(_FAILED, provider=provider) or 0)
    if rest is not None:
        tx.run(_CLOSE, provider=provider, rest=rest)


def rest(tx: Transaction, provider: Provider, asked_for: timedelta) -> None:
    """Call the system no more for as long as it asked for."""
    tx.run(_CLOSE, provider=provider, rest=asked_for)


def shut(tx: Transaction, provider: Provider, trouble: str) -> None:
    """Call the system no more until somebody connects it anew; `trouble` says why."""
    tx.run(_SHUT, provider=provider, trouble=trouble[:500])
