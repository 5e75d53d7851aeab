"""This API has no pages: everybody is in one list, by name."""

from collections.abc import Iterable

from leavebook.services.people.people import Employee


def whole_list(people: Iterable[Employee]) -> list[Employee]:
    """Return everybody, by name whatever its capitals; people of one name by id."""
    return sorted(people, key=lambda person: (person.full_name.casefold(), person.id))
