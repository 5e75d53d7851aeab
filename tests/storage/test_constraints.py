"""What the database's own guards are in the words of the rules, held against all there are."""

from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.storage.constraints import refusal_behind
from tests.cast import Cast
from tests.conftest import Cluster

REMOVED = 999_999_999
"""The id of a department, or of an employee, that is there no more."""

TO_DEPARTMENTS = """
SELECT conname FROM pg_constraint
 WHERE contype = 'f' AND confrelid = 'leavebook.department'::regclass AND conrelid <> confrelid
"""
OF_DEPARTMENTS = """
SELECT conname FROM pg_constraint
 WHERE contype = 'f' AND conrelid = 'leavebook.department'::regclass
"""


class Violated(psycopg.errors.ForeignKeyViolation):
    """The error of a foreign key with this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name

    @property
    def diag(self) -> Any:  # noqa: ANN401  what stands in for a class that nobody else can make
        """Return what the database says of it."""
        return SimpleNamespace(constraint_name=self._name)


def names(cluster: Cluster, query: str) -> list[str]:
    with psycopg.connect(cluster.admin_url) as admin:
        return [row[0] for row in admin.execute(query)]


def test_every_reference_to_a_department_that_is_gone_was_chosen_too_late(cluster: Cluster) -> None:
    found = names(cluster, TO_DEPARTMENTS)

    refusals = [refusal_behind(Violated(each)) for each in found]

    assert len(found) >= 7
    assert [each and each.problems[0].code for each in refusals] == [Code.STALE] * len(found)


def test_a_reference_of_a_department_itself_is_a_fault_of_ours(cluster: Cluster) -> None:
    found = names(cluster, OF_DEPARTMENTS)

    assert len(found) >= 4
    assert {refusal_behind(Violated(each)) for each in found} == {None}


def test_whoever_is_put_into_a_department_removed_meanwhile_may_choose_again(cast: Cast) -> None:
    with pytest.raises(Refused) as refused, cast.acting() as tx:
        tx.run(
            "UPDATE employee SET department_id = %(gone)s WHERE id = %(id)s",
            gone=REMOVED,
            id=cast.bea.employee_id,
        )

    assert [each.code for each in refused.value.problems] == [Code.STALE]


def test_a_lead_whom_nobody_knows_is_no_refusal(cast: Cast) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation), cast.acting() as tx:
        tx.run(
            "UPDATE department SET lead_id = %(nobody)s WHERE id = %(id)s",
            nobody=REMOVED,
            id=cast.department_id,
        )
