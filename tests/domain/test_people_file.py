"""Files of people as spreadsheets save them."""

import pytest

from leavebook.domain.people.people_faults import SENTENCES, PeopleFault, Why
from leavebook.domain.people.people_file import MOST_PEOPLE, Column, read_people

ENGLISH = "Name,E-mail,First day\r\nJörg Öhl,joerg@acme.example,2026-04-01\r\n"
GERMAN = "Name;E-Mail;Erster Tag\r\nJörg Öhl;joerg@acme.example;1.4.2026\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, ENGLISH.replace(",", "\t")])
def test_whatever_a_spreadsheet_saves_is_read(text: str, encoding: str) -> None:
    file = read_people(text.encode(encoding))

    assert not file.faults
    assert [line.cells[Column.NAME] for line in file.lines] == ["Jörg Öhl"]
    assert set(file.lines[0].cells) == {Column.NAME, Column.EMAIL, Column.FIRST_DAY}


def test_excels_own_line_about_the_separator_is_no_line_of_people() -> None:
    file = read_people(b"sep=;\r\nName;E-mail\r\nBea;bea@acme.example\r\n")

    assert [(line.number, line.cells[Column.NAME]) for line in file.lines] == [(3, "Bea")]


def test_empty_lines_and_lines_within_a_cell_do_not_confuse_the_count() -> None:
    file = read_people(b'Name,E-mail\n\n"Bea\nBusy",bea@acme.example\nKim,kim@acme.example\n')

    assert [line.number for line in file.lines] == [3, 5]


def test_every_unknown_double_or_missing_column_is_named() -> None:
    file = read_people(b"Name,Shoe size,NAME\nBea,41,Bea\n")

    assert file.faults == (
        PeopleFault(1, "Shoe size", Why.UNKNOWN_COLUMN),
        PeopleFault(1, "NAME", Why.COLUMN_TWICE),
        PeopleFault(1, "E-mail", Why.COLUMN_MISSING),
    )


def test_a_cell_beyond_the_last_column_is_told_and_an_empty_one_is_not() -> None:
    file = read_people(b"Name,E-mail\nBea,bea@acme.example,,\nKim,kim@acme.example,x\n")

    assert file.faults == (PeopleFault(3, "", Why.CELL_TOO_MANY),)


def test_columns_of_opening_balances_name_their_leave_type() -> None:
    file = read_people(b"Name;E-Mail;Anfangsbestand Urlaub\nBea;b@acme.example;3,5\n")

    assert file.openings == ("Urlaub",)
    assert file.lines[0].openings == {"Urlaub": "3,5"}


def test_the_mark_against_formulas_is_taken_off_again() -> None:
    file = read_people(b"Name,E-mail,Opening balance AL\n'=Bea,b@acme.example,'-3\n'Ndrangheta,,\n")

    assert [line.cells[Column.NAME] for line in file.lines] == ["=Bea", "'Ndrangheta"]
    assert file.lines[0].openings == {"AL": "-3"}


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", Why.EMPTY),
        (b"\r\n\r\n", Why.EMPTY),
        (b"Name,E-mail\r\n", Why.EMPTY),
        (b"PK\x03\x04\x00\x00", Why.UNREADABLE),
        (b"Name,E-mail\n" + b"a,b\n" * (MOST_PEOPLE + 1), Why.TOO_MANY_LINES),
    ],
    ids=["nothing", "empty lines", "only columns", "a workbook", "too many"],
)
def test_a_file_that_cannot_be_taken_says_why(raw: bytes, why: Why) -> None:
    assert [fault.why for fault in read_people(raw).faults] == [why]


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Why)
