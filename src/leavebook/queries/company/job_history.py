"""When the jobs ran last, what they did and what failed."""

from leavebook.storage import job_runs
from leavebook.storage.job_runs import JobRun
from leavebook.storage.transaction import Transaction

__all__ = ["JobRun", "latest_runs"]


def latest_runs(tx: Transaction) -> tuple[JobRun, ...]:
    """Return the newest run of every job."""
    return job_runs.latest(tx)
