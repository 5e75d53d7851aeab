"""Files of people that take a while: handed in on a page, taken by the worker, looked at between.

All of a file is taken in one transaction, or nothing of it. How far it is is told from beside
that transaction, which nobody can look into.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import CompanyId, EmployeeId, UserId
from leavebook.domain.people.people_file import read_people
from leavebook.domain.problems import Code, Refused
from leavebook.services.books.batches import Open, Progress, unheard
from leavebook.services.people.people_import import take_file
from leavebook.services.people.people_plan import PeoplePlan, Step, plan
from leavebook.storage import outbox
from leavebook.storage.people import accounts, people_imports
from leavebook.storage.people.people_imports import OpenFile, WhyNot
from leavebook.storage.transaction import Transaction

OpenAs = Callable[[Actor], AbstractContextManager[Transaction]]
"""Opens a new transaction in somebody's name."""

WAITS_FOR: Final = timedelta(days=2)
"""A file that nobody has taken by then is not what the company wants any more."""

_TOLD_EVERY: Final = 20
"""Steps: so many are about a second on a small machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What a file would do, and the import that does it; None where there is nothing to do."""

    planned: PeoplePlan
    import_id: int | None = None


class _OvertakenError(Exception):
    """Another worker has finished the import; what this one did must not be kept."""


def hand_in(tx: Transaction, raw: bytes) -> HandedIn:
    """Have the file taken soon; with a single fault, or without a change, nothing is kept of it."""
    planned = plan(tx, read_people(raw))
    if planned.faults or planned.changes_nothing:
        return HandedIn(planned=planned)
    import_id = people_imports.add(tx, raw, people=len(planned.people))
    outbox.take_people_soon(tx, import_id)
    return HandedIn(planned=planned, import_id=import_id)


def take(open_tx: Open, open_as: OpenAs, import_id: int, *, heard: Progress = unheard) -> None:
    """The file is taken in the name of whoever brought it, or it is on record why not.

    Once it is over with an import, a second run does nothing. Whatever is raised from here has
    changed nobody.
    """
    with open_tx() as tx:
        let_go_of_forgotten(tx)
        file = people_imports.begin(tx, import_id)
        actor = None if file is None else _actor(tx, file.asked_by)
    if file is None:
        return
    try:
        why = (
            WhyNot.NOT_ALLOWED
            if actor is None
            else _taken(open_tx, open_as(actor), import_id, file, heard)
        )
    except Refused as refusal:
        is_forbidden = any(each.code is Code.FORBIDDEN for each in refusal.problems)
        why = WhyNot.NOT_ALLOWED if is_forbidden else WhyNot.STANDS_AGAINST
    except _OvertakenError:
        return
    if why is not None:
        give_up(open_tx, import_id, why)


def give_up(open_tx: Open, import_id: int, why: WhyNot) -> None:
    """It is on record why the file is not taken, and the file is gone."""
    with open_tx() as tx:
        people_imports.fail(tx, import_id, why)


def let_go_of_forgotten(tx: Transaction) -> int:
    """Let files go that nobody has taken in time; return how many."""
    found = people_imports.forgotten(tx, before=tx.now - WAITS_FOR)
    for import_id in found:
        people_imports.fail(tx, import_id, WhyNot.TOO_LATE)
    return len(found)


def _taken(
    open_tx: Open,
    in_the_name: AbstractContextManager[Transaction],
    import_id: int,
    file: OpenFile,
    heard: Progress,
) -> WhyNot | None:
    def tell(done: int, total: int) -> None:
        heard(done, total)
        if done % _TOLD_EVERY == 0 or done == total:
            with open_tx() as beside:
                people_imports.note(beside, import_id, done=done, steps=total)

    with in_the_name as tx:
        planned = take_file(tx, file.content, progress=tell)
        if planned.faults:
            return WhyNot.STANDS_AGAINST
        is_ours = people_imports.finish(
            tx,
            import_id,
            taken_on=len(planned.of(Step.TAKEN_ON)),
            changed=len(planned.of(Step.CHANGED)),
        )
        if not is_ours:
            raise _OvertakenError
    return None


def _actor(tx: Transaction, user_id: int) -> Actor | None:
    """Return whoever brought the file as they are now; None where they may not come in."""
    login = accounts.find(tx, user_id)
    if login is None or not login.active:
        return None
    return Actor(
        CompanyId(tx.company.id),
        user_id=UserId(login.id),
        employee_id=None if login.employee_id is None else EmployeeId(login.employee_id),
        role=login.role,
        level=login.access_level,
    )
