"""The whole way with a real server and a real worker: asked, pressed, told, and taken back."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from leavebook.domain.approval.states import State
from leavebook.services.leave import decisions
from tests.conftest import Cluster
from tests.faults.running import wait_until
from tests.faults.workers import Workplace, worker
from tests.integrations.slack.office import Office, chosen, on
from tests.integrations.slack.test_asking import MONDAY, WEDNESDAY
from tests.integrations.slack_stand_in import CANCELLED, TOLD, Message, words

PATIENCE = 30.0


def about(office: Office, request: UUID, kind: str) -> list[Message]:
    """Return the messages of one kind about one request; the worker serves others as well."""
    found = office.slack.of_kind(kind)
    return [each for each in found if str(request) in str(each["metadata"])]


def soon(is_so: Callable[[], object]) -> None:
    wait_until(is_so, patience=PATIENCE)


@pytest.fixture(autouse=True)
def nothing_else_to_do(cluster: Cluster) -> None:
    """What other companies of this test run have left to be done is dropped."""
    with psycopg.connect(cluster.admin_url) as admin:
        admin.execute("SET search_path = queue, pg_catalog")
        admin.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def test_from_the_slash_command_to_the_channel_and_back(
    office: Office, cluster: Cluster, tmp_path: Path
) -> None:
    settings = {
        "slack_url": f"{office.address}/api",
        "slack_hooks_url": f"{office.address}/hooks/",
    }
    with worker(Workplace(cluster, tmp_path, settings)):
        office.command("bea")
        typed = {
            "type": chosen(office.cast.leave_types["AL"]),
            "first": on(MONDAY),
            "last": on(WEDNESDAY),
        }
        office.submit("bea", office.slack.opened[0], typed)
        soon(lambda: office.asked("mo"))
        office.press("mo", "Approve", office.asked("mo")[0])
        soon(lambda: office.answered("mo"))
        with office.cast.acting("bea") as tx:
            request_id = tx.value("SELECT max(id) FROM leave_request")
        request = office.request(request_id).uuid
        soon(lambda: len(about(office, request, TOLD)) == 1)
        with office.cast.acting("bea") as tx:
            decisions.cancel(tx, request_id)
        soon(lambda: len(about(office, request, CANCELLED)) == 2)

    assert office.request(request_id).state is State.CANCELLED
    assert about(office, request, TOLD) == []
    assert [words(each) for each in about(office, request, CANCELLED)] == [
        "Bea is away: 4 May – 6 May 2026 cancelled",
        "Bea is not away after all on 4 May – 6 May 2026.",
    ]
