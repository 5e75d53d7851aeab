"""Who hears of what: all wiring of events to notifications and integrations, on one screen."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from leavebook.clock import Clock
from leavebook.domain.actors import Actor
from leavebook.domain.integrations import Mode, Provider
from leavebook.integrations.google_calendar.console import Console as GoogleCalendarConsole
from leavebook.integrations.productive.console import Console as ProductiveConsole
from leavebook.integrations.slack.console import Console as SlackConsole
from leavebook.integrations.xero.console import Console as XeroConsole
from leavebook.services import reconciling
from leavebook.services.integrations import intend
from leavebook.services.notifications import notify
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction, in_company

Subscriber = Callable[[Transaction, UUID], None]

SUBSCRIBERS: tuple[Subscriber, ...] = (notify, intend)
"""Each hears of every event, in a transaction of its own, and may hear of it again."""

SYSTEMS: Final[reconciling.Systems] = MappingProxyType(
    {
        (Provider.XERO, Mode.CONSOLE): XeroConsole(),
        (Provider.PRODUCTIVE, Mode.CONSOLE): ProductiveConsole(),
        (Provider.GOOGLE_CALENDAR, Mode.CONSOLE): GoogleCalendarConsole(),
        (Provider.SLACK, Mode.CONSOLE): SlackConsole(),
    }
)
"""Who is told of approved leave, for each way a company may be connected."""


def hear(database: Database, clock: Clock, company_id: int, event: UUID) -> None:
    """Tell every subscriber of an event; one that fails has the job run again for all."""
    for subscriber in SUBSCRIBERS:
        with _in_the_house(database, clock, company_id) as tx:
            subscriber(tx, event)


def reconcile(
    database: Database, clock: Clock, company_id: int, request_id: int, provider: Provider
) -> None:
    """Make a system outside match what we intend for a request."""
    opened = partial(_in_the_house, database, clock, company_id)
    reconciling.reconcile(opened, request_id, provider, SYSTEMS)


def _in_the_house(
    database: Database, clock: Clock, company_id: int
) -> AbstractContextManager[Transaction]:
    return in_company(
        database,
        company_id,
        actor=Actor.of_the_house(company_id),
        now=clock.now(),
        door="worker",
    )
