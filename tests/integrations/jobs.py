"""The worker's part, done here and now for one company."""

import base64
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from leavebook import subscribers
from leavebook.clock import Clock
from leavebook.domain.integrations import Provider
from leavebook.services.outside.remote_systems import Systems
from leavebook.services.outside.sealing import Keyring
from tests.cast import NOW, Cast
from tests.integrations.time_passing import let_pass

KEYS = Keyring(Path("nowhere"), given=base64.b64encode(bytes(32)).decode())
CLOCK = Clock.starting_at(NOW)


def work_off(
    cast: Cast, *, systems: Systems = subscribers.CONSOLES, between: timedelta = timedelta(0)
) -> None:
    """Tell every subscriber of everything that happened, and have every system told.

    So much time passes after each that is told.
    """
    hear_everything(cast)
    for request_id, provider in nudges(cast):
        subscribers.reconcile(
            cast.database,
            CLOCK,
            cast.company_id,
            request_id,
            provider,
            systems=systems,
            keyring=KEYS,
        )
        if between:
            let_pass(cast, between)


def hear_everything(cast: Cast) -> None:
    """Tell every subscriber of everything that happened in the company, from the beginning."""
    with cast.acting() as tx:
        events = [row.uuid for row in tx.rows("SELECT uuid FROM event ORDER BY id")]
    for event in events:
        subscribers.hear(cast.database, CLOCK, cast.company_id, UUID(str(event)))


def nudges(cast: Cast) -> list[tuple[int, Provider]]:
    """Return the jobs that wait for systems outside, each once, in the order they were made."""
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'reconcile'"
            " AND (args ->> 'company_id')::bigint = %(company)s ORDER BY id",
            company=cast.company_id,
        )
    wanted = [(int(row.args["request_id"]), Provider(row.args["provider"])) for row in rows]
    return list(dict.fromkeys(wanted))
