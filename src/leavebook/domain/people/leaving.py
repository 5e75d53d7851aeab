"""Whether somebody still belongs to the company."""

from datetime import date


def has_left(left_on: date | None, today: date) -> bool:
    """Return whether the person is gone by that day: from the day they leave on, they are."""
    return left_on is not None and left_on <= today
