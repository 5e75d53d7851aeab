"""Looks again at what systems outside have not taken yet."""

from typing import Final

import procrastinate
import structlog

from leavebook.clock import Clock
from leavebook.jobs.opening import opening
from leavebook.services.outside.integrations import nudge_due
from leavebook.storage.database import Database
from leavebook.storage.doors import companies_with_due_links

_log = structlog.get_logger()

_EVERY_TEN_SECONDS: Final = "* * * * * */10"
_MOST_PER_COMPANY: Final = 100
"""So many at a time, so that a company with a long list leaves the others their turn."""


def add_sweeper(queue: procrastinate.App, database: Database, clock: Clock) -> None:
    """The queue has the task that sends somebody to whatever is due."""

    @queue.periodic(cron=_EVERY_TEN_SECONDS)
    @queue.task(name="sweep_integrations", queue="time", queueing_lock="sweep", lock="sweep")
    def sweep_integrations(timestamp: int) -> None:  # noqa: ARG001  the database's clock says when
        sweep(database, clock)


def sweep(database: Database, clock: Clock) -> int:
    """Queue a job for everything that is due in any company; return how many."""
    sent = 0
    for company_id in companies_with_due_links(database):
        try:
            with opening(database, clock, company_id)() as tx:
                sent += nudge_due(tx, most=_MOST_PER_COMPANY)
        except Exception:  # noqa: BLE001  one company must not keep the others waiting
            _log.exception("integrations not looked at", company=company_id)
    if sent:
        _log.info("integrations due", jobs=sent)
    return sent
