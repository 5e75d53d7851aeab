"""How far a company is set up, as the list on the first page shows it."""

from dataclasses import dataclass

from leavebook.domain.people.permissions import may_administer
from leavebook.services.company.setting_up import Stage, remembered
from leavebook.storage.transaction import Transaction

_THERE = """
SELECT EXISTS (SELECT 1 FROM site) AS site,
       EXISTS (SELECT 1 FROM leave_type WHERE active) AS leave_types,
       EXISTS (SELECT 1 FROM employee) AS people,
       EXISTS (SELECT 1 FROM event WHERE name = 'login.invited' AND employee_id IS NOT NULL)
       AS invitations,
       EXISTS (SELECT 1 FROM leave_request) AS request
"""


@dataclass(frozen=True, slots=True)
class StageShown:
    """One thing to do, whether it is done, and whether it was put off."""

    stage: Stage
    is_done: bool
    is_skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupProgress:
    """Everything there is to do before the first request, in order."""

    stages: tuple[StageShown, ...]
    is_dismissed: bool

    @property
    def next_stage(self) -> Stage | None:
        """What is neither done nor put off, the first of it."""
        left = (each.stage for each in self.stages if not each.is_done and not each.is_skipped)
        return next(left, None)

    @property
    def done(self) -> int:
        """How much of it is done."""
        return sum(each.is_done for each in self.stages)

    @property
    def is_open(self) -> bool:
        """Whether the first page still shows it."""
        return not self.is_dismissed and self.done < len(self.stages)


def setup_progress(tx: Transaction) -> SetupProgress | None:
    """Return how far it is; None for whom it does not concern and companies not set up so."""
    known = remembered(tx) if may_administer(tx.actor) else None
    there = tx.row(_THERE) if known is not None else None
    if known is None or there is None:
        return None
    done = {
        Stage.COMPANY: Stage.COMPANY in known.settled,
        Stage.SITE: there.site,
        Stage.LEAVE_TYPES: there.leave_types,
        Stage.PEOPLE: there.people,
        Stage.APPROVAL: Stage.APPROVAL in known.settled,
        Stage.INVITATIONS: there.invitations,
        Stage.REQUEST: there.request,
    }
    return SetupProgress(
        stages=tuple(StageShown(each, done[each], each in known.skipped) for each in Stage),
        is_dismissed=known.is_dismissed,
    )
