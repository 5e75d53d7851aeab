"""For how long a company keeps the data of people who have left, and its log."""

from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.people.retention import FEWEST_MONTHS, MOST_MONTHS, Retention
from leavebook.services.company.setting_up import assert_may_set_up
from leavebook.storage import events
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction

RETENTION_CHANGED: Final = "retention.changed"

_AFTER_EXIT: Final = "months_after_exit"
_LOG: Final = "audit_months"


def retention_of(tx: Transaction) -> Retention:
    """Return for how many months the company keeps what; the usual ones where it has not chosen."""
    usual = Retention()
    return Retention(
        after_exit=_chosen(tx, _AFTER_EXIT) or usual.after_exit,
        audit=_chosen(tx, _LOG) or usual.audit,
    )


def keep_for(tx: Transaction, retention: Retention) -> None:
    """Have data be due after so many months from now on; each change is on record."""
    assert_may_set_up(tx)
    faults = Faults()
    wanted = {_AFTER_EXIT: retention.after_exit, _LOG: retention.audit}
    for name, months in wanted.items():
        if not _is_sensible(months):
            fault = invalid(name, "out_of_range", least=FEWEST_MONTHS, most=MOST_MONTHS)
            faults.problems.extend(fault.problems)
    faults.refuse_if_any()
    if retention == retention_of(tx):
        return
    for name, months in wanted.items():
        company_settings.choose(tx, name, months)
    events.record(tx, RETENTION_CHANGED, after_exit=retention.after_exit, audit=retention.audit)


def _chosen(tx: Transaction, name: str) -> int | None:
    chosen = company_settings.read(tx, name)
    if isinstance(chosen, int) and not isinstance(chosen, bool) and _is_sensible(chosen):
        return chosen
    return None


def _is_sensible(months: int) -> bool:
    return FEWEST_MONTHS <= months <= MOST_MONTHS
