"""Whose leave type an actor learns, as conditions: `domain.requests.discretion` asked of many.

They are built from the domain's own table, and a test holds them against its rule. A query has
`leave_type AS t` and the value `viewer` of `storage.visibility`.
"""

from collections.abc import Collection
from typing import Final

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import OFFICE
from leavebook.domain.requests.discretion import LEARNT, Visibility
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import visible_people

STAYS_INSIDE: Final = "(t.sensitive OR t.visibility = 'office')"
"""The condition on `leave_type AS t`: nothing outside the company says it, and no letter."""


def _texts(kinds: Collection[Visibility]) -> str:
    return ", ".join(f"'{each}'" for each in Visibility if each in kinds)


_KNOWN: Final = _texts(LEARNT[Visibility.MANAGER])

# Looked up once for a whole list, and for few people by their own rows.
_TEAMMATES: Final = """
(e.department_id = (SELECT own.department_id FROM employee AS own WHERE own.id = %(viewer)s)
 OR e.id = ANY (ARRAY(SELECT theirs.employee_id
                        FROM squad_member AS mine
                        JOIN squad_member AS theirs ON theirs.squad_id = mine.squad_id
                       WHERE mine.employee_id = %(viewer)s)))
"""


def learns_type(actor: Actor, *, sees: str | None = None) -> str:
    """Return the condition on `employee AS e`: whether the actor learns the type of their leave.

    `sees` is the condition of who is seen in detail, where the query knows that already.
    """
    if actor.role in OFFICE:
        return "true"
    circles = {
        Visibility.OFFICE: "e.id = %(viewer)s",
        Visibility.MANAGER: visible_people(actor) if sees is None else sees,
        Visibility.TEAM: _TEAMMATES,
        Visibility.ALL: "true",
    }
    learnt = (
        f"({condition} AND t.visibility IN ({_texts(LEARNT[circle])}))"
        for circle, condition in circles.items()
    )
    return f"({' OR '.join(learnt)})"


def knows_type(actor: Actor, *, whose: str = "r.employee_id") -> str:
    """Return the condition where the actor sees the leave in detail anyway, or decides on it."""
    if actor.role in OFFICE:
        return "true"
    return f"(t.visibility IN ({_KNOWN}) OR {whose} = %(viewer)s)"


def known_types(actor: Actor) -> str:
    """Return the condition on `r.leave_type_id` alone: of whom the actor sees, of which types."""
    if actor.role in OFFICE:
        return "true"
    known = f"SELECT id FROM leave_type WHERE visibility IN ({_KNOWN})"  # noqa: S608  constant text
    return f"r.leave_type_id = ANY (ARRAY({known}))"


def keeps_types_from(tx: Transaction) -> bool:
    """Return whether there are types that the actor does not learn of those whom they see."""
    if tx.actor.role in OFFICE:
        return False
    any_such = f"SELECT EXISTS (SELECT 1 FROM leave_type WHERE visibility NOT IN ({_KNOWN}))"  # noqa: S608  constant text
    return bool(tx.value(any_such))


def learnt_of(actor: Actor, employee_id: int | None) -> frozenset[Visibility]:
    """Return which types the actor learns of somebody whom they see in detail; None: of others."""
    is_self = employee_id is not None and actor.employee_id == employee_id
    is_near = actor.role in OFFICE or is_self
    return LEARNT[Visibility.OFFICE if is_near else Visibility.MANAGER]
