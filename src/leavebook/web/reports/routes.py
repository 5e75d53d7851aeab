"""Where the reports are."""

from leavebook.http.door import Route
from leavebook.web.reports import pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (
    read_page("/reports", pages.reports, says="Balances of everybody."),
    read_page("/reports/balances.csv", pages.balances_file, says="Balances as a file."),
)
