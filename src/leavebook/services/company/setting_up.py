"""Setting a company up, step by step: what has been looked at, put off, or is not wanted."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.company import company_settings
from leavebook.storage.transaction import Transaction

SETUP: Final = "setup"
"""The name under which a company remembers how far it is set up; only new companies have it."""


class Stage(StrEnum):
    """What there is to do, in order."""

    COMPANY = "company"
    SITE = "site"
    LEAVE_TYPES = "leave-types"
    PEOPLE = "people"
    APPROVAL = "approval"
    INVITATIONS = "invitations"
    REQUEST = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a company has settled, put off, and whether it wants to hear no more of it."""

    settled: frozenset[Stage] = frozenset()
    skipped: frozenset[Stage] = frozenset()
    is_dismissed: bool = False


def remembered(tx: Transaction) -> Remembered | None:
    """Return how far the company is set up; None for one that never was to be."""
    kept = company_settings.read(tx, SETUP)
    if not isinstance(kept, dict):
        return None
    return Remembered(
        settled=_stages(kept.get("settled")),
        skipped=_stages(kept.get("skipped")),
        is_dismissed=kept.get("dismissed") is True,
    )


def settle(tx: Transaction, stage: Stage) -> None:
    """Note that the stage has been looked at and decided."""
    now = _own(tx)
    _keep(tx, replace(now, settled=now.settled | {stage}, skipped=now.skipped - {stage}))


def skip(tx: Transaction, stage: Stage) -> None:
    """Put the stage off; it can be taken up again at any time."""
    now = _own(tx)
    _keep(tx, replace(now, skipped=now.skipped | {stage}))


def dismiss(tx: Transaction) -> None:
    """Show the list no more."""
    _keep(tx, replace(_own(tx), is_dismissed=True))


def assert_may_set_up(tx: Transaction) -> None:
    """Raise Refused unless the actor administers the company."""
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "set the company up"}))


def _own(tx: Transaction) -> Remembered:
    assert_may_set_up(tx)
    return remembered(tx) or Remembered()


def _keep(tx: Transaction, now: Remembered) -> None:
    company_settings.choose(
        tx,
        SETUP,
        {
            "settled": sorted(now.settled),
            "skipped": sorted(now.skipped),
            "dismissed": now.is_dismissed,
        },
    )


def _stages(kept: object) -> frozenset[Stage]:
    listed = kept if isinstance(kept, list) else []
    return frozenset(Stage(each) for each in listed if each in set(Stage))
