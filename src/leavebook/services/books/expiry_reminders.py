"""Tells people in time what will lapse, and keeps the proof."""

from collections.abc import Sequence
from typing import Final

from leavebook.domain.policy.carry_over import REMINDED_DAYS_BEFORE
from leavebook.services.books.batches import Open, Tally, Worked, for_everybody
from leavebook.storage import events
from leavebook.storage.books import due_accounts, expiry_reminders
from leavebook.storage.telling import notifications
from leavebook.storage.transaction import Transaction

EXPIRING: Final = "leave.expiring"


def remind(open_tx: Open, tally: Tally) -> None:
    """Everybody whose leave lapses soon knows it; of each stage they hear once."""
    with open_tx() as tx:
        concerned = {
            each.employee_id for each in expiry_reminders.due(tx, stages=REMINDED_DAYS_BEFORE)
        }

    for _ in for_everybody(open_tx, sorted(concerned), _tell, what="reminder", tally=tally):
        pass


def _tell(tx: Transaction, people: Sequence[int]) -> Worked:
    locked = due_accounts.lock_free(tx, people)
    due = expiry_reminders.due(tx, stages=REMINDED_DAYS_BEFORE, employee_ids=locked)
    for reminder in due:
        event = events.record(
            tx,
            EXPIRING,
            employee_id=reminder.employee_id,
            leave_type_id=reminder.leave_type_id,
            last_usable=reminder.last_usable.isoformat(),
            days_before=reminder.days_before,
            amount=str(reminder.amount),
        )
        expiry_reminders.prove(tx, reminder, event=event)
        notifications.add_for(tx, reminder.user_id, event=event)
    left = tuple(sorted(set(people) - set(locked)))
    return Worked(left=left, counts={"reminders": len(due)})
