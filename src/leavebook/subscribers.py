"""Who hears of what: all wiring of events to notifications and integrations, on one screen."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from leavebook.clock import Clock
from leavebook.domain.integrations import Mode, Provider
from leavebook.http.outgoing import Outgoing
from leavebook.integrations.google_calendar import connect as google_account
from leavebook.integrations.google_calendar.console import Console as GoogleCalendarConsole
from leavebook.integrations.google_calendar.sync import GoogleCalendar
from leavebook.integrations.productive import connect as productive_account
from leavebook.integrations.productive.console import Console as ProductiveConsole
from leavebook.integrations.productive.sync import Productive
from leavebook.integrations.slack import connect as slack_account
from leavebook.integrations.slack.console import Console as SlackConsole
from leavebook.integrations.slack.sync import Slack
from leavebook.integrations.xero import connect as xero_account
from leavebook.integrations.xero.books import XeroBooks
from leavebook.integrations.xero.client import Addresses as XeroAddresses
from leavebook.integrations.xero.console import Console as XeroConsole
from leavebook.integrations.xero.sync import Xero
from leavebook.jobs.opening import opening
from leavebook.services.leave.questions import ask_deciders
from leavebook.services.outside import keeping_access, reconciling
from leavebook.services.outside.integrations import intend
from leavebook.services.outside.reconciling import Reconciler
from leavebook.services.outside.remote_systems import Connected, Pace, Systems
from leavebook.services.outside.sealing import Keyring
from leavebook.services.telling.letters import write_about
from leavebook.services.telling.notifications import notify
from leavebook.settings import Settings
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction

Subscriber = Callable[[Transaction, UUID], None]

SUBSCRIBERS: tuple[Subscriber, ...] = (notify, intend, ask_deciders)
"""Each hears of every event, in a transaction of its own, and may hear of it again."""

_UNHURRIED: Final = Pace(per_second=1000, burst=1000)

CONSOLES: Final[Systems] = {
    (Provider.XERO, Mode.CONSOLE): Connected(reach=lambda _: XeroConsole(), pace=_UNHURRIED),
    (Provider.PRODUCTIVE, Mode.CONSOLE): Connected(
        reach=lambda _: ProductiveConsole(), pace=_UNHURRIED
    ),
    (Provider.GOOGLE_CALENDAR, Mode.CONSOLE): Connected(
        reach=lambda _: GoogleCalendarConsole(), pace=_UNHURRIED
    ),
    (Provider.SLACK, Mode.CONSOLE): Connected(reach=lambda _: SlackConsole(), pace=_UNHURRIED),
}
"""The development twins, which print what they would do."""


def systems(settings: Settings) -> Systems:
    """Return every system, each in every mode in which a company may be connected to it."""
    outgoing = Outgoing()
    return {
        **CONSOLES,
        (Provider.SLACK, Mode.LIVE): _slack(settings, outgoing),
        (Provider.XERO, Mode.LIVE): _xero(settings, outgoing),
        (Provider.PRODUCTIVE, Mode.LIVE): _productive(settings, outgoing),
        (Provider.GOOGLE_CALENDAR, Mode.LIVE): _google_calendar(settings, outgoing),
    }


def _slack(settings: Settings, outgoing: Outgoing) -> Connected:
    return Connected(
        reach=partial(
            Slack,
            outgoing=outgoing,
            address=settings.slack_url,
            hooks=settings.slack_hooks_url,
            base_url=settings.base_url,
        ),
        pace=Pace(per_second=1, burst=5),  # a message a second in a channel, small bursts
        needs=slack_account.NEEDS,
        test=partial(slack_account.test, outgoing=outgoing, address=settings.slack_url),
    )


def _xero(settings: Settings, outgoing: Outgoing) -> Connected:
    addresses = XeroAddresses(
        api=settings.xero_url, login=settings.xero_login_url, token=settings.xero_token_url
    )
    return Connected(
        reach=partial(Xero, outgoing=outgoing, addresses=addresses),
        pace=Pace(per_second=0.3, burst=10),  # of 60 calls a minute, three calls each
        needs=xero_account.NEEDS,
        test=partial(xero_account.test, outgoing=outgoing, addresses=addresses),
        books=partial(XeroBooks, outgoing=outgoing, addresses=addresses),
        title="Xero",
        consent=xero_account.XeroConsent(outgoing, addresses),
        keep_access=partial(xero_account.keep_access, outgoing=outgoing, addresses=addresses),
    )


def _productive(settings: Settings, outgoing: Outgoing) -> Connected:
    address = settings.productive_url
    return Connected(
        reach=partial(Productive, outgoing=outgoing, address=address),
        pace=Pace(per_second=2, burst=30),  # half of 4000 in 30 minutes, three calls each
        needs=productive_account.NEEDS,
        test=partial(productive_account.test, outgoing=outgoing, address=address),
    )


def _google_calendar(settings: Settings, outgoing: Outgoing) -> Connected:
    address, token_address = settings.google_calendar_url, settings.google_token_url
    return Connected(
        reach=partial(
            GoogleCalendar, outgoing=outgoing, address=address, token_address=token_address
        ),
        pace=Pace(per_second=4, burst=60),
        needs=google_account.NEEDS,
        test=partial(
            google_account.test, outgoing=outgoing, address=address, token_address=token_address
        ),
    )


def hear(
    database: Database,
    clock: Clock,
    company_id: int,
    event: UUID,
    *,
    writes_letters: bool = False,
) -> None:
    """Tell every subscriber of an event; one that fails has the job run again for all.

    It fails alone: the others have heard by then.
    """
    opened = opening(database, clock, company_id)
    failed: list[Exception] = []
    for subscriber in (*SUBSCRIBERS, write_about) if writes_letters else SUBSCRIBERS:
        try:
            with opened() as tx:
                subscriber(tx, event)
        except Exception as error:  # noqa: BLE001  raised below, once everybody has heard
            failed.append(error)
    if failed:
        raise failed[0]


def reconcile(
    database: Database,
    clock: Clock,
    company_id: int,
    request_id: int,
    provider: Provider,
    *,
    systems: Systems,
    keyring: Keyring,
) -> None:
    """Make a system outside match what we intend for a request."""
    opened = opening(database, clock, company_id)
    reconciler = Reconciler(open_transaction=opened, systems=systems, keyring=keyring)
    reconciling.reconcile(reconciler, request_id, provider)


def keep_access(
    database: Database, clock: Clock, company_id: int, *, systems: Systems, keyring: Keyring
) -> None:
    """Keep a company's access to systems outside alive."""
    keeping_access.keep_access(opening(database, clock, company_id), systems, keyring)
