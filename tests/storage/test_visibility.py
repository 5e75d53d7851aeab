"""The rule of who sees whose leave, and its condition in SQL, say the same of everybody."""

import pytest

from leavebook.domain.people.permissions import may_file_for, may_see_details
from leavebook.storage.company import companies
from leavebook.storage.leave import relations
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import people_to_plan, viewer_of, visible_people
from tests.cast import TODAY, Cast


def seen_by_rule(tx: Transaction) -> set[int]:
    return {
        person.id
        for person in people.active(tx, today=TODAY)
        if may_see_details(relations.towards(tx, person), person.subject)
    }


def seen_by_query(tx: Transaction) -> set[int]:
    rows = tx.rows(
        f"SELECT e.id FROM employee AS e WHERE {visible_people(tx.actor)}",
        viewer=viewer_of(tx.actor),
    )
    return {row.id for row in rows}


def give_everybody_somebody_to_answer_for(cast: Cast) -> None:
    """Make Kim the deputy of a department below Bea's, and Bea the manager of Ada's squad."""
    with cast.acting() as tx:
        below = companies.add_department(tx, name="Testing")
        tx.run(
            "UPDATE department SET parent_id = %(p)s WHERE id = %(id)s",
            p=cast.department_id,
            id=below,
        )
        companies.set_lead(tx, cast.department_id, lead_id=None, deputy_id=cast.kim.employee_id)
        tx.run(
            "UPDATE employee SET department_id = %(d)s WHERE id = %(mo)s",
            d=below,
            mo=cast.mo.employee_id,
        )
        companies.add_squad(
            tx, name="Guild", members={cast.bea.employee_id: True, cast.ada.employee_id: False}
        )


@pytest.mark.parametrize("who", ["ada", "mo", "bea", "kim"])
@pytest.mark.parametrize("related", [False, True], ids=["plain", "related"])
@pytest.mark.parametrize("opened", [False, True], ids=["closed", "managers see everyone"])
def test_rule_and_query_agree(cast: Cast, who: str, *, related: bool, opened: bool) -> None:
    if related:
        give_everybody_somebody_to_answer_for(cast)
    with cast.acting() as tx:
        tx.run(
            "UPDATE company SET settings = jsonb_build_object('managers_see_everyone', %(on)s)",
            on=opened,
        )

    with cast.acting(who) as tx:
        by_query, by_rule = seen_by_query(tx), seen_by_rule(tx)

    assert by_query == by_rule
    assert cast.members[who].employee_id in by_query


@pytest.mark.parametrize("who", ["ada", "mo", "bea", "kim"])
@pytest.mark.parametrize("related", [False, True], ids=["plain", "related"])
def test_rule_and_query_agree_for_whom_leave_and_shifts_are_entered(
    cast: Cast, who: str, *, related: bool
) -> None:
    if related:
        give_everybody_somebody_to_answer_for(cast)

    with cast.acting(who) as tx:
        by_rule = {
            person.id
            for person in people.active(tx, today=TODAY)
            if may_file_for(relations.towards(tx, person), person.subject)
        }
        rows = tx.rows(
            f"SELECT e.id FROM employee AS e WHERE {people_to_plan(tx.actor)}",
            viewer=viewer_of(tx.actor),
        )

    assert {row.id for row in rows} | {cast.members[who].employee_id} == by_rule


def test_the_setting_opens_the_company_to_managers_alone(cast: Cast) -> None:
    with cast.acting() as tx:
        everybody = {member.employee_id for member in cast.members.values()}
        tx.run("""UPDATE company SET settings = '{"managers_see_everyone": true}'""")

    with cast.acting("mo") as tx:
        as_manager = seen_by_query(tx)
    with cast.acting("bea") as tx:
        as_employee = seen_by_query(tx)

    assert as_manager == everybody
    assert as_employee == {cast.bea.employee_id}


@pytest.mark.parametrize("chosen", ['"true"', "1", "null", "false", '{"a": 1}'])
def test_only_a_plain_yes_opens_it(cast: Cast, chosen: str) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE company SET settings = jsonb_build_object('managers_see_everyone',"
            " %(chosen)s::jsonb)",
            chosen=chosen,
        )

    with cast.acting("mo") as tx:
        seen = seen_by_query(tx)

    assert cast.ada.employee_id not in seen
