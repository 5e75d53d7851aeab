"""Lets time pass for the integrations of one company, by moving what they wait for."""

from datetime import timedelta

from tests.cast import Cast

_LINKS = """
UPDATE integration_link
   SET lease_until = lease_until - %(by)s, next_try_at = next_try_at - %(by)s,
       failing_since = failing_since - %(by)s, nudged_at = nudged_at - %(by)s
"""

_GATES = """
UPDATE integration_connection
   SET closed_until = closed_until - %(by)s, renewing_until = renewing_until - %(by)s,
       counted_at = counted_at - %(by)s
"""


def let_pass(cast: Cast, by: timedelta) -> None:
    """Everything that the company's integrations wait for is that much nearer."""
    with cast.acting() as tx:
        tx.run(_LINKS, by=by)
        tx.run(_GATES, by=by)
