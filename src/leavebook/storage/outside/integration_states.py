"""How much each system has not been told yet, and what went wrong."""

from dataclasses import dataclass

from leavebook.domain.integrations import Provider
from leavebook.storage.transaction import Transaction

_BACKLOGS = """
SELECT provider,
       count(*) FILTER (WHERE observed <> intended
                          AND error_kind IS DISTINCT FROM 'permanent') AS under_way,
       count(*) FILTER (WHERE error_kind = 'permanent') AS for_a_person,
       count(*) FILTER (WHERE follow_up IS NOT NULL) AS by_hand
  FROM integration_link
 WHERE observed <> intended OR error_kind IS NOT NULL OR follow_up IS NOT NULL
 GROUP BY provider
 ORDER BY provider
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What one system has not been told: under way, failed for good, to be done by hand there."""

    under_way: int = 0
    for_a_person: int = 0
    by_hand: int = 0


def backlogs(tx: Transaction) -> dict[Provider, Backlog]:
    """Return the backlog of every system that has one."""
    return {
        Provider(row.provider): Backlog(
            under_way=row.under_way, for_a_person=row.for_a_person, by_hand=row.by_hand
        )
        for row in tx.rows(_BACKLOGS)
    }
