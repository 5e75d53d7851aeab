"""Where quick find is."""

from leavebook.http.door import Route
from leavebook.web.finding import pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (read_page("/find", pages.finding, says="Find by a few letters."),)
