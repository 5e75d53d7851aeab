"""What sickness sets going: the certificate, the end of sick pay, the Bradford factor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.counting import DayRow, days_of
from leavebook.domain.calendar.spans import ONE_DAY
from leavebook.domain.requests.leave_types import CERTIFICATE_AFTER_DAYS

SICK_PAY_DAYS: Final = 42
BRADFORD_WEEKS: Final = 52


@dataclass(frozen=True, slots=True)
class Spell:
    """Sickness without a well day between, however many notes it is made of."""

    rows: tuple[DayRow, ...]

    @property
    def first(self) -> date:
        """The first sick date, worked or not."""
        return self.rows[0].on

    @property
    def last(self) -> date:
        """The last sick date, worked or not."""
        return self.rows[-1].on

    @property
    def calendar_days(self) -> int:
        """The length in calendar days."""
        return (self.last - self.first).days + 1


def spells(rows: Iterable[DayRow]) -> tuple[Spell, ...]:
    """Return the spells that the day rows of all sick notes make, earliest first."""
    runs: list[list[DayRow]] = []
    for row in sorted(rows, key=lambda row: row.on):
        if runs and row.on <= runs[-1][-1].on + ONE_DAY:
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple(Spell(tuple(run)) for run in runs)


def certificate_due(spell: Spell, after_days: int = CERTIFICATE_AFTER_DAYS) -> date | None:
    """Return the day from which a certificate is due; none while the spell is short enough."""
    return _day_after(spell, after_days)


def sick_pay_ends(spell: Spell, after_days: int = SICK_PAY_DAYS) -> date | None:
    """Return the first calendar day that the employer pays no longer; none if it is not reached."""
    return _day_after(spell, after_days)


def bradford_factor(rows: Iterable[DayRow], on: date, weeks: int = BRADFORD_WEEKS) -> Decimal:
    """Return spells times spells times days lost in the weeks that end on the day."""
    since = on - timedelta(weeks=weeks)
    recent = tuple(row for row in rows if since < row.on <= on)
    return len(spells(recent)) ** 2 * days_of(recent)


def _day_after(spell: Spell, days: int) -> date | None:
    return spell.first + timedelta(days=days) if spell.calendar_days > days else None
