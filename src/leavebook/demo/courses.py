"""What became of a wish by now: when it was asked for, and who did what with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from leavebook.demo.wishes import SATURDAY, Fate, Wish
from leavebook.domain.approval.moves import Move
from leavebook.domain.calendar.spans import overlaps

_AFTER_JOINING: Final = timedelta(days=3)
_REFUSAL: Final = "Too many of us are away that week."


@dataclass(frozen=True, slots=True)
class Step:
    """A move that somebody made, or will make unless `now` comes first."""

    at: datetime
    move: Move
    reason: str | None = None

    @property
    def by_owner(self) -> bool:
        """Whether the person concerned made it, rather than who decides."""
        return self.move is Move.CANCEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A request with its history up to now, oldest step first."""

    wish: Wish
    asked_at: datetime
    steps: tuple[Step, ...]


def courses(
    wishes: Iterable[Wish], *, rng: Random, now: datetime, joined: date, stages: int = 1
) -> tuple[Course, ...]:
    """Return what came of the wishes, without those that nobody has asked for yet.

    Of two that overlap the one named first is kept, whatever became of it. Requests are in
    the order in which they were asked for; every moment lies before `now`.
    """
    kept: list[Course] = []
    for wish in wishes:
        asked_at = _asked_at(wish, rng)
        in_time = asked_at < now and asked_at.date() >= joined + _AFTER_JOINING
        if in_time and not any(overlaps(wish.span, other.wish.span) for other in kept):
            steps = tuple(step for step in _steps(wish, asked_at, rng, stages) if step.at < now)
            kept.append(Course(wish=wish, asked_at=asked_at, steps=steps))
    return tuple(sorted(kept, key=lambda course: course.asked_at))


def _asked_at(wish: Wish, rng: Random) -> datetime:
    day = wish.span.first - timedelta(days=wish.days_ahead)
    if day.weekday() >= SATURDAY and wish.days_ahead:
        day -= timedelta(days=day.weekday() - SATURDAY + 1)
    return _in_office_hours(day, rng)


def _steps(wish: Wish, asked_at: datetime, rng: Random, stages: int) -> Iterator[Step]:
    if wish.fate is Fate.LEFT_OPEN:
        return
    decided = asked_at + timedelta(hours=rng.randint(2, 30))
    if wish.fate is Fate.REFUSED:
        yield Step(decided, Move.REJECT, _REFUSAL)
        return
    for stage in range(stages):
        yield Step(decided + timedelta(hours=5 * stage), Move.APPROVE)
    if wish.fate is Fate.TAKEN_BACK:
        yield Step(decided + timedelta(days=2), Move.CANCEL)


def _in_office_hours(day: date, rng: Random) -> datetime:
    return datetime.combine(day, time(rng.randint(7, 8), rng.randint(0, 59)), UTC)
