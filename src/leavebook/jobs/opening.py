"""How a job comes into a company: as the house itself, which answers to nobody inside."""

from contextlib import AbstractContextManager

from leavebook.clock import Clock
from leavebook.domain.people.actors import Actor
from leavebook.services.books.batches import Open
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction, in_company


def opening(database: Database, clock: Clock, company_id: int) -> Open:
    """Return what opens one transaction after another in the company."""

    def opened() -> AbstractContextManager[Transaction]:
        return in_company(
            database,
            company_id,
            actor=Actor.of_the_house(company_id),
            now=clock.now(),
            door="worker",
        )

    return opened
