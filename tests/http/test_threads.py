"""Work of the event loop is done by threads."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from leavebook.http.threads import Threads
from tests.apart import run_apart


@pytest.fixture
def threads() -> Iterator[Threads]:
    opened = Threads(2)
    opened.open()
    yield opened
    opened.close()


def test_work_is_done_by_another_thread_and_its_result_comes_back(threads: Threads) -> None:
    async def both() -> tuple[int, int]:
        return await threads.do(threading.get_ident), threading.get_ident()

    worked_in, waited_in = run_apart(both())

    assert worked_in != waited_in


def test_what_the_work_raises_is_raised_where_it_is_waited_for(threads: Threads) -> None:
    def fails() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        run_apart(threads.do(fails))


def test_no_more_is_done_at_a_time_than_there_are_threads(threads: Threads) -> None:
    lock, busy, most = threading.Lock(), 0, 0

    def work() -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.01)
        with lock:
            busy -= 1

    async def ten() -> None:
        await asyncio.gather(*(threads.do(work) for _ in range(10)))

    run_apart(ten())

    assert most == 2


def test_closing_waits_for_everything_that_was_handed_over(threads: Threads) -> None:
    done: list[int] = []

    def work(number: int) -> None:
        time.sleep(0.01)
        done.append(number)

    async def begun() -> None:
        for number in range(6):
            task = asyncio.ensure_future(threads.do(lambda number=number: work(number)))  # type: ignore[misc]  # mypy cannot infer lambdas with defaults
            await asyncio.sleep(0)
            task.cancel()
        threads.close()

    run_apart(begun())

    assert sorted(done) == [0, 1, 2, 3, 4, 5]
