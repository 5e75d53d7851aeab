"""Statements that travel to PostgreSQL together, their answers read when somebody needs them.

This is libpq's pipeline mode (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html)
by way of `psycopg.pq`, with psycopg's own conversion of values and rows. psycopg's pipelines look
at the socket and at their books after every statement, which was a fifth of what a list costs
(docs/decisions/0032).
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from select import POLLIN, POLLOUT, poll
from typing import Any, Final, TypeVar

import psycopg
from psycopg import Connection
from psycopg.adapt import Buffer, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, PipelineStatus
from psycopg.pq.abc import PGresult

from leavebook.storage.statements import Statement, Statements, row_maker, sql_of

Thing = TypeVar("Thing")

_MOST_UNREAD: Final = 100
"""Answers; many more would fill memory here, and at last the way on which they come."""

_TOLD: Final = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}


class Answer:
    """What a statement answers; whoever asks for it waits until PostgreSQL has come so far."""

    __slots__ = ("_pipeline", "result", "statement")

    def __init__(self, pipeline: "Pipeline", statement: Statement) -> None:
        """The answer is not there yet."""
        self._pipeline = pipeline
        self.statement = statement
        self.result: PGresult | None = None

    def fetchall(self) -> list[Any]:
        """Return every row, its columns as attributes."""
        return self._pipeline.rows_of(self)

    def fetchone(self) -> Any:  # noqa: ANN401  a row, or None
        """Return the first row, or None when there is none."""
        return next(iter(self._pipeline.rows_of(self)), None)

    def each(self, make: Callable[[Any], Thing]) -> list[Thing]:
        """Return what is made of every row; here a row is a bare tuple, which is cheaper."""
        return self._pipeline.made_of(self, make)

    @property
    def said(self) -> str:
        """What PostgreSQL calls it that it has done, such as `COMMIT`."""
        return (self._pipeline.result_of(self).command_status or b"").decode()


class Pipeline:
    """The way to PostgreSQL on one connection, for as long as the connection lives.

    Every method raises psycopg.Error: the first error that nobody has heard of yet.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        """Nothing is sent yet."""
        self._connection = connection
        self._line = connection.pgconn
        self._values = Transformer(connection)
        self._statements = Statements()
        self._unread: deque[Answer | None] = deque()
        self._is_on_its_way = True
        self._is_in_doubt = False
        self._arriving, self._moving = poll(), poll()
        self._arriving.register(self._line.socket, POLLIN)
        self._moving.register(self._line.socket, POLLIN | POLLOUT)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is sent in this block travels together; at its end all of it is answered."""
        if self._is_in_doubt:
            self._prepare_anew()
        self._line.enter_pipeline_mode()
        try:
            yield
        except Exception:
            with suppress(psycopg.Error):  # what made the block end says more
                self._settle()
            raise
        except BaseException:
            # Interrupted in the middle of something whose end nobody will wait for.
            self._connection.close()
            raise
        self._settle()

    @contextmanager
    def apart(self) -> Iterator[Connection[Any]]:
        """Lend the connection, within `together`, to somebody who speaks psycopg to it."""
        self._settle()
        try:
            yield self._connection
        finally:
            if self._line.status != ConnStatus.BAD:
                self._line.enter_pipeline_mode()

    def send(self, query: str, values: Mapping[str, object]) -> Answer:
        """Queue a statement; an error of it surfaces with its answer or with a later one."""
        if len(self._unread) >= _MOST_UNREAD:
            self._read_all()
        text, names = sql_of(query) if values else (query.encode(), ())
        if not names:
            return self._send(text, (), (), ())
        contents = self._values.dump_sequence(
            [values[name] for name in names], [PyFormat.AUTO] * len(names)
        )
        return self._send(text, self._values.types or (), contents, self._values.formats or ())

    def rows_of(self, answer: Answer) -> list[Any]:
        """Return the rows of an answer."""
        result, statement = self.result_of(answer), answer.statement
        if statement.make_row is None:
            names = (result.fname(column) or b"" for column in range(result.nfields))
            statement.make_row = row_maker(tuple(name.decode() for name in names))
        return self.made_of(answer, statement.make_row)

    def made_of(self, answer: Answer, make: Callable[[Any], Thing]) -> list[Thing]:
        """Return what is made of the bare tuples that an answer's rows are."""
        result = self.result_of(answer)
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, make)

    def result_of(self, answer: Answer) -> PGresult:
        """Return what PostgreSQL said."""
        if answer.result is None:
            self._sync()
        while self._unread and answer.result is None:
            self._read_next()
        if answer.result is None:
            raise psycopg.errors.InFailedSqlTransaction("an earlier statement failed")
        return answer.result

    def _send(
        self,
        text: bytes,
        types: Sequence[int],
        contents: Sequence[Buffer | None],
        formats: Sequence[int],
    ) -> Answer:
        statement = self._statements.find(text, types)
        if statement is None:
            self._make_room()
            statement = self._statements.add(text, types)
            self._line.send_query_params(text, contents, types, formats)
            return self._awaited(statement)
        if statement.name is None:
            statement.name = self._statements.new_name()
            self._line.send_prepare(statement.name, text, types)
            self._awaited(statement)
        self._line.send_query_prepared(statement.name, contents, formats)
        return self._awaited(statement)

    def _prepare_anew(self) -> None:
        # After an error nobody knows what is prepared; after a migration an old plan is one.
        self._connection.execute("DEALLOCATE ALL")
        self._statements.forget()
        self._is_in_doubt = False

    def _make_room(self) -> None:
        oldest = self._statements.one_too_many()
        if oldest is not None and oldest.name is not None:
            self._line.send_query_params(b"DEALLOCATE " + oldest.name, ())
            self._awaited(oldest)

    def _awaited(self, statement: Statement) -> Answer:
        answer = Answer(self, statement)
        self._unread.append(answer)
        self._is_on_its_way = False
        return answer

    def _settle(self) -> None:
        """Everything sent is answered, and the connection is as psycopg knows it."""
        if self._line.pipeline_status == PipelineStatus.OFF:
            return
        try:
            self._read_all()
        finally:
            self._values.set_pgresult(None)  # which may be a long list
            if self._line.status != ConnStatus.BAD:
                self._line.exit_pipeline_mode()

    def _read_all(self) -> None:
        self._sync()
        fault: psycopg.Error | None = None
        while self._unread:
            try:
                self._read_next()
            except psycopg.Error as error:
                fault = fault or error
        if fault is not None:
            raise fault

    def _sync(self) -> None:
        """All that was sent is on its way; what arrives meanwhile is taken in.

        A flush would do as well, but between two flushes PostgreSQL takes a process that has
        stopped for a busy one, and lets it keep its locks for ever.
        """
        if self._is_on_its_way:
            return
        self._line.pipeline_sync()
        self._unread.append(None)
        self._is_on_its_way = True
        while self._line.flush():
            self._wait(self._moving)

    def _read_next(self) -> None:
        answer = self._unread.popleft()
        result = self._next_result()
        if result is None:
            raise psycopg.OperationalError("the connection is lost")
        if answer is None:
            return  # the end of what was synced, after which nothing more comes
        while self._next_result() is not None:
            pass  # until PostgreSQL has said that this was all of it
        if result.status in _TOLD:
            answer.result = result
            return
        self._is_in_doubt = True
        if result.status == ExecStatus.PIPELINE_ABORTED:
            raise psycopg.errors.InFailedSqlTransaction("an earlier statement failed")
        raise error_from_result(result)

    def _next_result(self) -> PGresult | None:
        while self._line.is_busy():
            self._wait(self._arriving)
        return self._line.get_result()

    def _wait(self, event: poll) -> None:
        # A lost connection's socket is closed, and its number may be another's by now.
        if self._line.status == ConnStatus.BAD:
            raise psycopg.OperationalError("the connection is lost")
        event.poll()
        self._line.consume_input()
