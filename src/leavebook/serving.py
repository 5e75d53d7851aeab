"""Starts and stops everything that one machine runs: database, web processes, worker."""

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from leavebook import demo
from leavebook.cli.processes import CannotRun, Demo, NewCompany
from leavebook.clock import Clock
from leavebook.domain.approval.states import Chain
from leavebook.domain.people.actors import Actor
from leavebook.jobs.post import post_of
from leavebook.running import serve_from
from leavebook.services.books.batches import Open
from leavebook.services.company.companies import Founded, Founding, found
from leavebook.services.outside.remote_systems import Systems
from leavebook.services.outside.sealing import KEY_FILE, BadKey, Keyring
from leavebook.settings import BadSetting, Settings
from leavebook.storage import embedded
from leavebook.storage.database import Database, DatabaseAway
from leavebook.storage.doors import all_companies
from leavebook.storage.embedded import EmbeddedDatabase
from leavebook.storage.migrate import migrate, missing
from leavebook.storage.self_check import UnsafeDatabase
from leavebook.storage.transaction import Transaction, in_company

_CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineProcesses:
    """What the command line may start and open on this machine."""

    run_worker: Callable[[Settings], None]
    systems: Callable[[Settings], Systems]

    def serve(self, settings: Settings, demo: Demo | None) -> int:
        """Serve until told to stop, and return the exit status."""
        # Whoever starts the server should be told, not the log of what needs it later.
        post_of(settings)
        keyring_of(settings)
        with only_one(settings.data), served_from(settings, for_demo=demo is not None) as known:
            clock = Clock(known.clock_offset)
            if demo is not None and demo.starts_at is not None:
                clock = Clock.starting_at(demo.starts_at)
            shared = replace(known, clock_offset=clock.offset, metrics_shared=True)
            with _clock_shown(settings.data, clock), _unless_unsafe():
                return serve_from(shared, demo, clock)

    def work(self, settings: Settings) -> None:
        """Empty the queue until told to stop."""
        keyring_of(settings)
        with database_for(settings) as known, _unless_unsafe():
            self.run_worker(known)

    def migrate(self, settings: Settings) -> tuple[str, ...]:
        """Bring the database to this version's schema; return what was applied."""
        if settings.database_url is not None:
            with _unless_unreachable():
                return _migrate_external(settings)
        running = embedded.start(settings.data / "postgres")
        try:
            return migrate(running.owner_url)
        finally:
            if running.started_here:
                running.stop()

    def found_company(self, settings: Settings, new: NewCompany) -> Founded:
        """Found a company and return how its administrator comes in."""
        founding = Founding(
            codename=new.codename,
            name=new.name,
            timezone=new.timezone,
            chain=Chain(new.approval),
            admin_email=new.admin_email,
            admin_name=new.admin_name,
        )
        with opened(settings) as (known, database):
            return found(database, founding, now=Clock(known.clock_offset).now())

    def companies(self, settings: Settings) -> tuple[str, ...]:
        """Return the codename of every company."""
        with opened(settings) as (_, database):
            return tuple(codename for _, codename in all_companies(database))

    @contextmanager
    def every_company(self, settings: Settings) -> Iterator[Mapping[str, Open]]:
        """Yield what opens transactions on behalf of the operator, for every company."""
        with opened(settings) as (known, database):
            clock = Clock(known.clock_offset)
            yield {
                codename: partial(_in_company, database, company_id, clock)
                for company_id, codename in all_companies(database)
            }

    @contextmanager
    def company(self, settings: Settings, codename: str) -> Iterator[Open]:
        """Yield what opens transactions in a company, on behalf of the operator."""
        with self.every_company(settings) as companies:
            if codename not in companies:
                raise CannotRun(f"there is no company {codename}")
            yield companies[codename]

    @contextmanager
    def in_company(self, settings: Settings, codename: str) -> Iterator[Transaction]:
        """Open a transaction in a company, on behalf of the operator."""
        with self.company(settings, codename) as open_tx, open_tx() as tx:
            yield tx


