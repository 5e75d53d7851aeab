"""People from a file: what it would do and what is wrong with it first, then all at once.

Taking many people takes minutes: the worker does it, and a page shows how far it is.
"""

from typing import Final

from leavebook.domain.people.people_faults import SENTENCES
from leavebook.domain.people.people_file import GERMAN, MOST_PEOPLE, OPENING, Column, text_of
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.people_imports import ImportState, latest_imports, people_import
from leavebook.services.people.people import assert_may_manage
from leavebook.services.people.people_export import people_rows
from leavebook.services.people.people_import import PeoplePlan, Step, check_file
from leavebook.services.people.people_intake import hand_in
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.languages import language_of
from leavebook.web.page import go_to, show
from leavebook.web.reports.csv_file import csv_of

LARGEST: Final = 1024 * 1024
"""Bytes of a form with a file: room for the most people that are taken at once."""


def import_page(call: Call, tx: Transaction) -> Answer:
    """Show the form for a file of people, and what belongs into one."""
    assert_may_manage(tx)
    return _page(call, tx)


def check_people(call: Call, tx: Transaction) -> Answer:
    """Show what a file would do, line by line; nothing is written."""
    raw = _file(call)
    planned = check_file(tx, raw)
    if planned.faults:
        return _page(call, tx, planned=planned, status=422)
    return _page(call, tx, planned=planned, text=text_of(raw))


def import_people(call: Call, tx: Transaction) -> Answer:
    """Have everybody in the file taken on and changed, or show what is wrong with it."""
    handed_in = hand_in(tx, _file(call))
    if handed_in.import_id is not None:
        return go_to(f"/import-people/{handed_in.import_id}")
    status = 422 if handed_in.planned.faults else 200
    return _page(call, tx, planned=handed_in.planned, status=status)


def import_progress(call: Call, tx: Transaction) -> Answer:
    """Show how far a file is, and what came of it."""
    found = people_import(tx, number_in(call, "id"))
    return show(call, tx, "people/progress.html", one=found, states=ImportState)


def people_file(call: Call, tx: Transaction) -> Answer:
    """Send everybody as a file, or with `columns` an empty one to fill in."""
    language = language_of(call)
    only_columns = bool(asked_in(call).text("columns"))
    rows = list(people_rows(tx, language=language, only_columns=only_columns))
    return Answer(
        200,
        csv_of(rows, language=language),
        {"Content-Disposition": 'attachment; filename="people.csv"'},
        "text/csv",
    )


def _file(call: Call) -> bytes:
    """Return the file that was chosen, or the text of the one that was checked before."""
    form = form_of(call)
    return form.files.get("file", form.as_typed("text").encode())


def _page(
    call: Call,
    tx: Transaction,
    *,
    planned: PeoplePlan | None = None,
    text: str = "",
    status: int = 200,
) -> Answer:
    return show(
        call,
        tx,
        "people/import.html",
        status=status,
        planned=planned,
        text=text,
        named={each: GERMAN[each] if language_of(call) == "de" else each for each in GERMAN},
        columns=Column,
        opening=OPENING,
        steps=Step,
        sentences=SENTENCES,
        most=MOST_PEOPLE,
        imports=latest_imports(tx),
    )
