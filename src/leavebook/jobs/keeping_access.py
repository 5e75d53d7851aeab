"""Once a day: access that would be forgotten if it rested is renewed."""

from collections.abc import Callable
from typing import Final

import procrastinate
import structlog

from leavebook.storage.database import Database
from leavebook.storage.doors import all_companies

_log = structlog.get_logger()

_EVERY_NIGHT: Final = "41 2 * * *"


def add_keeping_access(
    queue: procrastinate.App, database: Database, keep: Callable[[int], None]
) -> None:
    """The queue has the task that does it for every company, given by its id."""

    @queue.periodic(cron=_EVERY_NIGHT)
    @queue.task(name="keep_access", queue="time", queueing_lock="keep_access", lock="keep_access")
    def keep_access(timestamp: int) -> None:  # noqa: ARG001  the system outside says when it is over
        for company_id, _ in all_companies(database):
            try:
                keep(company_id)
            except Exception as error:  # noqa: BLE001  one company must not keep the others waiting
                # Not the message: it may quote what a system was told.
                _log.error("access not kept", company=company_id, error=type(error).__name__)
