"""The rule of who learns a leave type, and its conditions in SQL, say the same of everybody."""

from itertools import product

import psycopg
import pytest

from leavebook.domain.people.permissions import may_see_details
from leavebook.domain.requests.discretion import (
    Discretion,
    Visibility,
    may_learn_type,
    may_read_reason,
)
from leavebook.queries.leave.sensitive import readable
from leavebook.storage.company import companies
from leavebook.storage.leave import relations
from leavebook.storage.people import people
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.type_visibility import (
    known_types,
    knows_type,
    learns_type,
    learnt_of,
)
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_people
from tests.cast import TODAY, Cast

KINDS = [
    Discretion(visibility=visibility, sensitive=sensitive)
    for visibility, sensitive in product(Visibility, (False, True))
    if not sensitive or visibility in {Visibility.OFFICE, Visibility.MANAGER}
]

Pair = tuple[int, int]


def offer_every_kind(cast: Cast) -> None:
    """Offer a leave type for every way of speaking of one, and no other."""
    with cast.acting() as tx:
        usual = leave_types.find(tx, cast.leave_types["AL"])
        assert usual is not None
        tx.run("UPDATE leave_type SET active = false")
        for number, kind in enumerate(KINDS):
            leave_types.add(
                tx,
                name=f"Kind {number}",
                code=f"K{number}",
                rules=usual.rules,
                paid=True,
                discretion=kind,
            )


def scatter(cast: Cast) -> None:
    """Put Bea and Kim into departments of their own, Ada into none, and Kim into Mo's squad."""
    with cast.acting() as tx:
        for name, who in (("Sales", "bea"), ("Law", "kim")):
            place = companies.add_department(tx, name=name)
            _move(tx, cast.members[who].employee_id, place)
        _move(tx, cast.ada.employee_id, None)
        companies.add_squad(
            tx, name="Guild", members={cast.mo.employee_id: False, cast.kim.employee_id: False}
        )


def _move(tx: Transaction, employee_id: int, department_id: int | None) -> None:
    tx.run(
        "UPDATE employee SET department_id = %(place)s, manager_id = NULL WHERE id = %(id)s",
        place=department_id,
        id=employee_id,
    )


def by_rule(tx: Transaction) -> set[Pair]:
    kinds = leave_types.all_of_company(tx)
    return {
        (person.id, kind.id)
        for person in people.active(tx, today=TODAY)
        for kind in kinds
        if may_learn_type(relations.towards(tx, person), person.subject, kind.discretion)
    }


def seen_in_detail(tx: Transaction) -> set[int]:
    return {
        person.id
        for person in people.active(tx, today=TODAY)
        if may_see_details(relations.towards(tx, person), person.subject)
    }


def by_query(tx: Transaction, condition: str) -> set[Pair]:
    rows = tx.rows(
        "SELECT e.id AS employee_id, t.id AS leave_type_id FROM employee AS e"
        f" CROSS JOIN leave_type AS t WHERE {condition}",
        viewer=viewer_of(tx.actor),
    )
    return {(row.employee_id, row.leave_type_id) for row in rows}


@pytest.mark.parametrize("who", ["ada", "mo", "bea", "kim"])
@pytest.mark.parametrize("scattered", [False, True], ids=["one department", "scattered"])
@pytest.mark.parametrize("opened", [False, True], ids=["closed", "managers see everyone"])
def test_rule_and_query_agree_on_every_kind(
    cast: Cast, who: str, *, scattered: bool, opened: bool
) -> None:
    offer_every_kind(cast)
    if scattered:
        scatter(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE company SET settings = jsonb_build_object('managers_see_everyone', %(on)s)",
            on=opened,
        )

    with cast.acting(who) as tx:
        rule, query = by_rule(tx), by_query(tx, learns_type(tx.actor))

    assert query == rule
    assert {kind for person, kind in rule if person == cast.members[who].employee_id} == {
        kind for _, kind in rule
    }


@pytest.mark.parametrize("who", ["ada", "mo", "bea", "kim"])
@pytest.mark.parametrize("scattered", [False, True], ids=["one department", "scattered"])
def test_what_holds_for_leave_that_is_seen_anyway_is_the_same_rule(
    cast: Cast, who: str, *, scattered: bool
) -> None:
    offer_every_kind(cast)
    if scattered:
        scatter(cast)

    with cast.acting(who) as tx:
        seen = seen_in_detail(tx)
        rule = {pair for pair in by_rule(tx) if pair[0] in seen}
        visible = visible_people(tx.actor)
        known = by_query(tx, f"{visible} AND {knows_type(tx.actor, whose='e.id')}")
        listed = by_query(
            tx,
            f"{visible} AND ({known_types(tx.actor).replace('r.leave_type_id', 't.id')}"
            " OR e.id = %(viewer)s)",
        )
        learnt = {
            (person, kind.id)
            for person in seen
            for kind in leave_types.all_of_company(tx)
            if kind.discretion.visibility in learnt_of(tx.actor, person)
        }

    assert known == listed == learnt == rule


@pytest.mark.parametrize("who", ["ada", "mo", "bea"])
def test_rule_and_query_agree_on_who_reads_why(cast: Cast, who: str) -> None:
    offer_every_kind(cast)

    with cast.acting(who) as tx:
        kinds = leave_types.all_of_company(tx)
        rule = {
            (person.id, kind.id)
            for person in people.active(tx, today=TODAY)
            for kind in kinds
            if may_read_reason(relations.towards(tx, person), person.subject, kind.discretion)
        }
        reads = readable("'why'", tx.actor).replace("r.employee_id", "e.id")
        query = by_query(tx, f"{visible_people(tx.actor)} AND {reads} IS NOT NULL")

    assert query == rule


@pytest.mark.parametrize("visibility", [Visibility.TEAM, Visibility.ALL])
def test_the_database_keeps_nothing_sensitive_that_is_open(
    cast: Cast, visibility: Visibility
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), cast.acting() as tx:
        tx.run(
            "UPDATE leave_type SET visibility = %(visibility)s WHERE id = %(id)s",
            visibility=visibility,
            id=cast.leave_types["SL"],
        )


def test_what_was_offered_before_is_known_to_whoever_decides(cast: Cast) -> None:
    with cast.acting() as tx:
        rows = tx.rows("SELECT code, visibility, sensitive FROM leave_type ORDER BY id")

    assert [(row.code, row.visibility, row.sensitive) for row in rows] == [
        ("AL", "manager", False),
        ("SL", "manager", True),
        ("UL", "manager", False),
    ]
