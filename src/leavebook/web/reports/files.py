"""The reports as files: with separators for programs, as workbooks for people."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.web.languages import language_of, words
from leavebook.web.reports import tables
from leavebook.web.reports.csv_file import csv_of
from leavebook.web.reports.tables import HEADS, Table
from leavebook.web.reports.xlsx_file import MEDIA_TYPE, xlsx_of


def balances_file(call: Call, tx: Transaction) -> Answer:
    """Send the balances as a file."""
    return _file(call, tables.balances_table(call, tx))


def balances_sheet(call: Call, tx: Transaction) -> Answer:
    """Send the balances as a workbook."""
    return _sheet(call, tx, tables.balances_table(call, tx))


def lapsing_file(call: Call, tx: Transaction) -> Answer:
    """Send whose days lapse as a file."""
    return _file(call, tables.lapsing_table(call, tx))


def lapsing_sheet(call: Call, tx: Transaction) -> Answer:
    """Send whose days lapse as a workbook."""
    return _sheet(call, tx, tables.lapsing_table(call, tx))


def open_file(call: Call, tx: Transaction) -> Answer:
    """Send what is still owed as a file."""
    return _file(call, tables.open_table(call, tx))


def open_sheet(call: Call, tx: Transaction) -> Answer:
    """Send what is still owed as a workbook."""
    return _sheet(call, tx, tables.open_table(call, tx))


def absence_file(call: Call, tx: Transaction) -> Answer:
    """Send the rates of absence as a file."""
    return _file(call, tables.absence_table(call, tx))


def absence_sheet(call: Call, tx: Transaction) -> Answer:
    """Send the rates of absence as a workbook."""
    return _sheet(call, tx, tables.absence_table(call, tx))


def _file(call: Call, table: Table) -> Answer:
    body = csv_of((table.head, *table.rows), language=language_of(call))
    return _attached(f"{table.name}.csv", body, "text/csv")


def _sheet(call: Call, tx: Transaction, table: Table) -> Answer:
    told = words(language_of(call)).gettext
    body = xlsx_of(
        [told(HEADS[name]) for name in table.head],
        table.rows,
        title=told(table.title),
        made_at=tx.now,
    )
    return _attached(f"{table.name}.xlsx", body, MEDIA_TYPE)


def _attached(name: str, body: bytes, media_type: str) -> Answer:
    disposition = f'attachment; filename="{name}"'
    return Answer(200, body, {"Content-Disposition": disposition}, media_type)
