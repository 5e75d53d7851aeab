"""Where the reports are."""

from leavebook.http.door import Route
from leavebook.web.reports import pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (
    read_page("/reports", pages.reports, says="Balances of everybody."),
    read_page("/reports/balances.csv", pages.balances_file, says="Balances as a file."),
    read_page("/reports/lapsing", pages.lapsing_page, says="What lapses when."),
    read_page("/reports/lapsing.csv", pages.lapsing_file, says="What lapses, as a file."),
    read_page("/reports/open", pages.open_page, says="What is still owed."),
    read_page("/reports/open.csv", pages.open_file, says="What is owed, as a file."),
    read_page("/reports/absence", pages.absence_page, says="How much people are away."),
    read_page("/reports/absence.csv", pages.absence_file, says="Absence as a file."),
)
