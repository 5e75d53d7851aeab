"""The worker takes a file of people: all of it once, or nothing, whatever befalls the worker."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import procrastinate
import pytest

from leavebook.clock import Clock
from leavebook.domain.people.actors import Actor
from leavebook.domain.problems import Refused
from leavebook.jobs.people_files import add_people_files
from leavebook.queries.people.people_imports import PeopleImport, latest_imports, people_import
from leavebook.services.books.batches import Progress, unheard
from leavebook.services.people import people_intake
from leavebook.storage.database import Database
from leavebook.storage.people import people_imports
from leavebook.storage.people.people_imports import ImportState, WhyNot
from leavebook.storage.transaction import Transaction, in_company
from tests.cast import NOW, Cast
from tests.conftest import Cluster
from tests.faults.running import wait_until
from tests.faults.workers import Workplace, worker

HEAD = "Name,E-mail,First day,Hours a week"
LONG = 400
"""People: enough that a worker can be killed between two of them."""


class Killed(BaseException):
    """What a worker leaves undone that is killed: no code of ours runs any more."""


def file_of(people: int, *more: str) -> bytes:
    lines = [f"Person {n},p{n}@new.example,2026-05-01," for n in range(people)]
    return "\n".join([HEAD, *lines, *more]).encode()


def handed_in(cast: Cast, raw: bytes, who: str = "ada") -> int:
    with cast.acting(who) as tx:
        import_id = people_intake.hand_in(tx, raw).import_id
    assert import_id is not None
    return import_id


def taken(cast: Cast, import_id: int, heard: Progress = unheard, *, now: datetime = NOW) -> None:
    def open_as(actor: Actor) -> AbstractContextManager[Transaction]:
        return in_company(cast.database, cast.company_id, actor=actor, now=now, door="web")

    house = partial(cast.acting, None, now=now)
    people_intake.take(house, open_as, import_id, heard=heard)


def shown(cast: Cast, import_id: int) -> PeopleImport:
    with cast.acting("ada") as tx:
        return people_import(tx, import_id)


def newcomers(cast: Cast) -> int:
    with cast.acting() as tx:
        count: int = tx.value(
            "SELECT count(*) FROM user_account WHERE email LIKE %(new)s", new="%@new.example"
        )
    return count


def is_kept(cast: Cast, import_id: int) -> bool:
    with cast.acting() as tx:
        is_there: bool = tx.value(
            "SELECT content IS NOT NULL FROM people_import WHERE id = %(id)s", id=import_id
        )
    return is_there


@pytest.fixture
def queue(cluster: Cluster, database: Database) -> procrastinate.App:
    app = procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=cluster.url,
            kwargs={"options": "-c search_path=leavebook,queue,pg_catalog"},
        )
    )
    add_people_files(app, database, Clock.starting_at(NOW))
    return app


def work_off(queue: procrastinate.App) -> None:
    with ThreadPoolExecutor(1) as apart:
        apart.submit(
            queue.run_worker, queues=["time"], wait=False, install_signal_handlers=False
        ).result()


def test_the_worker_takes_the_file_in_the_name_of_whoever_brought_it(
    cast: Cast, queue: procrastinate.App
) -> None:
    import_id = handed_in(cast, file_of(2, f"Bea B,{cast.bea.email},,30"))
    assert (newcomers(cast), shown(cast, import_id).state) == (0, ImportState.WAITING)

    work_off(queue)

    found = shown(cast, import_id)
    assert (found.state, found.taken_on, found.changed) == (ImportState.DONE, 2, 1)
    assert (newcomers(cast), is_kept(cast, import_id)) == (2, False)
    with cast.acting() as tx:
        told = tx.row("SELECT actor_id, door FROM event WHERE name = 'people.imported'")
    assert told == (cast.ada.user_id, "web")


def test_no_word_of_the_file_stands_in_the_job(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(1))

    with cast.acting() as tx:
        (job,) = tx.rows(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'take_people'"
            " AND (args ->> 'company_id')::bigint = %(company)s",
            company=cast.company_id,
        )
    assert job.args == {"company_id": cast.company_id, "import_id": import_id}


def test_a_second_run_does_nothing(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(1))
    taken(cast, import_id)
    with cast.acting() as tx:
        before = tx.value("SELECT count(*) FROM event")

    taken(cast, import_id)

    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM event") == before
    assert newcomers(cast) == 1


def test_others_see_how_far_it_is_and_nobody_before_all_are_there(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(30))
    seen = []

    def look(done: int, total: int) -> None:
        if done in {21, 41}:
            found = shown(cast, import_id)
            seen.append((found.state, found.done, found.steps, total, newcomers(cast)))

    taken(cast, import_id, look)

    running = ImportState.RUNNING
    assert seen == [(running, 20, 60, 60, 0), (running, 40, 60, 60, 0)]
    assert newcomers(cast) == 30


def test_a_worker_that_dies_in_the_middle_leaves_nobody_and_the_next_takes_all(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(25))

    def die(done: int, total: int) -> None:
        if done == 21 < total:
            raise Killed

    with pytest.raises(Killed):
        taken(cast, import_id, die)
    assert (newcomers(cast), shown(cast, import_id).state) == (0, ImportState.RUNNING)
    taken(cast, import_id)

    assert (newcomers(cast), shown(cast, import_id).state) == (25, ImportState.DONE)


def test_of_two_workers_at_the_same_file_only_one_counts(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(1))

    def be_faster(done: int, total: int) -> None:
        if done == total:
            with cast.acting() as tx:
                people_imports.finish(tx, import_id, taken_on=7, changed=0)

    taken(cast, import_id, be_faster)

    assert newcomers(cast) == 0
    assert shown(cast, import_id).taken_on == 7


def demoted(cast: Cast, column: str, value: object) -> None:
    with cast.acting() as tx:
        tx.run(
            f"UPDATE user_account SET {column} = %(value)s WHERE id = %(id)s",
            value=value,
            id=cast.ada.user_id,
        )


@pytest.mark.parametrize(("column", "value"), [("role", "employee"), ("active", False)])
def test_nobody_takes_people_on_who_may_not_any_more(
    cast: Cast, column: str, value: object
) -> None:
    import_id = handed_in(cast, file_of(1))
    demoted(cast, column, value)

    taken(cast, import_id)

    found = shown(cast, import_id)
    assert (found.state, found.why) == (ImportState.FAILED, WhyNot.NOT_ALLOWED)
    assert (newcomers(cast), is_kept(cast, import_id)) == (0, False)


def test_what_stands_against_the_file_by_then_keeps_all_of_it_out(cast: Cast) -> None:
    import_id = handed_in(cast, b"Name,E-mail,Number,First day\nA,a@new.example,N-1,2026-05-01")
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET employee_number = 'N-1' WHERE id = %(id)s",
            id=cast.bea.employee_id,
        )

    taken(cast, import_id)

    found = shown(cast, import_id)
    assert (found.why, newcomers(cast)) == (WhyNot.STANDS_AGAINST, 0)
    assert not is_kept(cast, import_id)


def test_a_fault_of_ours_is_said_and_changes_nobody(
    cast: Cast, queue: procrastinate.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = handed_in(cast, file_of(1))

    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("leavebook.services.people.people_intake.take_file", break_down)
    work_off(queue)

    found = shown(cast, import_id)
    assert (found.why, newcomers(cast), is_kept(cast, import_id)) == (WhyNot.BROKE, 0, False)


def test_a_file_that_nobody_takes_for_two_days_is_let_go(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(1))

    with cast.acting(now=NOW + timedelta(days=1)) as tx:
        assert people_intake.let_go_of_forgotten(tx) == 0
    with cast.acting(now=NOW + timedelta(days=2, seconds=1)) as tx:
        assert people_intake.let_go_of_forgotten(tx) == 1
    taken(cast, import_id)

    assert shown(cast, import_id).why is WhyNot.TOO_LATE
    assert (newcomers(cast), is_kept(cast, import_id)) == (0, False)


def test_a_worker_that_comes_days_late_does_not_take_the_file(cast: Cast) -> None:
    import_id = handed_in(cast, file_of(1))

    taken(cast, import_id, now=NOW + timedelta(days=3))

    assert shown(cast, import_id).why is WhyNot.TOO_LATE
    assert newcomers(cast) == 0


def test_another_company_knows_nothing_of_it(cast: Cast, strangers: Cast) -> None:
    import_id = handed_in(cast, file_of(1))

    taken(strangers, import_id)

    with strangers.acting("ada") as tx, pytest.raises(Refused, match="not_found"):
        people_import(tx, import_id)
    with strangers.acting("ada") as tx:
        assert latest_imports(tx) == ()
    assert shown(cast, import_id).state is ImportState.WAITING


@pytest.fixture
def place(cluster: Cluster, tmp_path: Path) -> Workplace:
    return Workplace(cluster, tmp_path, {})


def test_a_real_worker_is_killed_in_the_middle_and_another_takes_everybody(
    cast: Cast, place: Workplace
) -> None:
    import_id = handed_in(cast, file_of(LONG))

    with worker(place) as first:
        wait_until(lambda: shown(cast, import_id).done > 0)
        first.kill()
        first.wait()
        assert shown(cast, import_id).state is ImportState.RUNNING
    assert newcomers(cast) == 0

    with worker(place):
        wait_until(lambda: shown(cast, import_id).is_over)

    found = shown(cast, import_id)
    assert (found.state, found.taken_on) == (ImportState.DONE, LONG)
    assert newcomers(cast) == LONG
