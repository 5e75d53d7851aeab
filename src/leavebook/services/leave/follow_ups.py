"""What a change of somebody's leave means for the rest of their leave."""

from datetime import date

from leavebook.services.books.leave_facts import LeaveFacts
from leavebook.services.books.ledgers import post_other_types
from leavebook.services.books.recounting import recount_person
from leavebook.storage import outbox
from leavebook.storage.leave import shutdown_people
from leavebook.storage.transaction import Transaction


def follow_up(tx: Transaction, facts: LeaveFacts, *, first: date, last: date, cause: str) -> None:
    """Leave beside it is counted again under a sandwich rule, and accrual that it slows follows.

    The change itself is written and posted already. Time that it let go of may lie in a shutdown,
    which then takes it.
    """
    kind = facts.leave_type.rules.leave_type_id
    if kind in facts.house.sandwich_types:
        recount_person(tx, facts.person, days={first, last}, cause=cause)
    if kind in facts.house.slowing_types:
        post_other_types(tx, facts.person, facts.leave_type.id, cause=cause)
    if facts.house.has_shutdowns and shutdown_people.look_again(
        tx, facts.person.id, first=first, last=last
    ):
        outbox.visit_soon(tx)
