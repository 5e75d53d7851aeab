"""Jobs of a company that were tried as often as they may be and stay undone until somebody looks.

The queue has no wall between companies: every statement here names the company itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from leavebook.storage.transaction import Transaction

# Aborted is what was stopped with its worker for the last time that it may be begun again.
_OURS: Final = (
    "j.status IN ('failed', 'aborted') AND (j.args ->> 'company_id')::bigint = %(company)s"
)

_LIST = f"""
SELECT j.id, j.task_name AS task, j.attempts AS tries, e.name AS about,
       (SELECT max(happened.at) FROM procrastinate_events AS happened
         WHERE happened.job_id = j.id AND happened.type IN ('failed', 'aborted')) AS given_up_at
  FROM procrastinate_jobs AS j
  LEFT JOIN event AS e ON e.uuid = (j.args ->> 'event')::uuid
 WHERE {_OURS}
 ORDER BY j.id
 LIMIT %(most)s
"""  # noqa: S608  constant text

_COUNT = f"SELECT count(*) FROM procrastinate_jobs AS j WHERE {_OURS}"  # noqa: S608  constant text

# As if it had never been tried. Twice the same may wait by now: a job that reads the present
# state does nothing the second time, and only the key that keeps two apart has to go.
_AGAIN = f"""
WITH again AS (
    UPDATE procrastinate_jobs AS j
       SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL,
           queueing_lock = NULL, abort_requested = false
     WHERE {_OURS}
    RETURNING id)
SELECT count(*) FROM again
"""  # noqa: S608  constant text


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A job that is not tried any more; `about` is the event that it should have told of."""

    id: int
    task: str
    about: str | None
    tries: int
    given_up_at: datetime | None


def given_up(tx: Transaction, *, most: int) -> tuple[GivenUp, ...]:
    """Return the jobs of the company that were given up, the oldest first."""
    rows = tx.rows(_LIST, company=tx.company.id, most=most)
    return tuple(GivenUp(**row._asdict()) for row in rows)


def number(tx: Transaction) -> int:
    """Return how many jobs of the company were given up."""
    found: int = tx.value(_COUNT, company=tx.company.id)
    return found


def try_again(tx: Transaction) -> int:
    """Have all of them done once this transaction is committed; return how many."""
    found: int = tx.value(_AGAIN, company=tx.company.id)
    return found
