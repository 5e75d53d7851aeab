"""What the office takes along, read back without the library that wrote it."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import httpx2
import pytest

from leavebook.services.people import people as staff
from leavebook.services.people.people import Changes
from leavebook.web.reports.csv_file import csv_of
from leavebook.web.reports.xlsx_file import xlsx_of
from tests.cast import NOW, Cast
from tests.web.conftest import ask

Web = Callable[..., httpx2.Client]

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ('=HYPERLINK("http://evil","x")', "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1")


def sheet_of(workbook: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file


def cells(workbook: bytes) -> list[list[object]]:
    """Return the cells row by row: texts as texts, everything else as a number."""
    rows = []
    for row in sheet_of(workbook).iter(f"{SPREADSHEET}row"):
        found: list[object] = []
        for cell in row:
            if cell.get("t") == "inlineStr":
                found.append("".join(cell.itertext()))
            else:
                assert cell.get("t") is None
                found.append(Decimal(cell.findtext(f"{SPREADSHEET}v") or "0"))
        rows.append(found)
    return rows


def day_of(number: object) -> date:
    """Return the date that a spreadsheet shows for the number."""
    return date(1899, 12, 30) + timedelta(days=int(str(number)))


def test_cells_are_texts_numbers_and_dates() -> None:
    rows = [("Bea", None, Decimal("10.5"), 3, date(2026, 12, 31))]

    workbook = xlsx_of(["Name", "Team", "Left", "People", "Day"], rows, title="T", made_at=NOW)

    head, (name, left, people, day) = cells(workbook)
    assert head == ["Name", "Team", "Left", "People", "Day"]
    assert (name, left, people) == ("Bea", Decimal("10.5"), 3)
    assert day_of(day) == date(2026, 12, 31)
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        assert 'formatCode="yyyy-mm-dd"' in parts.read("xl/styles.xml").decode()


@pytest.mark.parametrize("typed", FORMULAS)
def test_nothing_that_anybody_typed_is_a_formula_in_a_workbook(typed: str) -> None:
    workbook = xlsx_of(["Name"], [(typed,)], title="T", made_at=NOW)

    assert not list(sheet_of(workbook).iter(f"{SPREADSHEET}f"))
    ((kept,),) = cells(workbook)[1:]
    assert kept == typed
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        assert not [name for name in parts.namelist() if "_rels/sheet" in name]  # no address


@pytest.mark.parametrize("typed", [*FORMULAS, "\n=1", "\ufeff=1", "\u200b=1", "\u00a0 =1"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_that_anybody_typed_begins_a_formula_in_a_file(typed: str, language: str) -> None:
    written = csv_of([(typed, Decimal("-1.5"))], language=language).decode("utf-8-sig")

    separator = ";" if language == "de" else ","
    ((text, number),) = csv.reader(io.StringIO(written), delimiter=separator)
    assert text == f"'{typed}"
    assert number == ("-1,5" if language == "de" else "-1.5")


@pytest.mark.parametrize(("language", "other"), [("en", ";"), ("de", ",")])
def test_a_cell_stays_one_cell_where_another_separator_is_expected(
    language: str, other: str
) -> None:
    written = csv_of([(f"Bea{other}=1+1",)], language=language).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(written), delimiter=other)) == [[f"Bea{other}=1+1"]]


def test_every_report_is_the_same_table_in_both_kinds_of_file(cast: Cast, web: Web) -> None:
    ask(cast, "bea", "2026-05-04", "2026-05-08")
    client = web(cast, "ada")
    chosen = f"?type={cast.leave_types['AL']}"

    for name in ("balances", "lapsing", "open", "absence"):
        workbook = client.get(f"/reports/{name}.xlsx{chosen}")
        text = client.get(f"/reports/{name}.csv{chosen}").content.decode("utf-8-sig")
        as_text = [[cell for cell in row if cell] for row in csv.reader(io.StringIO(text))]
        as_cells = cells(workbook.content)

        assert workbook.headers["content-disposition"] == f'attachment; filename="{name}.xlsx"'
        assert len(as_text) == len(as_cells) > 1
        for texts, found in zip(as_text[1:], as_cells[1:], strict=True):
            assert texts == [_written(text, cell) for text, cell in zip(texts, found, strict=True)]


def test_a_workbook_speaks_the_language_of_who_asks(cast: Cast, web: Web) -> None:
    client = web(cast, "ada")
    client.cookies.set("leavebook-language", "de")

    workbook = client.get("/reports/open.xlsx").content
    text = client.get("/reports/open.csv").content.decode("utf-8-sig")

    assert cells(workbook)[0] == ["Abteilung", "Personen", "Übrig", "Überzogen"]
    assert text.startswith('"department";')


def test_names_that_would_be_formulas_are_names_in_the_report(cast: Cast, web: Web) -> None:
    with cast.acting("ada") as tx:
        staff.change(tx, cast.bea.employee_id, Changes(full_name=FORMULAS[0]))

    workbook = web(cast, "ada").get("/reports/balances.xlsx").content

    assert FORMULAS[0] in [row[0] for row in cells(workbook)]
    assert not list(sheet_of(workbook).iter(f"{SPREADSHEET}f"))


def test_a_workbook_says_when_it_was_made_by_the_clock_of_the_house() -> None:
    made_at = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)

    workbook = xlsx_of(["Name"], [], title="T", made_at=made_at)

    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        assert "2026-04-01T08:00:00Z" in parts.read("docProps/core.xml").decode()


def _written(text: str, cell: object) -> str:
    """Return the cell as the other file writes it."""
    if isinstance(cell, str):
        return cell
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return day_of(cell).isoformat()
    return f"{Decimal(str(cell)).normalize():f}"
