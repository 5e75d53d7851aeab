"""Counts tries to log in, before any company is known: whoever fails too often has to wait.

A key holds a number of tries, each of which comes back after a while. They are kept as one
moment for each key, the one from which all its tries are free again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from leavebook.storage.database import Database
from leavebook.storage.pipeline import Pipeline
from leavebook.storage.transaction import ask, open_transaction

_SPEND = """
INSERT INTO gate.login_tries AS t (key, free_at) VALUES (%(key)s, %(now)s + %(back_after)s)
    ON CONFLICT (key) DO UPDATE SET free_at = greatest(t.free_at, %(now)s) + %(back_after)s
RETURNING free_at
"""

_GIVE_BACK = """
UPDATE gate.login_tries SET free_at = free_at - %(back_after)s WHERE key = %(key)s
RETURNING key
"""

_FORGET = "DELETE FROM gate.login_tries WHERE key = %(key)s OR free_at < %(now)s RETURNING key"

_IS_KNOWN = (
    "SELECT EXISTS (SELECT 1 FROM gate.known_places WHERE key = %(key)s AND until > %(now)s)"
)

_KNOW = """
WITH forgotten AS (DELETE FROM gate.known_places WHERE until < %(now)s AND key <> %(key)s)
INSERT INTO gate.known_places (key, until) VALUES (%(key)s, %(until)s)
    ON CONFLICT (key) DO UPDATE SET until = excluded.until
RETURNING key
"""

_KNOWN_FOR = timedelta(days=90)


class TooManyTries(Exception):  # noqa: N818  says what is so
    """A key has no try left; the next one comes back after so many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many tries a key has, and after how long each one comes back."""

    key: bytes
    tries: int
    back_after: timedelta


def spend(database: Database, allowances: Iterable[Allowance], *, now: datetime) -> None:
    """Take one try of every key, or none at all; raises TooManyTries when one has none left.

    A try is taken before the password is looked at, so that many at once cannot slip through.
    """
    with open_transaction(database) as pipeline:
        # Always in the same order, so that two logins never wait for each other.
        for each in sorted(allowances, key=lambda allowance: allowance.key):
            _spend(pipeline, each, now=now)


def succeed(
    database: Database,
    allowances: Iterable[Allowance],
    *,
    pair: Allowance,
    now: datetime,
) -> None:
    """Give the tries back after a right password, and know the place from now on."""
    with open_transaction(database) as pipeline:
        for each in sorted(allowances, key=lambda allowance: allowance.key):
            ask(pipeline, _GIVE_BACK, key=each.key, back_after=each.back_after)
        ask(pipeline, _FORGET, key=pair.key, now=now)
        ask(pipeline, _KNOW, key=pair.key, now=now, until=now + _KNOWN_FOR)


def give_back(database: Database, allowance: Allowance) -> None:
    """Give one try back, which turned out to be right."""
    with open_transaction(database) as pipeline:
        ask(pipeline, _GIVE_BACK, key=allowance.key, back_after=allowance.back_after)


def is_known_place(database: Database, pair: Allowance, *, now: datetime) -> bool:
    """Return whether the account was logged in to from this address lately."""
    with open_transaction(database) as pipeline:
        return bool(ask(pipeline, _IS_KNOWN, key=pair.key, now=now)[0].exists)


def _spend(pipeline: Pipeline, allowance: Allowance, *, now: datetime) -> None:
    row = ask(pipeline, _SPEND, key=allowance.key, now=now, back_after=allowance.back_after)[0]
    over: timedelta = row.free_at - now - allowance.tries * allowance.back_after
    if over > timedelta(0):
        raise TooManyTries(max(1, round(over.total_seconds())))
