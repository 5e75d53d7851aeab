"""When the jobs ran last, what they did and what failed."""

from leavebook.services.company.holiday_changes import RECOUNT_RUN
from leavebook.storage import job_runs
from leavebook.storage.job_runs import JobRun
from leavebook.storage.transaction import Transaction

__all__ = ["JobRun", "latest_runs", "recount_under_way"]


def latest_runs(tx: Transaction) -> tuple[JobRun, ...]:
    """Return the newest run of every job."""
    return job_runs.latest(tx)


def recount_under_way(tx: Transaction) -> JobRun | None:
    """Return how far leave is counted again after free days have changed; None when it is done."""
    return job_runs.under_way(tx, RECOUNT_RUN)
