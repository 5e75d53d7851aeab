"""Brings every account up to today: what time grants, closes and lapses becomes entries.

Grants, closes and lapses are derived from rules and dates; this only writes them down. So it
does not matter when it runs, how often, or whether two do it at once: the accounts themselves
say what is due, and each is looked at again behind the lock of its person.
"""

from collections.abc import Sequence
from functools import partial

from leavebook.services.books import leave_accounts
from leavebook.services.books.batches import Open, Progress, Tally, Worked, for_everybody, unheard
from leavebook.services.books.leave_accounts import LeaveAccount
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.books.posting import post_all
from leavebook.storage.books import due_accounts
from leavebook.storage.transaction import Transaction


def catch_up(
    open_tx: Open,
    tally: Tally,
    *,
    leave_type_id: int | None = None,
    progress: Progress = unheard,
) -> None:
    """Every account that is due is written through today, or listed among the failures."""
    with open_tx() as tx:
        due = due_accounts.due(tx, leave_type_id)
    total, done = sum(len(people) for people in due.values()), 0
    progress(0, total)
    for kind, people in due.items():
        work = partial(_write_down, kind)
        for more in for_everybody(open_tx, people, work, what=f"leave type {kind}", tally=tally):
            done += more
            progress(done, total)


def is_due(account: LeaveAccount) -> bool:
    """Whether a day has come that moves the account, or a rule behind it has changed."""
    has_come = account.next_change is not None and account.next_change <= account.today
    return has_come or account.due_because is not None


def _write_down(leave_type_id: int, tx: Transaction, people: Sequence[int]) -> Worked:
    locked = due_accounts.lock_free(tx, people)
    leave_type = leave_type_named(tx, leave_type_id)
    due = [each for each in leave_accounts.read(tx, leave_type, locked) if is_due(each)]
    entries = post_all(tx, due, cause="time")
    return Worked(
        left=tuple(sorted(set(people) - set(locked))),
        counts={"accounts": len(due), "entries": entries},
    )