def keyring_of(settings: Settings) -> Keyring:
    """Return the keys of this installation; raises BadSetting for keys that cannot be read."""
    keyring = Keyring(settings.data / KEY_FILE, settings.secret_key)
    try:
        keyring.check()
    except BadKey as error:
        raise BadSetting(str(error)) from error
    return keyring


def _in_company(
    database: Database, company_id: int, clock: Clock
) -> AbstractContextManager[Transaction]:
    return in_company(
        database,
        company_id,
        actor=Actor.of_the_house(company_id),
        now=clock.now(),
        door="cli",
    )


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Settings, Database]]:
    """Yield the settings with a database that commands may use; operators may take their time."""
    with database_for(settings) as found:
        known = replace(found, clock_offset=_offset_shown(settings))
        database = Database(
            known.known_database_url(), connections=2, name="leavebook-cli", patience="0"
        )
        database.open()
        try:
            yield known, database
        finally:
            database.close()


@contextmanager
def _unless_unsafe() -> Iterator[None]:
    try:
        yield
    except UnsafeDatabase as error:
        raise CannotRun(f"this database is not safe to use: {error}") from error


@contextmanager
def _clock_shown(data: Path, clock: Clock) -> Iterator[None]:
    """Let commands beside a running server see how far its clock is ahead."""
    shown = data / _CLOCK
    shown.write_text(str(clock.offset), "utf-8")
    try:
        yield
    finally:
        shown.unlink(missing_ok=True)


def _offset_shown(settings: Settings) -> float:
    shown = settings.data / _CLOCK
    if settings.database_url is not None or settings.clock_offset or not shown.exists():
        return settings.clock_offset
    return float(shown.read_text("utf-8"))


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data directory for this process; raises CannotRun when another holds it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotRun(f"another Leavebook serves from {data}") from error
        yield


@contextmanager
def served_from(settings: Settings, *, for_demo: bool) -> Iterator[Settings]:
    """Yield what `database_for` does; an embedded database that dies is started again."""
    if settings.database_url is not None:
        with database_for(settings) as known:
            yield known
        return
    with _embedded_database(settings, for_demo=for_demo) as running, running.kept_running():
        yield replace(settings, database_url=running.url)


@contextmanager
def database_for(settings: Settings) -> Iterator[Settings]:
    """Yield settings that name a database of the right schema, embedded when none is given.

    Raises CannotRun when the given one cannot be reached.
    """
    with _unless_unreachable():
        given = _given_database(settings)
    if given is not None:
        yield given
        return
    with _embedded_database(settings) as running:
        yield replace(settings, database_url=running.url)


@contextmanager
def _embedded_database(settings: Settings, *, for_demo: bool = False) -> Iterator[EmbeddedDatabase]:
    running = embedded.start(settings.data / "postgres")
    try:
        is_new = bool(missing(running.owner_url))
        migrate(running.owner_url)
        if for_demo and is_new:
            demo.mark_as_demo(running.owner_url)
        yield running
    finally:
        if running.started_here:
            running.stop()


def _given_database(settings: Settings) -> Settings | None:
    if settings.database_url is not None:
        if settings.owner_database_url is not None:
            _migrate_external(settings)
        elif lacking := missing(settings.database_url):
            raise CannotRun(
                f"the database lacks {len(lacking)} migrations; run `leavebook migrate` with"
                " LEAVEBOOK_OWNER_DATABASE_URL set"
            )
        return settings
    return None


@contextmanager
def _unless_unreachable() -> Iterator[None]:
    try:
        yield
    except DatabaseAway as error:
        raise CannotRun(f"the database cannot be reached: {error}") from error


def _migrate_external(settings: Settings) -> tuple[str, ...]:
    if settings.owner_database_url is None:
        raise CannotRun("set LEAVEBOOK_OWNER_DATABASE_URL to the login that owns the schema")
    login = urlsplit(settings.known_database_url()).username
    return migrate(settings.owner_database_url, server_login=login)
