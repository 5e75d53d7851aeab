"""Two doors, one moment: what two calls could only find out together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

from leavebook.domain.people.people import AccessLevel, Role
from leavebook.domain.problems import Code, Refused
from leavebook.services.people import people
from leavebook.services.people.exits import part
from leavebook.services.people.joining import join
from leavebook.services.people.people import Changes
from leavebook.storage.people import people as storage_people
from leavebook.storage.people import terms
from leavebook.storage.transaction import TryAgain
from tests.cast import Cast
from tests.services.newcomers import anna

RACERS = 8


def race(acts: list[Callable[[], None]]) -> list[str]:
    """Run every act at the same moment and return how each ended."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], None]) -> str:
        barrier.wait()
        while True:
            try:
                act()
            except Refused as refusal:
                return ", ".join(
                    f"{problem.code}:{problem.facts.get('field')}" for problem in refusal.problems
                )
            except TryAgain:
                continue
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_address_becomes_one_account_however_many_ask_at_once(cast: Cast) -> None:
    def add(number: int) -> None:
        with cast.acting("ada") as tx:
            join(tx, anna(cast, employee_number=str(number)))

    ended = race([lambda number=number: add(number) for number in range(RACERS)])  # type: ignore[misc]  # bound on purpose

    assert sorted(ended) == ["done", *[f"{Code.TAKEN}:email"] * (RACERS - 1)]
    with cast.acting() as tx:
        found = tx.value("SELECT count(*) FROM user_account WHERE email_key LIKE 'anna.new@%'")
    assert found == 1


def test_one_number_belongs_to_one_employee_however_many_ask_at_once(cast: Cast) -> None:
    def add(number: int) -> None:
        with cast.acting("ada") as tx:
            join(tx, anna(cast, email=f"anna{number}@example.com"))

    ended = race([lambda number=number: add(number) for number in range(RACERS)])  # type: ignore[misc]  # bound on purpose

    assert sorted(ended) == ["done", *[f"{Code.TAKEN}:employee_number"] * (RACERS - 1)]


def test_one_login_belongs_to_one_employee_however_often_it_is_sent_at_once(cast: Cast) -> None:
    login = _login_without_employee(cast)

    def add(number: int) -> None:
        with cast.acting("ada") as tx:
            join(tx, anna(cast, employee_number=str(number)), login=login)

    ended = race([lambda number=number: add(number) for number in range(RACERS)])  # type: ignore[misc]  # bound on purpose

    assert sorted(ended) == ["done", *[f"{Code.TAKEN}:email"] * (RACERS - 1)]


def _login_without_employee(cast: Cast) -> int:
    with cast.acting() as tx:
        return storage_people.add_user(
            tx,
            email="fay@example.com",
            email_key="fay@example.com",
            name="Fay Founder",
            role=Role.ADMIN,
            level=AccessLevel.EXECUTIVE,
        )


def test_changing_and_leaving_at_once_loses_neither(cast: Cast) -> None:
    def change(hours: int) -> None:
        with cast.acting("ada") as tx:
            people.change(tx, cast.bea.employee_id, Changes(weekly_hours=Decimal(hours)))

    def leave() -> None:
        with cast.acting("ada") as tx:
            part(tx, cast.bea.employee_id, exit_day=date(2026, 12, 31))

    ended = race([lambda: change(30), leave, lambda: change(20), leave])

    assert ended == ["done"] * 4
    with cast.acting("ada") as tx:
        person = people.find(tx, cast.bea.employee_id)
        agreed = terms.of_person(tx, cast.bea.employee_id)
    assert person.left_on == date(2026, 12, 31)
    assert person.weekly_minutes in {1200, 1800}
    assert len(agreed) == 2
