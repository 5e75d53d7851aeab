"""The jobs that send letters: tried again where that helps, given up where it does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import procrastinate
import pytest
from procrastinate.testing import InMemoryConnector

from leavebook.jobs.letters import add_letters
from leavebook.services.outside.remote_faults import Permanent, Temporary
from leavebook.storage.outbox import LETTERS, SEND_INVITATION, SEND_LETTER, SEND_RESET

JOBS = [
    (SEND_LETTER, {"company_id": 1, "notification_id": 2}),
    (SEND_INVITATION, {"company_id": 1, "employee_id": 2}),
    (SEND_RESET, {"email_key": "bea@acme.example"}),
]


def run(task: str, asked: dict[str, int | str], send: Callable[..., None]) -> str:
    """Have one job run once, and return how it stands afterwards.

    In a thread of its own: a browser of other tests may have left its loop in this one.
    """
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(_run, task, asked, send).result()


@pytest.mark.parametrize(("task", "asked"), JOBS)
def test_each_job_sends_what_it_was_asked_for(task: str, asked: dict[str, int | str]) -> None:
    sent: list[tuple[object, ...]] = []

    assert run(task, asked, lambda *about: sent.append(about)) == "succeeded"

    assert sent == [tuple(asked.values())]


@pytest.mark.parametrize(("task", "asked"), JOBS)
@pytest.mark.parametrize(
    ("fault", "stands"),
    [(Temporary("later"), "todo"), (Permanent("never"), "succeeded")],
    ids=["later", "never"],
)
def test_a_fault_is_tried_again_where_that_helps(
    task: str, asked: dict[str, int | str], fault: Exception, stands: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    assert run(task, asked, fail) == stands


def _run(task: str, asked: dict[str, int | str], send: Callable[..., None]) -> str:
    connector = InMemoryConnector()
    queue = procrastinate.App(connector=connector)
    add_letters(queue, about=send, invite=send, reset=send)
    with queue.open():
        queue.configure_task(task, queue=LETTERS).defer(**asked)
        queue.run_worker(
            queues=[LETTERS], wait=False, listen_notify=False, install_signal_handlers=False
        )
    (job,) = connector.jobs.values()
    return str(job["status"])
