"""Who leads a department, when several change it at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.people import departments
from tests.cast import Cast
from tests.conftest import Cluster

PATIENCE = 30

WAITING = """
SELECT count(*) FROM pg_stat_activity
 WHERE application_name = 'tests' AND wait_event_type = 'Lock'
"""


def test_a_department_that_is_being_removed_is_led_by_nobody(cast: Cast, cluster: Cluster) -> None:
    with cast.acting("ada") as tx:
        sails = departments.add(tx, "Sails")

    def give_a_lead() -> None:
        with cast.acting("ada") as tx:
            departments.lead(tx, sails, lead_id=cast.kim.employee_id, deputy_id=None)

    with ThreadPoolExecutor(1) as pool:
        with cast.acting("ada") as tx:
            departments.remove(tx, sails)
            leading = pool.submit(give_a_lead)
            wait_until_somebody_waits(cluster)
        with pytest.raises(Refused) as refused:
            leading.result(PATIENCE)

    assert [each.code for each in refused.value.problems] == [Code.NOT_FOUND]
    with cast.acting() as tx:
        names = [row.name for row in tx.rows("SELECT name FROM event ORDER BY id DESC LIMIT 1")]
    assert names == ["department.removed"]


def wait_until_somebody_waits(cluster: Cluster) -> None:
    until = time.monotonic() + PATIENCE
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        while admin.execute(WAITING).fetchone() == (0,):
            assert time.monotonic() < until, "nobody waited for the lock"
            time.sleep(0.01)
