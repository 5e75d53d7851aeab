"""Approvals without end, some of them taken back, and what every system holds in the end."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from queue import PriorityQueue
from typing import Final
from uuid import UUID

import psycopg

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast
from tests.faults.outside import Outside

WHO: Final = ("bea", "kim")
DAYS: Final = 50
"""So many one-day requests of each person."""

_TAKEN_BACK: Final = 0.25
_AT_ONCE: Final = 3
_POLL: Final = 0.1

# What a job that is still to run, or a link that is still to be settled, belongs to.
_OPEN: Final = """
SELECT (SELECT count(*) FROM leavebook.integration_link
         WHERE company_id = ANY(%(companies)s) AND observed <> intended
           AND error_kind IS DISTINCT FROM 'permanent')
     + (SELECT count(*) FROM queue.procrastinate_jobs
         WHERE task_name = 'hear_event' AND status IN ('todo', 'doing')
           AND (args ->> 'company_id')::bigint = ANY(%(companies)s))
"""

_LINKS: Final = """
SELECT l.provider, r.uuid, l.intended, l.observed, l.error
  FROM leavebook.integration_link AS l
  JOIN leavebook.leave_request AS r ON (r.company_id, r.id) = (l.company_id, l.request_id)
 WHERE l.company_id = ANY(%(companies)s)
"""


@dataclass(frozen=True, order=True)
class Planned:
    """A request that is to be taken back at a moment of `time.monotonic`."""

    at: float
    request_id: int
    house: Cast = field(compare=False)


@dataclass
class Storm:
    """What was approved and what was taken back, in many companies at once."""

    houses: Sequence[Cast]
    spread: float
    """Seconds after its approval within which leave that is taken back is taken back."""
    approved: set[UUID] = field(default_factory=set)
    taken_back: set[UUID] = field(default_factory=set)
    to_take_back: PriorityQueue[Planned] = field(default_factory=PriorityQueue)
    faults: list[BaseException] = field(default_factory=list)

    def approve(self, count: int) -> None:
        """Approve so many requests, while some are taken back that were approved before."""
        people = [(house, who) for house in self.houses for who in WHO]
        each = -(-count // len(people))
        threads = [
            threading.Thread(target=self._approve_share, args=(people[n::_AT_ONCE], each))
            for n in range(_AT_ONCE)
        ]
        threading.Thread(target=self._take_back, daemon=True).start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not self.faults, self.faults

    def left(self, admin: psycopg.Connection) -> int:
        """Return how much is left to be told, and to be taken back before."""
        assert not self.faults, self.faults
        asked = {"companies": [each.company_id for each in self.houses]}
        row = admin.execute(_OPEN, asked).fetchone()
        admin.commit()
        assert row is not None
        return int(row[0]) + self.to_take_back.unfinished_tasks

    def _approve_share(self, people: Sequence[tuple[Cast, str]], each: int) -> None:
        chance = random.Random(len(people))
        try:
            for day in _working_days(each):
                for house, who in people:
                    self._approve_one(house, who, day, chance)
        except Exception as error:  # noqa: BLE001  told to whoever waits for this thread
            self.faults.append(error)

    def _approve_one(self, house: Cast, who: str, day: date, chance: random.Random) -> None:
        asked = LeaveAsked(
            employee_id=house.members[who].employee_id,
            leave_type_id=house.leave_types["UL"],
            spans=(whole_days(day),),
        )
        with house.acting(who) as tx:
            request = requests.submit(tx, asked)
        with house.acting("mo") as tx:
            decisions.approve(tx, request.id)
        self.approved.add(request.uuid)
        if chance.random() < _TAKEN_BACK:
            self.taken_back.add(request.uuid)
            at = time.monotonic() + self.spread * chance.random()
            self.to_take_back.put(Planned(at, request.id, house))

    def _take_back(self) -> None:
        """Before a system heard of it, while it is being told, or long after."""
        while True:
            planned = self.to_take_back.get()
            if planned.at > time.monotonic():
                self.to_take_back.put(planned)
                time.sleep(_POLL)
            else:
                try:
                    with planned.house.acting("mo") as tx:
                        decisions.cancel(tx, planned.request_id)
                except Exception as error:  # noqa: BLE001  told to whoever waits
                    self.faults.append(error)
            self.to_take_back.task_done()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one system was told, and what it holds against what it should."""

    told: int
    taken_back: int
    given_up: int
    errors: tuple[str, ...]
    held: int
    twice: int
    missing: int
    orphans: int

    @property
    def is_right(self) -> bool:
        """Whether everything is held once that should be, and nothing else."""
        return not (self.given_up or self.twice or self.missing or self.orphans)


def verdicts(storm: Storm, outside: Outside, admin: psycopg.Connection) -> Mapping[str, Verdict]:
    """Return what every system holds in the end."""
    companies = {"companies": [each.company_id for each in storm.houses]}
    links = admin.execute(_LINKS, companies).fetchall()
    return {
        provider.value: _verdict(
            storm, [row[1:] for row in links if row[0] == provider], vendor.markers()
        )
        for provider, vendor in outside.vendors.items()
    }


def _verdict(
    storm: Storm, links: Sequence[tuple[UUID, str, str, str | None]], markers: Sequence[str]
) -> Verdict:
    expected = Counter(storm.approved - storm.taken_back)
    # Workers may also tell of leave that other tests left behind, in companies of their own.
    told = (UUID(marker.split(":")[1]) for marker in markers)
    held = Counter(uuid for uuid in told if uuid in storm.approved)
    states = Counter((intended, observed) for _, intended, observed, _ in links)
    return Verdict(
        told=states["present", "present"],
        taken_back=states["absent", "absent"],
        given_up=sum(states.values()) - states["present", "present"] - states["absent", "absent"],
        errors=tuple({error for *_, error in links if error}),
        held=sum(held.values()),
        twice=sum(number - 1 for number in held.values()),
        missing=len(expected.keys() - held.keys()),
        orphans=len(held.keys() - expected.keys()),
    )


def lines(verdict: Mapping[str, Verdict]) -> Iterator[str]:
    """Yield the table of what came of it."""
    heads = ("told", "taken back", "given up", "held", "twice", "missing", "orphans")
    yield f"{'system':<18}" + "".join(f"{head:>12}" for head in heads)
    for name, of in verdict.items():
        cells = (of.told, of.taken_back, of.given_up, of.held, of.twice, of.missing, of.orphans)
        yield f"{name:<18}" + "".join(f"{cell:>12,}" for cell in cells)


def _working_days(count: int) -> list[date]:
    days = (date(2026, 6, 1) + timedelta(days=offset) for offset in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]
