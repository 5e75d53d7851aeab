"""The pool of connections, with the limits every connection works under."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import msgspec
import psycopg
from psycopg import Connection
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import ConnectionPool

from leavebook.storage.pipeline import Pipeline

_LIMITS = (
    "-c search_path=leavebook,queue,pg_catalog"
    " -c TimeZone=UTC"
    " -c lock_timeout=2s"
    " -c statement_timeout={statement}"
    # Longer than anything is worked out between two questions: whoever is silent for so long has
    # stopped, and lets go of what others wait for.
    " -c idle_in_transaction_session_timeout=60s"
    " -c application_name={name}"
)


Row = Any
"""One row, its columns as attributes; what they hold is said by the SQL beside the call."""


class Line(Connection[Any]):
    """A connection to PostgreSQL, with the pipeline that the statements of calls go through."""

    own_pipeline: Pipeline


def _configure(connection: Line) -> None:
    # Three times as fast as the standard library, which shows in every ledger that is read.
    set_json_loads(msgspec.json.decode, connection)
    set_json_dumps(msgspec.json.encode, connection)
    connection.own_pipeline = Pipeline(connection)


class DatabaseAway(Exception):  # noqa: N818  says what is so
    """PostgreSQL cannot be reached or has no connection to spare; trying again later helps."""


class Database:
    """The connections of one process to PostgreSQL."""

    def __init__(self, url: str, *, connections: int, name: str, patience: str = "5s") -> None:
        """Prepare a pool; nothing connects before `open`.

        `patience` is the statement timeout, in PostgreSQL's notation.
        """
        self.url = url
        self._pool: ConnectionPool[Line] = ConnectionPool(
            url,
            connection_class=Line,
            min_size=1,
            max_size=connections,
            timeout=5,
            open=False,
            configure=_configure,
            kwargs={
                # Every statement that matters runs between the BEGIN and COMMIT of a Transaction.
                "autocommit": True,
                # The pipeline prepares what is worth it, and throws all of it away in doubt.
                "prepare_threshold": None,
                "options": _LIMITS.format(statement=patience, name=name),
            },
        )

    def open(self) -> None:
        """Start connecting, in the background."""
        self._pool.open(wait=False)

    def close(self) -> None:
        """Hand back every connection."""
        self._pool.close(timeout=5)

    @property
    def login(self) -> str:
        """The role this process logs in as."""
        return urlsplit(self.url).username or ""

    @contextmanager
    def connection(self) -> Iterator[Line]:
        """Lend a connection; raises DatabaseAway when there is none to be had."""
        try:
            connection = self._pool.getconn()
        except psycopg.OperationalError as error:
            raise DatabaseAway from error
        try:
            yield connection
        except psycopg.OperationalError as error:
            # Lost connections are the database being away; lock and statement timeouts are not.
            if error.sqlstate is None or error.sqlstate[:2] in {"08", "57", "53"}:
                raise DatabaseAway from error
            raise
        finally:
            # Whatever its user left behind is rolled back, and one that is broken replaced.
            self._pool.putconn(connection)
