"""A file of people on the pages: handed in, looked at while it is taken, found again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from threading import Event, Thread

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leavebook.domain.people.actors import Actor
from leavebook.services.people import people_intake
from leavebook.storage.people import people_imports
from leavebook.storage.people.people_imports import WhyNot
from leavebook.storage.transaction import Transaction, in_company
from tests.cast import NOW, Cast
from tests.web.conftest import Visit

Web = Callable[..., httpx2.Client]

PATIENCE = 20.0


def file_of(people: int) -> str:
    lines = [f"Person {n},p{n}@new.example,2026-05-01" for n in range(people)]
    return "\n".join(["Name,E-mail,First day", *lines])


def handed_in(cast: Cast, people: int = 2) -> int:
    with cast.acting("ada") as tx:
        import_id = people_intake.hand_in(tx, file_of(people).encode()).import_id
    assert import_id is not None
    return import_id


def begun(cast: Cast) -> int:
    import_id = handed_in(cast)
    with cast.acting() as tx:
        people_imports.begin(tx, import_id)
        people_imports.note(tx, import_id, done=1, steps=4)
    return import_id


def given_up(cast: Cast, why: WhyNot = WhyNot.STANDS_AGAINST, *, people: int = 2) -> int:
    import_id = handed_in(cast, people)
    people_intake.give_up(partial(cast.acting, None), import_id, why)
    return import_id


def taken(cast: Cast, import_id: int, wait_at: int = 0, go_on: Event | None = None) -> int:
    """Take the file as the worker does; it may wait after so many steps."""

    def open_as(actor: Actor) -> AbstractContextManager[Transaction]:
        return in_company(cast.database, cast.company_id, actor=actor, now=NOW, door="web")

    def hear(done: int, total: int) -> None:
        if done == wait_at < total and go_on is not None:
            go_on.wait(8)

    people_intake.take(partial(cast.acting, None), open_as, import_id, heard=hear)
    return import_id


@pytest.fixture
def ada(cast: Cast, web: Web) -> httpx2.Client:
    return web(cast, "ada")


def sent(client: httpx2.Client, text: str) -> httpx2.Response:
    return client.post("/import-people", data={"text": text})


def test_whoever_sends_a_file_is_led_to_how_far_it_is(ada: httpx2.Client) -> None:
    answer = sent(ada, file_of(2))

    assert answer.status_code == 303
    page = ada.get(answer.headers["location"])
    assert "It begins in a moment." in page.text
    assert '<meta http-equiv="refresh" content="3">' in page.text


def test_a_file_with_a_fault_is_shown_at_once_and_not_kept(cast: Cast, ada: httpx2.Client) -> None:
    answer = sent(ada, file_of(1) + "\nNobody,no address,2026-05-01")

    assert answer.status_code == 422
    with cast.acting("ada") as tx:
        assert people_imports.latest(tx, most=1) == ()


def test_a_file_that_changes_nothing_is_not_kept_either(cast: Cast, ada: httpx2.Client) -> None:
    taken(cast, handed_in(cast))

    answer = sent(ada, file_of(2))

    assert "Nothing changes" in answer.text
    with cast.acting("ada") as tx:
        assert len(people_imports.latest(tx, most=9)) == 1


def test_what_came_of_a_file_is_said_and_the_page_looks_no_further(
    cast: Cast, ada: httpx2.Client
) -> None:
    page = ada.get(f"/import-people/{taken(cast, handed_in(cast))}").text

    assert "Done." in page
    assert "refresh" not in page


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (WhyNot.STANDS_AGAINST, "something stands against it now"),
        (WhyNot.NOT_ALLOWED, "may not take people on any more"),
        (WhyNot.BROKE, "Something went wrong on the server"),
        (WhyNot.TOO_LATE, "Nobody came to it for two days"),
    ],
)
def test_a_file_that_was_not_taken_says_why(
    cast: Cast, ada: httpx2.Client, why: WhyNot, words: str
) -> None:
    page = ada.get(f"/import-people/{given_up(cast, why)}").text

    assert "Nobody was taken on, and nothing was changed." in page
    assert words in page
    assert "refresh" not in page


def test_files_are_found_again_with_what_came_of_them(cast: Cast, ada: httpx2.Client) -> None:
    found = {
        "2 taken on, 0 changed": taken(cast, handed_in(cast, 2)),
        "not taken": given_up(cast, people=3),
        "waiting": handed_in(cast, 4),
    }

    page = ada.get("/import-people").text

    latest = page.partition("Latest files")[2]
    for words, import_id in found.items():
        line = latest.partition(f'href="/import-people/{import_id}"')[2].partition("</a>")[0]
        assert words in line


def test_other_companies_and_those_who_do_not_manage_people_learn_nothing(
    cast: Cast, strangers: Cast, web: Web
) -> None:
    path = f"/import-people/{handed_in(cast)}"

    assert web(strangers, "ada").get(path).status_code == 404
    assert web(cast, "bea").get(path).status_code == 403
    assert web(cast, "ada").get("/import-people/latest").status_code == 404


@pytest.fixture
def waiting_at_20(cast: Cast) -> Iterator[tuple[int, Event]]:
    import_id, go_on = handed_in(cast, 20), Event()
    work = Thread(target=taken, args=(cast, import_id, 21, go_on))
    work.start()
    yield import_id, go_on
    go_on.set()
    work.join(PATIENCE)


def test_the_page_follows_the_work_until_it_is_done(
    cast: Cast, visit: Visit, waiting_at_20: tuple[int, Event]
) -> None:
    import_id, go_on = waiting_at_20
    page = visit(cast, "ada")
    page.goto(f"/import-people/{import_id}")
    expect(page.get_by_text("50 %")).to_be_visible()
    assert page.locator("progress").evaluate("it => it.position") == 0.5

    go_on.set()

    expect(page.get_by_role("heading", name="Done.")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Done.")
    expect(page.locator("#work dd").first).to_have_text("20")


def test_without_javascript_the_page_looks_again_by_itself(cast: Cast, visit: Visit) -> None:
    import_id = handed_in(cast)
    page = visit(cast, "ada", java_script_enabled=False)
    page.goto(f"/import-people/{import_id}")

    taken(cast, import_id)

    expect(page.get_by_role("heading", name="Done.")).to_be_visible(timeout=8000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_keeps_nobody_out_and_fits_a_small_screen(
    cast: Cast, visit: Visit, theme: str
) -> None:
    states = (handed_in(cast), begun(cast), given_up(cast), taken(cast, handed_in(cast)))
    page = visit(
        cast,
        "ada",
        color_scheme=theme,
        reduced_motion="reduce",
        viewport={"width": 320, "height": 640},
    )

    for path in ("/import-people", *(f"/import-people/{each}" for each in states)):
        page.goto(path)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
