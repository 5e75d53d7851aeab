"""Pages are for everybody: read aloud, on a small screen, in the dark and in both languages."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract
from playwright.sync_api import Page, expect

import leavebook.web
from leavebook.domain.approval.states import Event, State
from leavebook.domain.ledger.movements import MovementKind
from leavebook.domain.problems import Code
from leavebook.services.leave import decisions
from leavebook.web import assets, names, sentences
from leavebook.web.happenings import EVERYTHING
from leavebook.web.policies.differences import DIRECTIONS, LENGTHS, METHODS
from leavebook.web.policies.fields import GROUPS as POLICY_GROUPS
from leavebook.web.policies.level_fields import AFTER, LEVEL_FIELDS
from leavebook.web.policies.type_fields import NEW_GROUPS, TYPE_GROUPS
from leavebook.web.reports.tables import HEADS
from leavebook.web.settings import in_words
from tests.cast import Cast
from tests.web.conftest import Visit, ask, decision_link
from tests.web.test_people_intake import handed_in

FOLDER = Path(leavebook.web.__file__).parent


THE_SAME_FOR_ALL = (
    "/",
    "/ask",
    "/inbox",
    "/calendar?month=2026-05",
    "/calendar?month=2026-05&span=quarter",
    "/people",
    "/leave-types",
    "/new-leave-type",
    "/reports",
    "/reports/lapsing",
    "/reports/open",
    "/reports/absence",
    "/reports/certificates",
    "/settings",
    "/settings/audit",
    "/notifications",
    "/profile",
    "/more",
    "/holidays?year=2026",
    "/new-person",
    "/import-people",
    "/shifts?week=2026-05-04",
    "/sites",
    "/new-site?country=DE",
    "/departments",
    "/setup",
    "/setup/company",
    "/setup/site",
    "/setup/leave-types",
    "/setup/people",
    "/setup/approval",
    "/setup/invitations",
    "/no-such-page",
    f"/welcome/{'0' * 64}",
    f"/decide/{'0' * 64}",
    "/profile/second-factor",
    "/profile/passkeys",
    "/find?q=e",
    "/settings/company",
    "/settings/approval",
    "/settings/retention",
    "/leavers",
    "/retention",
    "/settings/integrations",
    "/settings/integrations/productive",
    "/settings/integrations/xero",
    "/forgotten",
    "/offline",
    f"/reset/{'0' * 64}",
)


def every_page(cast: Cast) -> list[str]:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08", reason="The sea")
    ask(cast, "kim", "2026-05-05", "2026-05-05")
    agreed = ask(cast, "bea", "2026-06-01", "2026-06-02")
    with cast.acting("mo") as tx:
        decisions.approve(tx, agreed)
    kind = cast.leave_types["AL"]
    return [
        f"/ask?leave_type_id={kind}&first_day=2026-05-04&last_day=2026-07-08",
        f"/requests/{request}",
        f"/requests/{agreed}/change",
        f"/people/{cast.bea.employee_id}",
        f"/people/{cast.bea.employee_id}/retention",
        f"/people/{cast.bea.employee_id}/exit?on=2026-05-31",
        f"/balances/{cast.bea.employee_id}/{kind}",
        f"/leave-types/{kind}",
        f"/leave-types/{kind}/edit",
        f"/leave-types/{kind}/policy",
        f"/import-people/{handed_in(cast)}",
        f"/sites/{cast.site_id}?country=DE&region=BY",
        f"/departments/{cast.department_id}",
        decision_link(cast, "ada", request),
        *THE_SAME_FOR_ALL,
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_on_any_page_keeps_anybody_out(cast: Cast, visit: Visit, theme: str) -> None:
    page = visit(cast, "ada", color_scheme=theme, reduced_motion="reduce")
    faults = {}

    for path in [*every_page(cast), "/login"]:
        page.goto(path)
        found = Axe().run(page).response["violations"]
        if found:
            faults[path] = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]

    assert not faults


def test_no_page_is_wider_than_a_small_screen(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "ada", viewport={"width": 320, "height": 640})
    wide = []

    for path in [*every_page(cast), "/login"]:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)

    assert not wide


def test_leave_is_asked_for_by_keyboard_alone(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "bea")
    page.goto("/")

    page.keyboard.press("n")
    page.get_by_label("First day").wait_for()
    _tab_to(page, "first_day")
    page.keyboard.type("05052026")  # whichever of the two comes first here
    _tab_to(page, "reason")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your request is on its way.")).to_be_visible()


def test_the_wallchart_is_one_stop_and_arrows_move_inside(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "ada")
    page.goto("/calendar?month=2026-05")

    page.locator("[data-wall] td").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")

    place = page.evaluate(
        "[document.activeElement.parentElement.rowIndex, document.activeElement.cellIndex]"
    )
    assert place == [2, 31]


def test_the_pages_speak_german_when_asked_to(cast: Cast, visit: Visit) -> None:
    page = visit(cast, "bea")
    page.goto("/profile")

    page.get_by_role("button", name="Deutsch").click()
    page.goto("/")

    expect(page.get_by_role("heading", name="Mein Urlaub")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "de"


def test_every_text_of_the_pages_has_its_german() -> None:
    assert not _texts() - {*_german()}


def test_no_text_has_two_germans() -> None:
    assert [text for text, times in Counter(_german()).items() if times > 1] == []


def test_every_refusal_has_its_german() -> None:
    assert set(sentences.GERMAN) == set(Code)


def test_everything_that_happens_has_a_name() -> None:
    assert set(names.STATES) == set(State)
    assert set(names.EVENTS) == set(Event)
    assert set(names.MOVEMENTS) == set(MovementKind)
    assert sorted(_recorded() - set(EVERYTHING)) == []


@pytest.mark.parametrize(
    ("name", "most"), [("app.js", 10_000), ("wallchart.js", 5_000), ("app.css", 42_000)]
)
def test_what_pages_load_stays_small(name: str, most: int) -> None:
    assert len(assets.assets()[name].whole) <= most


_MARKED = ("_", "gettext", "ngettext", "pgettext")


def _german() -> Iterator[object]:
    """Yield every text that has its German, with where it is meant if it is two elsewhere."""
    for catalogue in (FOLDER / "locale/de").glob("*.po"):
        for message in read_po(io.BytesIO(catalogue.read_bytes()), locale="de"):
            text = message.id[0] if isinstance(message.id, tuple) else message.id
            if message.string and text:
                yield (message.context, text) if message.context else text


def _texts() -> set[object]:
    found: set[object] = set()
    for template in FOLDER.rglob("*.html"):
        with template.open("rb") as source:
            options = {"newstyle_gettext": "true", "extensions": "jinja2.ext.do"}
            for _, name, text, _ in babel_extract(source, _MARKED, (), options):
                found.add(text[0] if isinstance(text, tuple) and name != "pgettext" else text)
    tables = (names.STATES, EVERYTHING)
    found |= {says for table in tables for _, says in table.values()}
    for table in (names.MOVEMENTS, names.WHY, names.HALVES, names.STAGES, names.RUNGS, HEADS):
        found |= set(table.values())
    fields = [
        field
        for group in (*POLICY_GROUPS, *TYPE_GROUPS, *NEW_GROUPS)
        for field in (*group.fields, *LEVEL_FIELDS, AFTER)
    ]
    fields.append(METHODS)
    found |= {*DIRECTIONS.values(), *(text for pair in LENGTHS.values() for text in pair), "yes"}
    found |= {group.heading for group in (*POLICY_GROUPS, *TYPE_GROUPS, *NEW_GROUPS)}
    found |= {says for field in fields for says in (field.label, field.hint)}
    found |= {says for field in fields for says in field.options.values()}
    code = Path(in_words.__file__).read_text("utf-8")
    found |= set(re.findall(r'gettext\(\s*"([^"]+)"', code))
    return {text for text in found if text}


def _recorded() -> set[str]:
    """Return the name of every event that the product records under a name of its own."""
    code = [path.read_text("utf-8") for path in FOLDER.parent.rglob("*.py")]
    return {name for each in code for name in re.findall(r'record\(\s*tx,\s*"([^"]+)"', each)}


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)
