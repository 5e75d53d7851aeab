"""Tables as workbooks, in which every cell has the type of what it holds and none is a formula."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST: Final = 40
_NARROWEST: Final = 10
_LOOKED_AT: Final = 200
_LONGEST_TEXT: Final = 32_767
"""More characters no cell of a workbook can hold."""

# Rows are written out one by one, so that a large company costs no memory. A text that looks
# like a formula, an address or a number stays a text.
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def xlsx_of(
    head: Sequence[str], rows: Sequence[Sequence[object]], *, title: str, made_at: datetime
) -> bytes:
    """Return the table as a workbook of one sheet, its first row the names of the columns."""
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(head) - 1)
        for column, name in enumerate(head):
            sheet.set_column(column, column, _width(name, rows, column))
        for column, name in enumerate(head):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day)
    return written.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: object, day: Format) -> None:
    if value is None:
        return
    if isinstance(value, Decimal | int):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, str(value)[:_LONGEST_TEXT])


def _width(name: str, rows: Sequence[Sequence[object]], column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in rows[:_LOOKED_AT]), default=0)
    return min(max(longest, len(name) + 3, _NARROWEST), _WIDEST)
