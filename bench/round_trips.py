"""Counts how often a client waits for PostgreSQL, by standing between the two."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

_PIECE = 65536


@dataclass(slots=True)
class Counted:
    """The way to the database that is watched, and the round trips made on it so far."""

    url: str
    round_trips: int = 0
    _answered: dict[int, bool] = field(default_factory=dict)

    def note(self, connection: int, *, from_client: bool) -> None:
        """Count the first piece that a client sends after it was answered."""
        if from_client and self._answered.get(connection, True):
            self.round_trips += 1
        self._answered[connection] = not from_client


@contextmanager
def counted(database_url: str) -> Iterator[Counted]:
    """Stand in the way to a database that listens on a Unix socket until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        at = urlsplit(database_url)
        way = Counted(
            f"postgresql://{at.username}@127.0.0.1:{listening.getsockname()[1]}{at.path}"
            "?sslmode=disable&gssencmode=disable"
        )
        behind = parse_qs(at.query)["host"][0] + "/.s.PGSQL.5432"
        stop = threading.Event()
        relay = threading.Thread(target=_relay, args=(listening, behind, way, stop))
        relay.start()
        try:
            yield way
        finally:
            stop.set()
            relay.join()


def _relay(listening: socket.socket, behind: str, way: Counted, stop: threading.Event) -> None:
    other: dict[socket.socket, socket.socket] = {}
    clients: set[socket.socket] = set()
    with selectors.DefaultSelector() as waiting:
        waiting.register(listening, selectors.EVENT_READ)
        while not stop.is_set():
            for key, _ in waiting.select(0.1):
                if key.fileobj is listening:
                    client, database = listening.accept()[0], _connected(behind)
                    other |= {client: database, database: client}
                    clients.add(client)
                    waiting.register(client, selectors.EVENT_READ)
                    waiting.register(database, selectors.EVENT_READ)
                    continue
                source = next((end for end in other if end is key.fileobj), None)
                if source is None:
                    continue  # closed with its other end in this very round
                target = other[source]
                if piece := source.recv(_PIECE):
                    client = source if source in clients else target
                    way.note(client.fileno(), from_client=source in clients)
                    target.sendall(piece)
                else:
                    for end in (source, target):
                        waiting.unregister(end)
                        del other[end]
                        end.close()
    for end in other:
        end.close()


def _connected(behind: str) -> socket.socket:
    database = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    database.connect(behind)
    return database
