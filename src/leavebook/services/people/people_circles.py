"""Managers who would lead in a circle, once a file of people is taken."""

from collections.abc import Iterable, Iterator

from leavebook.services.people.people_lines import PersonLine
from leavebook.storage.people.roster import Known

Node = int | str
"""An employee by id; who is yet to be taken on by e-mail."""


def in_circles(everybody: Iterable[Known], said: Iterable[PersonLine]) -> Iterator[PersonLine]:
    """Yield the lines whose manager leads back to the person, through others."""
    everybody, said = tuple(everybody), tuple(said)
    employees = {
        each.email_key: each.employee_id
        for each in everybody
        if each.email_key is not None and each.employee_id is not None
    }
    above: dict[Node, Node | None] = {
        each.employee_id: each.manager_id for each in everybody if each.employee_id is not None
    }
    for one in said:
        if one.manager is not None:
            node: Node = employees.get(one.email.key, one.email.key)
            above[node] = employees.get(one.manager.key, one.manager.key)
    for one in said:
        start: Node = employees.get(one.email.key, one.email.key)
        if one.manager is not None and above[start] != start and _leads_back(start, above):
            yield one


def _leads_back(start: Node, above: dict[Node, Node | None]) -> bool:
    seen = {start}
    place = above.get(start)
    while place is not None and place not in seen:
        seen.add(place)
        place = above.get(place)
    return place == start
