"""Calls that systems outside make to us: which company they are for, proven, and by whom."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from leavebook.domain.integrations import Provider
from leavebook.domain.people.actors import Actor
from leavebook.domain.problems import Refused
from leavebook.services.outside.remote_accounts import Account, Known
from leavebook.services.outside.remote_faults import Disconnected
from leavebook.services.outside.remote_places import TEAM, forget_people_unless_at
from leavebook.services.outside.sealing import Keyring
from leavebook.services.people.email_addresses import read_email
from leavebook.storage import events
from leavebook.storage.database import Database
from leavebook.storage.outside import incoming, integration_gates
from leavebook.storage.transaction import Transaction, TryAgain, in_company

LOST: Final = "integration_lost"
"""The name of the event that a system has shut Leavebook out by itself."""

Result = TypeVar("Result")

_TRIES: Final = 3


class Stranger(Exception):  # noqa: N818  says what is so
    """Nobody in the company is known by this id of the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteCaller:
    """A system outside that calls for one company, which its secret has proven."""

    database: Database
    keyring: Keyring
    provider: Provider
    company_id: int
    now: datetime

    def account(self, *, send_before: float) -> Account:
        """Return the company's account, to call back with."""
        return Account(
            provider=self.provider,
            open_transaction=self.in_house,
            keyring=self.keyring,
            send_before=send_before,
        )

    def in_house(self) -> AbstractContextManager[Transaction]:
        """Open a transaction in the name of the house."""
        return in_company(
            self.database,
            self.company_id,
            actor=Actor.of_the_house(self.company_id),
            now=self.now,
            door=self.provider.value,
        )

    def knows(self, external_id: str) -> bool:
        """Return whether somebody in the company has this id and may come in."""
        with self.in_house() as tx:
            return incoming.as_person(tx, self.provider, external_id) is not None

    def recognise(self, external_id: str, *, email: str) -> bool:
        """Keep who has this id, whom the system itself knows by an e-mail address.

        Returns whether somebody has it now. An id that was given to a person before stays theirs.
        """
        try:
            key = read_email(email).key
        except Refused:
            return False
        with self.in_house() as tx:
            incoming.remember_person(tx, self.provider, external_id, email_key=key)
        return self.knows(external_id)

    def as_person(self, external_id: str, do: Callable[[Transaction], Result]) -> Result:
        """Do something in one transaction in the name of whoever has this id.

        Raises Stranger for nobody; whatever is raised, nothing was written.
        """
        for tried in range(1, _TRIES):
            try:
                return self._once(external_id, do)
            except TryAgain:
                time.sleep(random.uniform(0.005, 0.03) * tried)  # noqa: S311  no secret depends on it
        return self._once(external_id, do)

    def is_first_time(self, tx: Transaction, key: str) -> bool:
        """Return whether the system sends this for the first time; from now on it is known."""
        return incoming.is_first_time(tx, self.provider, key)

    def lost(self, why: str, *, key: str, at: datetime) -> None:
        """Call the system no more: it has shut Leavebook out, for the reason that people read.

        What was said of an account that has been connected anew since does nothing.
        """
        with self.in_house() as tx:
            if not self.is_first_time(tx, key):
                return
            since = incoming.connected_since(tx, self.provider)
            if since is not None and at < since:
                return
            integration_gates.shut(tx, self.provider, why)
            events.record(tx, LOST, provider=self.provider, why=why)

    def _once(self, external_id: str, do: Callable[[Transaction], Result]) -> Result:
        with self.in_house() as tx:
            acting = incoming.as_person(tx, self.provider, external_id)
            if acting is None:
                raise Stranger
            return do(acting)


def caller_for(
    database: Database,
    keyring: Keyring,
    provider: Provider,
    team: str,
    *,
    now: datetime,
    proves: Callable[[Known], bool],
) -> RemoteCaller | None:
    """Return the caller for the company of a team whose secrets prove the call.

    None when there is none, and when there are several: then nobody can tell who is meant.
    """
    proven = []
    for company_id in incoming.companies_of_team(database, provider, team):
        caller = RemoteCaller(
            database=database,
            keyring=keyring,
            provider=provider,
            company_id=company_id,
            now=now,
        )
        try:
            known = caller.account(send_before=time.monotonic()).known()
        except Disconnected:
            continue
        if proves(known):
            proven.append(caller)
    return proven[0] if len(proven) == 1 else None


def learn_team(account: Account, team: str) -> None:
    """Keep what the system calls the company's team, by which its calls are told apart.

    Who people are there is forgotten when it was another team before.
    """
    with account.open_transaction() as tx:
        forget_people_unless_at(tx, account.provider, {TEAM: team})
        incoming.learn_team(tx, account.provider, team)
