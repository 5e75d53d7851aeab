"""The colleagues who fill the everyday example with life."""

from collections.abc import Iterator
from typing import Final

from leavebook.demo.cast import FULL_TIME, Person
from leavebook.demo.names import key_of, name_of
from leavebook.domain.people.people import AccessLevel

_TEAMS: Final = (
    (
        "Engineering",
        "maya",
        ("Berlin Office", "Berlin Office", "London Office", "Sydney Office"),
        16,
    ),
    ("Sales", "jane", ("London Office", "London Office", "Sydney Office"), 10),
    ("Support", "maya", ("Berlin Office", "Sydney Office"), 6),
    ("Marketing", "jane", ("London Office", "Berlin Office"), 6),
    ("Finance", "ada", ("Berlin Office",), 3),
)
"""Department, who decides, where its people work in turn, and how many they are."""

_WHO_WAIT: Final = 3
"""The first of every team of a manager have asked for leave that is not decided yet."""

_PART_TIME: Final = {5: 32, 11: 20, 17: 30, 23: 24, 31: 32, 38: 30}
_FIRST_NUMBER: Final = 101


def colleagues() -> tuple[Person, ...]:
    """Return everybody who has no part to play, the same people every time."""
    return tuple(_people())


def _people() -> Iterator[Person]:
    place = 0
    for department, manager, sites, size in _TEAMS:
        for seat in range(size):
            name, gender = name_of(place)
            yield Person(
                key=key_of(name),
                name=name,
                number=f"EMP-{_FIRST_NUMBER + place}",
                site=sites[seat % len(sites)],
                department=department,
                gender=gender,
                level=AccessLevel.LEAD if seat == 0 else AccessLevel.EMPLOYEE,
                weekly_hours=_PART_TIME.get(place, FULL_TIME),
                reports_to=manager,
                is_named=False,
                opens_with_request=manager != "ada" and 1 <= seat <= _WHO_WAIT,
            )
            place += 1
