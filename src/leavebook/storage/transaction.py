"""One call, one transaction, one company: the only place that commits.

Statements whose answer is not needed yet are queued and travel together (`pipeline`), so an
error may surface at a later statement or at the commit; nobody should catch one between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.pq import TransactionStatus

from leavebook.domain.people.actors import Actor
from leavebook.storage.constraints import refusal_behind
from leavebook.storage.database import Database, DatabaseAway, Line, Row
from leavebook.storage.pipeline import Answer, Pipeline

_TRY_AGAIN = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
)

_ENTER_COMPANY = """
SELECT set_config('leavebook.company', %(company_id)s::text, true)
"""

_COMPANY = """
SELECT company_id, uuid, codename, name, timezone, approval_policy
  FROM company
 WHERE company_id = %(company_id)s
"""


class TryAgain(Exception):  # noqa: N818  says what to do
    """Nothing was written because another call was in the way; the same call may succeed now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The company that a transaction is bound to."""

    id: int
    uuid: UUID
    codename: str
    timezone: str
    approval_policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """An open transaction inside one company, on behalf of one actor, at one moment."""

    pipeline: Pipeline
    company: Company
    actor: Actor
    now: datetime
    door: str
    credential_id: int | None = None
    user_uuid: UUID | None = None
    """The caller as the outside knows them; for a machine, who answers for its key."""

    def rows(self, query: str, **values: object) -> list[Row]:
        """Return every row of the answer."""
        return self.pipeline.send(query, values).fetchall()

    def row(self, query: str, **values: object) -> Row | None:
        """Return the first row of the answer, or None."""
        return self.pipeline.send(query, values).fetchone()

    def value(self, query: str, **values: object) -> Any:  # noqa: ANN401  a column holds anything
        """Return the first column of the first row, or None when there is no row."""
        row = self.row(query, **values)
        return None if row is None else row[0]

    def ask(self, query: str, **values: object) -> Answer:
        """Queue a question; its answer is fetched later, together with others."""
        return self.pipeline.send(query, values)

    def run(self, query: str, **values: object) -> None:
        """Queue a statement whose answer nobody needs; its errors surface later."""
        self.pipeline.send(query, values)


@contextmanager
def in_company(
    database: Database,
    company_id: int,
    *,
    actor: Actor,
    now: datetime,
    door: str,
) -> Iterator[Transaction]:
    """Open a transaction in a company that is already known; commit when the block ends."""
    with open_transaction(database) as pipeline:
        pipeline.send(_ENTER_COMPANY, {"company_id": company_id})
        company = pipeline.send(_COMPANY, {"company_id": company_id}).fetchone()
        if company is None:
            raise LookupError("there is no such company")
        yield Transaction(
            pipeline=pipeline,
            company=Company(
                id=company.company_id,
                uuid=company.uuid,
                codename=company.codename,
                timezone=company.timezone,
                approval_policy=company.approval_policy,
            ),
            actor=actor,
            now=now,
            door=door,
        )


@contextmanager
def open_transaction(database: Database) -> Iterator[Pipeline]:
    """Lend the pipeline of a connection inside a transaction that knows no company yet.

    For the narrow door and for `in_company` only. Commits when the block ends normally.
    Raises Refused for a guard of the database that stands for a refusal, TryAgain when
    another call was in the way, DatabaseAway when PostgreSQL is.
    """
    with database.connection() as connection:
        committing = False
        try:
            with connection.own_pipeline.together():
                connection.own_pipeline.send("BEGIN", {})
                yield connection.own_pipeline
                committing = True
                committed = connection.own_pipeline.send("COMMIT", {})
            _assert_committed(committed)
        except psycopg.Error as error:
            _roll_back(connection)
            # A connection that the database closed before the COMMIT was sent has written nothing.
            lost = connection.broken and not committing
            if lost or isinstance(error, _TRY_AGAIN) or _is_an_old_plan(error):
                raise TryAgain from error
            if (refusal := refusal_behind(error)) is not None:
                raise refusal from error
            raise
        except BaseException:
            _roll_back(connection)
            raise


def _is_an_old_plan(error: psycopg.Error) -> bool:
    # A migration has changed what the statement reads since this connection prepared it.
    return error.diag.source_function == "RevalidateCachedQuery"


def _assert_committed(committed: Answer) -> None:
    # A transaction in which something has failed ends in a ROLLBACK, whatever it is told.
    if committed.said != "COMMIT":
        raise DatabaseAway("the transaction could not be committed")


def ask(pipeline: Pipeline, query: str, **values: object) -> list[Row]:
    """Return the rows of a question that may be asked before a company is known."""
    return pipeline.send(query, values).fetchall()


def _roll_back(connection: Line) -> None:
    if connection.closed or connection.info.transaction_status == TransactionStatus.IDLE:
        return
    connection.execute("ROLLBACK")
