"""Does the same for many people: quickly in batches, and one by one where a batch fails.

A record that cannot be worked on is listed and stops nobody else. What was done is committed
batch by batch, so that a run that is killed goes on where it was.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

from leavebook.domain.problems import Refused
from leavebook.storage.database import DatabaseAway
from leavebook.storage.transaction import Transaction, TryAgain

AT_ONCE: Final = 100
"""People of one transaction: few enough that nobody waits for it noticeably."""

Open = Callable[[], AbstractContextManager[Transaction]]
"""Opens a new transaction in the company that is worked on."""


class Progress(Protocol):
    """Hears how far a long piece of work has come."""

    def __call__(self, done: int, total: int) -> None:
        """So many of all are done."""


def unheard(done: int, total: int) -> None:
    """Nobody listens to the progress."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Somebody with whom it did not work, and why, without a word about the person."""

    employee_id: int
    what: str
    why: str


@dataclass(slots=True)
class Tally:
    """What was done so far; it grows while a job runs."""

    counts: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def add_all(self, counts: Mapping[str, int]) -> None:
        """So many more of everything were done."""
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count

    def plain_failures(self) -> list[Mapping[str, int | str]]:
        """Return the failures as they are kept on record."""
        return [
            {"employee_id": each.employee_id, "what": each.what, "why": each.why}
            for each in self.failures
        ]


@dataclass(frozen=True, slots=True)
class Worked:
    """Whom a step had to leave for later, because somebody else had them locked, and its counts."""

    left: tuple[int, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


Work = Callable[[Transaction, Sequence[int]], Worked]
"""Works on some people in a transaction."""


def for_everybody(
    open_tx: Open,
    people: Sequence[int],
    work: Work,
    *,
    what: str,
    tally: Tally,
    at_once: int = AT_ONCE,
) -> Iterator[int]:
    """Do the work for all the people, yielding how many more are done after every step.

    Who was locked by somebody else is waited for at the end, alone.
    """
    later: list[int] = []
    for some in _some(people, at_once):
        worked = _together(open_tx, some, work)
        tally.add_all(worked.counts)
        later += worked.left
        yield len(some) - len(worked.left)
    for one in later:
        outcome = _alone(open_tx, one, work, what)
        if isinstance(outcome, Failure):
            tally.failures.append(outcome)
        else:
            tally.add_all(outcome.counts)
        yield 1


def _some(people: Sequence[int], at_once: int) -> Iterator[Sequence[int]]:
    return (people[start : start + at_once] for start in range(0, len(people), at_once))


def _together(open_tx: Open, people: Sequence[int], work: Work) -> Worked:
    try:
        with open_tx() as tx:
            worked = work(tx, people)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001  whatever is wrong with one record must not stop the others
        return Worked(left=tuple(people))
    return worked


def _alone(open_tx: Open, person: int, work: Work, what: str) -> Worked | Failure:
    try:
        with open_tx() as tx:
            worked = work(tx, [person])
    except DatabaseAway:
        raise
    except TryAgain:
        return Failure(person, what, "busy")
    except Refused as refusal:
        return Failure(person, what, f"refused: {refusal}")
    except Exception as error:  # noqa: BLE001  it is listed, and the next one is worked on
        return Failure(person, what, type(error).__name__)
    return Failure(person, what, "busy") if worked.left else worked
