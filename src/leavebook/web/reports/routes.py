"""Where the reports are."""

from leavebook.http.door import Route
from leavebook.web.reports import certificates, files, pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (
    read_page("/reports", pages.reports, says="Balances of everybody."),
    read_page("/reports/balances.csv", files.balances_file, says="Balances as a file."),
    read_page("/reports/balances.xlsx", files.balances_sheet, says="Balances as a workbook."),
    read_page("/reports/lapsing", pages.lapsing_page, says="What lapses when."),
    read_page("/reports/lapsing.csv", files.lapsing_file, says="What lapses, as a file."),
    read_page("/reports/lapsing.xlsx", files.lapsing_sheet, says="What lapses, as a workbook."),
    read_page("/reports/open", pages.open_page, says="What is still owed."),
    read_page("/reports/open.csv", files.open_file, says="What is owed, as a file."),
    read_page("/reports/open.xlsx", files.open_sheet, says="What is owed, as a workbook."),
    read_page(
        "/reports/certificates", certificates.certificates_page, says="Missing certificates."
    ),
    read_page("/reports/absence", pages.absence_page, says="How much people are away."),
    read_page("/reports/absence.csv", files.absence_file, says="Absence as a file."),
    read_page("/reports/absence.xlsx", files.absence_sheet, says="Absence as a workbook."),
)
