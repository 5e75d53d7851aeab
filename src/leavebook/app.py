"""The composition root: settings in, running parts out. Plain functions, no container."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from leavebook import subscribers
from leavebook.cli.main import commands
from leavebook.clock import Clock
from leavebook.dialects.geniushr.routes import DOOR as GENIUSHR
from leavebook.dialects.leaveflow.routes import DOOR as LEAVEFLOW
from leavebook.dialects.leaveinfo.routes import DOOR as LEAVEINFO
from leavebook.dialects.nucleus.routes import DOOR as NUCLEUS
from leavebook.dialects.workforceos.routes import DOOR as WORKFORCEOS
from leavebook.http import telemetry
from leavebook.http.building import Building
from leavebook.http.door import Door, House
from leavebook.http.explorer import description_notices
from leavebook.http.health import health_notices
from leavebook.http.limits import Limits
from leavebook.http.mounting import Doors
from leavebook.http.threads import Threads
from leavebook.integrations.slack.routes import DOOR as SLACK
from leavebook.jobs.keeping_access import add_keeping_access
from leavebook.jobs.letters import add_letters
from leavebook.jobs.people_files import add_people_files
from leavebook.jobs.post import post_of
from leavebook.jobs.proving import add_proofs
from leavebook.jobs.queue import queue_of, work
from leavebook.jobs.stalled import add_rescue
from leavebook.jobs.sweeping import add_sweeper
from leavebook.jobs.visits import add_visits, visit_now
from leavebook.mailing import Mailroom
from leavebook.serving import MachineProcesses, keyring_of
from leavebook.settings import Settings, settings_from
from leavebook.storage.database import Database
from leavebook.storage.doors import demo_state
from leavebook.storage.self_check import assert_safe
from leavebook.web.routes import DOOR as PAGES

APIS: tuple[Door, ...] = (LEAVEFLOW, GENIUSHR, NUCLEUS, LEAVEINFO, WORKFORCEOS)
DOORS: tuple[Door, ...] = (*APIS, SLACK, PAGES)


def web() -> Doors:
    """Return the web application as the environment describes it; the server's entry point."""
    telemetry.set_up_logging()
    return build_web(settings_from())


def build_web(settings: Settings) -> Doors:
    """Return the web application with every door mounted."""
    database = Database(
        settings.known_database_url(), connections=settings.threads, name="leavebook-web"
    )
    building = Building(
        house=_house(settings, database),
        doors=DOORS,
        limits=Limits(per_second=settings.calls_per_second, at_once=settings.calls_at_once),
        threads=Threads(settings.threads),
        body_limit=settings.body_limit,
        base_url=settings.base_url,
    )

    notices = {
        **health_notices(partial(_is_ready, database, settings), together=settings.metrics_shared),
        **description_notices(APIS),
    }
    return Doors(building, notices, _opened(database, building.threads))


def run_worker(settings: Settings) -> None:
    """Empty the queue until the process is told to stop."""
    telemetry.set_up_logging()
    database = Database(
        settings.known_database_url(), connections=settings.threads, name="leavebook-worker"
    )
    database.open()
    assert_safe(database)
    clock = Clock(settings.clock_offset)
    systems, keyring = subscribers.systems(settings), keyring_of(settings)
    queue = queue_of(
        database.url,
        hear=partial(
            subscribers.hear, database, clock, writes_letters=settings.smtp_host is not None
        ),
        reconcile=partial(subscribers.reconcile, database, clock, systems=systems, keyring=keyring),
    )
    add_visits(queue, database, clock)
    add_proofs(queue, database, clock)
    add_people_files(queue, database, clock)
    room = Mailroom(
        database=database, clock=clock, post=post_of(settings), address=settings.address()
    )
    add_letters(queue, about=room.tell_of_leave, invite=room.invite, reset=room.reset_password)
    keep = partial(subscribers.keep_access, database, clock, systems=systems, keyring=keyring)
    add_keeping_access(queue, database, keep)
    add_rescue(queue)
    add_sweeper(queue, database, clock)
    visit_now(queue)
    try:
        work(queue, at_once=settings.threads)
    finally:
        database.close()


def main() -> None:
    """Run the command line."""
    telemetry.set_up_logging()
    commands(obj=MachineProcesses(run_worker=run_worker, systems=subscribers.systems))


@contextmanager
def _opened(database: Database, threads: Threads) -> Iterator[None]:
    database.open()
    threads.open()
    try:
        yield
    finally:
        threads.close()
        database.close()


def _house(settings: Settings, database: Database) -> House:
    return House(
        database=database,
        clock=Clock(settings.clock_offset),
        keyring=keyring_of(settings),
        systems=subscribers.systems(settings),
        demo=settings.demo,
        document_space=settings.document_space,
        sends_letters=settings.smtp_host is not None,
    )


def _is_ready(database: Database, settings: Settings) -> bool:
    is_demo, is_loaded = demo_state(database)
    return is_loaded or not (settings.demo and is_demo)
