"""Proves every night that what is written is what a replay says, and keeps what differs."""

import asyncio
from typing import Final

import procrastinate
import structlog
from procrastinate import RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued

from leavebook.clock import Clock
from leavebook.jobs.opening import opening
from leavebook.queries.books.proof import Proof, prove
from leavebook.services.books.batches import Open
from leavebook.storage import job_runs
from leavebook.storage.database import Database
from leavebook.storage.doors import all_companies

_log = structlog.get_logger()

PROOF: Final = "proof"
_EVERY_NIGHT: Final = "23 2 * * *"
_KEPT: Final = 100
"""So many differences stay on record; how many there are is counted in full."""


def add_proofs(queue: procrastinate.App, database: Database, clock: Clock) -> None:
    """The queue has the task that proves a company's books, and the nightly one for all."""

    @queue.task(name="prove_company", queue="time", retry=RetryStrategy(max_attempts=2, wait=60))
    def prove_company(company_id: int) -> None:
        proof = prove_books(opening(database, clock, company_id))
        tell = _log.error if proof.differences else _log.info
        tell(
            "books proved",
            company=company_id,
            accounts=proof.accounts,
            differences=len(proof.differences),
        )

    @queue.periodic(cron=_EVERY_NIGHT)
    @queue.task(name="prove_companies", queue="time")
    async def prove_companies(timestamp: int) -> None:  # noqa: ARG001  the clock says when
        for company_id, _ in await asyncio.to_thread(all_companies, database):
            lock = f"proof:{company_id}"
            try:
                await prove_company.configure(lock=lock, queueing_lock=lock).defer_async(
                    company_id=company_id
                )
            except AlreadyEnqueued:
                continue


def prove_books(open_tx: Open) -> Proof:
    """The company's books are compared with a replay, and what differs is on record as a run."""
    with open_tx() as tx:
        run_id = job_runs.begin(tx, PROOF)
    proof = prove(open_tx)
    counts = {
        "people": proof.people,
        "accounts": proof.accounts,
        "behind": proof.behind,
        "differences": len(proof.differences),
    }
    failures = [
        {
            "employee_id": each.employee_id,
            "what": each.what,
            "why": f"{each.stored} is written, a replay says {each.replayed}",
        }
        for each in proof.differences[:_KEPT]
    ]
    with open_tx() as tx:
        job_runs.finish(tx, run_id, counts=counts, failures=failures)
    return proof
