"""Empties what is known of people who have left, once somebody of the office says so."""

from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.retention import Kept, problems_with_anonymising
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services import today
from leavebook.services.people.people import assert_may_manage
from leavebook.services.people.retention import retention_of
from leavebook.storage import events
from leavebook.storage.people import anonymising, legal_holds, people
from leavebook.storage.transaction import Transaction

ANONYMISED: Final = "employee.anonymised"
LOG_REDACTED: Final = "log.redacted"

AT_ONCE: Final = 5_000
"""Entries of the log that one transaction empties."""


def anonymise(tx: Transaction, employee_id: int) -> bool:
    """Nothing says any more who the employee was; return False where that was so already.

    Leave, days, ledger and balances stay as they are. It cannot be undone. Raises Refused for
    somebody who works here, whose data has to be kept for longer, or who is under a hold.
    """
    assert_may_manage(tx)
    legal_holds.let_nobody_change_the_companys(tx)
    now_on = today.of_company(tx)
    person = people.lock(tx, employee_id, today=now_on)
    if person is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    if person.is_anonymised:
        return False
    kept = Kept(
        left_on=person.left_on,
        is_held=legal_holds.standing(tx, person.id) is not None,
        is_company_held=legal_holds.standing(tx, None) is not None,
    )
    if problems := problems_with_anonymising(kept, retention_of(tx), today=now_on):
        raise Refused(*problems)

    anonymising.anonymise(tx, person.id, person.user_id)
    events.record(tx, ANONYMISED, employee_id=person.id)
    return True


def redact_log(tx: Transaction) -> int:
    """Empty who did what where the log is older than it is kept; return in how many entries.

    At most `AT_ONCE` of them: whoever has more calls again. What tells the story of a request
    or of a balance stays as long as the person's data. Raises Refused under a hold.
    """
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
    legal_holds.let_nobody_change_the_companys(tx)
    if legal_holds.standing(tx, None) is not None:
        raise Refused(Problem(Code.UNDER_HOLD))
    emptied = anonymising.redact_log(tx, months=retention_of(tx).audit, at_most=AT_ONCE)
    if emptied:
        events.record(tx, LOG_REDACTED, entries=emptied)
    return emptied
