"""Brings a database to the schema of this version."""

import logging
from importlib.resources import as_file, files

import psycopg
from psycopg import sql
from yoyo import get_backend, read_migrations
from yoyo.migrations import MigrationList

from leavebook.storage.database import DatabaseAway

# Any number does, as long as every process that migrates uses the same.
_ONE_MIGRATOR_AT_A_TIME = 7_311_041


def migrate(owner_url: str, *, server_login: str | None = None) -> tuple[str, ...]:
    """Apply what is missing, one process at a time; return the names of what was applied.

    `server_login` is the login that the server will use; it is put into the role that owns
    the application's rights. Each migration gives up after its lock_timeout rather than
    stall the running server. Raises DatabaseAway when it cannot be reached.
    """
    with _connected(owner_url) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", (_ONE_MIGRATOR_AT_A_TIME,))
        applied = _apply(owner_url)
        if server_login is not None:
            _let_in(guard, server_login)
    return applied


def missing(url: str) -> tuple[str, ...]:
    """Return the names of the migrations that the database still lacks; raises DatabaseAway."""
    with _connected(url) as connection:
        known = connection.execute("SELECT to_regclass('public._yoyo_migration')").fetchone()
        if known is None or known[0] is None:
            return _names()
        rows = connection.execute("SELECT migration_id FROM public._yoyo_migration").fetchall()
    done = {row[0] for row in rows}
    return tuple(name for name in _names() if name not in done)


def _connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseAway(str(error).splitlines()[0]) from error


def _apply(owner_url: str) -> tuple[str, ...]:
    logging.getLogger("yoyo").setLevel(logging.WARNING)
    backend = get_backend(owner_url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with as_file(files("leavebook") / "migrations") as folder:
            todo: MigrationList = backend.to_apply(read_migrations(str(folder)))
            backend.apply_migrations(todo)
            backend.execute("GRANT SELECT ON public._yoyo_migration TO leavebook_app")
            backend.commit()
            return tuple(migration.id for migration in todo)
    finally:
        backend.connection.close()


def _names() -> tuple[str, ...]:
    folder = files("leavebook") / "migrations"
    found = (item.name for item in folder.iterdir() if item.name[:4].isdigit())
    return tuple(sorted(name.rsplit(".", 1)[0] for name in found))


def _let_in(connection: psycopg.Connection[tuple[object, ...]], login: str) -> None:
    member = connection.execute(
        "SELECT pg_has_role(%s, 'leavebook_app', 'member')", (login,)
    ).fetchone()
    if member != (True,):
        connection.execute(sql.SQL("GRANT leavebook_app TO {}").format(sql.Identifier(login)))
