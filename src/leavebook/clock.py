"""The one clock; only the edges hold it, everything below gets the moment as an argument."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time, shifted by a constant number of seconds in a demo."""

    offset: float = 0.0

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    @classmethod
    def starting_at(cls, moment: datetime) -> "Clock":
        """Return a clock that shows `moment` now and ticks on."""
        return cls((moment - datetime.now(UTC)).total_seconds())
