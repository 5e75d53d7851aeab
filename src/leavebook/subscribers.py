"""Who hears of what: all wiring of events to notifications and integrations, on one screen."""

from collections.abc import Callable
from uuid import UUID

from leavebook.clock import Clock
from leavebook.domain.actors import Actor
from leavebook.services.notifications import notify
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction, in_company

Subscriber = Callable[[Transaction, UUID], None]

SUBSCRIBERS: tuple[Subscriber, ...] = (notify,)
"""Each hears of every event, in a transaction of its own, and may hear of it again."""


def hear(database: Database, clock: Clock, company_id: int, event: UUID) -> None:
    """Tell every subscriber of an event; one that fails has the job run again for all."""
    for subscriber in SUBSCRIBERS:
        with in_company(
            database,
            company_id,
            actor=Actor.of_the_house(company_id),
            now=clock.now(),
            door="worker",
        ) as tx:
            subscriber(tx, event)
