"""How long requests may wait before those who decide are reminded, and before they move on."""

from typing import Final

from leavebook.domain.approval.escalation import MOST_PATIENCE, Patience
from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.services.company.setting_up import assert_may_set_up
from leavebook.storage import events
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction

_REMIND: Final = "remind_after_days"
_ESCALATE: Final = "escalate_after_days"


def patience_of(tx: Transaction) -> Patience:
    """Return the company's patience, in working days: the usual one where it has not chosen."""
    usual = Patience()
    return Patience(
        remind_after=_chosen(tx, _REMIND) or usual.remind_after,
        escalate_after=_chosen(tx, _ESCALATE) or usual.escalate_after,
    )


def be_patient(tx: Transaction, *, remind_after: int, escalate_after: int) -> None:
    """Remind and move on after so many working days from now on, with what waits already too.

    The reminder comes first: moving on no later than that is refused, since nobody would be
    reminded then.
    """
    assert_may_set_up(tx)
    faults = Faults()
    for name, days in ((_REMIND, remind_after), (_ESCALATE, escalate_after)):
        if not _is_sensible(days):
            fault = invalid(name, "out_of_range", least=1, most=MOST_PATIENCE)
            faults.problems.extend(fault.problems)
    faults.refuse_if_any()
    if escalate_after <= remind_after:
        raise invalid(_ESCALATE, "not_after_the_reminder", more_than=remind_after)
    company_settings.choose(tx, _REMIND, remind_after)
    company_settings.choose(tx, _ESCALATE, escalate_after)
    events.record(
        tx,
        "company.approval_changed",
        remind_after=remind_after,
        escalate_after=escalate_after,
    )


def _chosen(tx: Transaction, name: str) -> int | None:
    chosen = company_settings.read(tx, name)
    if isinstance(chosen, int) and not isinstance(chosen, bool) and _is_sensible(chosen):
        return chosen
    return None


def _is_sensible(days: int) -> bool:
    return 1 <= days <= MOST_PATIENCE
