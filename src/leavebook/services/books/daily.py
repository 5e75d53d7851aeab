"""What time itself brings to a company, whenever somebody looks: books, exits, reminders.

The job runs every hour, so that midnight is met in every time zone; a day on which it did not
run is made up for by the next run.
"""

from datetime import timedelta
from typing import Final

from leavebook.services.books.batches import Open, Progress, Tally, unheard
from leavebook.services.books.catching_up import catch_up
from leavebook.services.books.expiry_reminders import remind
from leavebook.services.leave import old_documents, shutdowns
from leavebook.services.leave.escalation import bring_up
from leavebook.services.people import people_intake
from leavebook.services.people.exits import close_logins
from leavebook.services.telling import decision_links
from leavebook.storage import job_runs

DAILY: Final = "daily"
CLOSE_YEAR: Final = "close-year"

NEWEST_RUNS: Final = 100
SMOOTH_RUNS_STAY: Final = timedelta(days=90)
FAILED_RUNS_STAY: Final = timedelta(days=3 * 365)
"""As long as the audit trail: what went wrong with somebody's leave may be asked years later."""


def run(open_tx: Open, *, job: str = DAILY, progress: Progress = unheard) -> Tally:
    """Everything that is due today is done, and the run is on record with its failures."""
    with open_tx() as tx:
        run_id = job_runs.begin(tx, job)
    tally = Tally()
    catch_up(open_tx, tally, progress=progress)
    shutdowns.settle(open_tx, tally)
    with open_tx() as tx:
        tally.add_all({"logins_closed": close_logins(tx)})
    with open_tx() as tx:
        tally.add_all({"documents_deleted": old_documents.let_go(tx)})
    with open_tx() as tx:
        tally.add_all({"imports_given_up": people_intake.let_go_of_forgotten(tx)})
    remind(open_tx, tally)
    bring_up(open_tx, tally)
    with open_tx() as tx:
        decision_links.prune(tx)
        job_runs.finish(
            tx,
            run_id,
            counts=tally.counts,
            failures=tally.plain_failures(),
        )
        job_runs.prune(
            tx,
            newest=NEWEST_RUNS,
            smooth_since=tx.now - SMOOTH_RUNS_STAY,
            failed_since=tx.now - FAILED_RUNS_STAY,
        )
    return tally
