"""The job that takes a file of people, as often as it has to be begun."""

from contextlib import AbstractContextManager
from functools import partial
from typing import Final

import procrastinate
import structlog
from procrastinate import JobContext, RetryStrategy
from procrastinate.exceptions import JobAborted

from leavebook.clock import Clock
from leavebook.domain.people.actors import Actor
from leavebook.jobs.opening import opening
from leavebook.jobs.visits import go_on
from leavebook.services.people import people_intake
from leavebook.storage.database import Database, DatabaseAway
from leavebook.storage.outbox import TAKE_PEOPLE
from leavebook.storage.people.people_imports import WhyNot
from leavebook.storage.transaction import Transaction, TryAgain, in_company

_log = structlog.get_logger()

# Asked for on a page: in the trail it stands as such.
_DOOR: Final = "web"
_AGAIN: Final = RetryStrategy(max_attempts=8, exponential_wait=5)


def add_people_files(queue: procrastinate.App, database: Database, clock: Clock) -> None:
    """The queue has the task that takes a file of people."""

    @queue.task(name=TAKE_PEOPLE, queue="time", retry=_AGAIN, pass_context=True)
    def take_people(context: JobContext, company_id: int, import_id: int) -> None:
        def open_as(actor: Actor) -> AbstractContextManager[Transaction]:
            return in_company(database, company_id, actor=actor, now=clock.now(), door=_DOOR)

        open_tx = opening(database, clock, company_id)
        try:
            people_intake.take(open_tx, open_as, import_id, heard=partial(go_on, context))
        except (TryAgain, DatabaseAway, JobAborted):
            raise
        except Exception as error:  # noqa: BLE001  whoever waits for it has to hear that it is over
            # Not the message: it may quote what stands in the file.
            _log.error("people not taken", company=company_id, error=type(error).__name__)
            people_intake.give_up(open_tx, import_id, WhyNot.BROKE)
